"""A task, the chain of who had it and did what, and its evidence."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from yilu.accounts.models import User
from yilu.core.actor import Actor
from yilu.core.fields import EncryptedBytesField, EncryptedTextField
from yilu.core.permissions import Permission
from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Scoped, ScopedQuerySet, scope_q
from yilu.core.text import Text, label
from yilu.network.models import Brand, Enterprise, Site
from yilu.territory.models import Area

SCOPE = Scoped(area="area_id", brand="brand_id", branch="enterprise_id", site="site_id", person="owner_id")


class TaskQuerySet(ScopedQuerySet["Task"]):
    """Query words of tasks."""

    def seen_by(self, actor: Actor) -> Self:
        """Those of the actor's unit, those he or she holds, and those escalated to him or her."""
        if not actor.jurisdiction.grants:
            return self.none()
        unit = scope_q(actor.jurisdiction.having(Permission.TASK_READ), SCOPE)
        return self.filter(unit | held_by(actor.user_id))

    def standing(self) -> Self:
        """Not closed, not cancelled."""
        return self.filter(state__in=Task.STANDING)


def held_by(user_id: int | None) -> Q:
    """The tasks a person answers for: as owner, or because it was escalated to him or her. Nobody holds none."""
    return Q(owner_id=user_id or 0) | Q(escalated_to_id=user_id or 0)


class Task(models.Model):
    """Something one person has to do by a time. `version` grows with every change, so two editors never overwrite."""

    class State(models.TextChoices):
        OPEN = "open", label("待办", "open")
        TAKEN = "taken", label("办理中", "taken on")
        CLOSED = "closed", label("已销号", "closed")
        CANCELLED = "cancelled", label("已撤销", "cancelled")

    STANDING = (State.OPEN, State.TAKEN)

    access: ClassVar[Access] = SCOPE
    privacy: ClassVar[Privacy] = Privacy(
        personal=("detail_zh", "detail_en"),
        plain=("kind", "title_zh", "title_en", "post", "origin", "key", "wanted_zh", "wanted_en", "state", "opened_by"),
    )

    key = models.CharField(max_length=120, unique=True)  # what it arose from: the same never opens two
    kind = models.CharField(max_length=40)  # tasks.words
    origin = models.CharField(max_length=120, blank=True)  # "people.case:12"
    title_zh = models.CharField(max_length=160)  # names no person
    title_en = models.CharField(max_length=240)
    detail_zh = EncryptedTextField(blank=True, default="")
    detail_en = EncryptedTextField(blank=True, default="")
    wanted_zh = models.CharField(max_length=200, blank=True)  # the evidence it asks for
    wanted_en = models.CharField(max_length=300, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=30)  # accounts.roles: whose business it is
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    due = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True, blank=True)
    steps_made = models.PositiveSmallIntegerField(default=0)  # of its ladder (rules)
    next_step_at = models.DateTimeField(null=True, blank=True)
    escalated_to = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["area", "state", "due"], name="task_area"),
            models.Index(fields=["brand", "state", "due"], name="task_brand"),
            models.Index(fields=["enterprise", "state", "due"], name="task_enterprise"),
            models.Index(fields=["owner", "state", "due"], name="task_owner"),
            # How far something got that was given to many is counted from this alone.
            models.Index(fields=["origin", "post", "area", "state", "due"], name="task_origin"),
            models.Index(fields=["next_step_at"], name="task_step", condition=Q(state__in=("open", "taken"))),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def title(self) -> Text:
        """What is to be done."""
        return Text(self.title_zh, self.title_en)

    @property
    def detail(self) -> Text:
        """More about it."""
        return Text(self.detail_zh, self.detail_en)

    @property
    def wanted(self) -> Text:
        """The evidence it asks for; empty if none in particular."""
        return Text(self.wanted_zh, self.wanted_en)

    @property
    def is_standing(self) -> bool:
        """Is it still to be done?"""
        return self.state in self.STANDING


class Step(models.Model):
    """A link of a task's chain: who did what with it, whom it went to, why."""

    class Verb(models.TextChoices):
        OPENED = "opened", label("下达", "opened")
        ASSIGNED = "assigned", label("落实责任人", "assigned")
        TAKEN = "taken", label("领办", "taken on")
        DELEGATED = "delegated", label("转办", "delegated")
        EXTENDED = "extended", label("调整期限", "due time moved")
        REMINDED = "reminded", label("提醒", "reminded")
        ESCALATED = "escalated", label("提级督办", "escalated")
        PROVED = "proved", label("提交佐证", "evidence added")
        CLOSED = "closed", label("销号", "closed")
        REOPENED = "reopened", label("退回重办", "reopened")
        CANCELLED = "cancelled", label("撤销", "cancelled")

    access: ClassVar[Access] = Internal()  # read with its task
    privacy: ClassVar[Privacy] = Privacy(personal=("note",), plain=("verb", "by", "post"))

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    verb = models.CharField(max_length=10, choices=Verb.choices)
    by = models.CharField(max_length=80)
    to = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    post = models.CharField(max_length=30, blank=True)  # as what, where it was turned to a post
    due = models.DateTimeField(null=True, blank=True)  # as it stood afterwards, where it moved
    note = EncryptedTextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.task_id} {self.verb}"


class Evidence(models.Model):
    """What proves that a task was done: words, a file, or a link to a record of ours."""

    access: ClassVar[Access] = Internal()  # read with its task
    privacy: ClassVar[Privacy] = Privacy(personal=("text", "file_name"), plain=("link", "media_type", "digest", "by"))

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="evidence")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    text = EncryptedTextField(blank=True, default="")
    link = models.CharField(max_length=200, blank=True)
    file_name = EncryptedTextField(blank=True, default="")
    media_type = models.CharField(max_length=80, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the file

    def __str__(self) -> str:
        return f"{self.task_id} {self.pk}"


class EvidencePart(models.Model):
    """A piece of a file of evidence, encrypted: it may show people."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(personal=("content",))

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    content = EncryptedBytesField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evidence", "number"], name="evidence_part_once")]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.number}"
