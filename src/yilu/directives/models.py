"""A directive, the measures it asks for, and who was sent it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from yilu.accounts.models import User
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Scoped, ScopedQuerySet, scope_q
from yilu.core.text import label
from yilu.directives.words import AUDIENCES, THEMES
from yilu.network.models import Brand, Enterprise, Site
from yilu.territory.models import Area

SCOPE = Scoped(area="area_id", brand="brand_id", branch="enterprise_id")


class DirectiveQuerySet(ScopedQuerySet["Directive"]):
    """Query words of directives."""

    def seen_by(self, actor: Actor) -> Self:
        """Issued within the actor's jurisdiction or sent to somebody there; drafts to those who may issue them."""
        there = scope_q(actor.jurisdiction.having(Permission.DIRECTIVE_READ), SCOPE)
        own = scope_q(actor.jurisdiction.having(Permission.DIRECTIVE_ISSUE), SCOPE)
        receipts = Receipt.objects.within(actor.jurisdiction, Permission.DIRECTIVE_READ)
        sent = Exists(receipts.filter(directive=OuterRef("pk")))
        draft = Q(state=Directive.State.DRAFT)
        return self.filter(~draft & (there | Q(sent)) | draft & own)

    def of_unit(self, actor: Actor) -> Self:
        """Made by units over which the actor may issue."""
        return self.within(actor.jurisdiction, Permission.DIRECTIVE_ISSUE)


class Directive(models.Model):
    """A notice as one unit holds it: drafted from its text, confirmed measure by measure, then sent down."""

    class State(models.TextChoices):
        DRAFT = "draft", label("待核对", "being confirmed")
        ISSUED = "issued", label("已下发", "issued")
        WITHDRAWN = "withdrawn", label("已撤回", "withdrawn")
        SUPERSEDED = "superseded", label("已被代替", "superseded")

    access: ClassVar[Access] = SCOPE
    privacy: ClassVar[Privacy] = Privacy(
        plain=("title", "number", "issuer", "text", "kind", "digest", "state", "made_by", "issued_by", "why", "actor")
    )

    title = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)  # 国邮发〔2020〕1号
    issuer = models.CharField(max_length=80, blank=True)  # as the notice names it
    day = models.DateField(null=True, blank=True)
    text = models.TextField()  # the source; measures point into it
    kind = models.CharField(max_length=5)  # what it came as: text, html, docx, pdf
    digest = models.CharField(max_length=64)  # SHA-256 of what came
    # The unit that holds and sends it.
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    above = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="below")
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supersedes"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    why = models.CharField(max_length=300, blank=True)  # it was withdrawn
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.CharField(max_length=80, blank=True)
    actor = models.JSONField(default=dict)  # who issued or withdrew it, for the job (core.handover)
    settled_at = models.DateTimeField(null=True, blank=True)  # all sent, or all taken back; null: the job is at it

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["area", "state", "-made_at"], name="directive_area")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """May it still be changed?"""
        return self.state == self.State.DRAFT


class Measure(models.Model):
    """One thing asked for, with the sentence it came from. `version` grows with every change."""

    class State(models.TextChoices):
        PROPOSED = "proposed", label("待确认", "to be confirmed")
        CONFIRMED = "confirmed", label("已确认", "confirmed")
        SET_ASIDE = "set_aside", label("不作为措施", "set aside")

    access: ClassVar[Access] = Internal()  # read with its directive
    privacy: ClassVar[Privacy] = Privacy(
        plain=(
            *("issuer", "number", "text", "theme", "post", "wanted", "state", "changed_by"),
            *("deadline", "cites", "phrases", "audiences"),
        )
    )

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="measures", db_index=False)
    position = models.FloatField()  # order within the directive
    issuer = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=40, blank=True)  # as the notice counts; empty: it stands in prose
    start = models.PositiveIntegerField(null=True, blank=True)  # characters of the source; null: not from it
    end = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField()
    theme = models.CharField(max_length=20, choices=[(t, label(w.zh, w.en)) for t, w in THEMES.items()])
    deadline = models.JSONField(null=True, blank=True)  # parsing.Deadline
    cites = models.JSONField(default=list)  # [name, number]
    phrases = models.JSONField(default=list)  # [term, is it known]
    audiences = models.JSONField(default=list)  # parsing.themes.Audience
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # only there
    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # only it
    post = models.CharField(max_length=30)  # of the regulators addressed; an enterprise's is settled by its kind
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # in own unit
    due = models.DateTimeField(null=True, blank=True)  # null: to be noted, no task
    wanted = models.CharField(max_length=200, blank=True)  # the evidence it asks for
    above = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="below")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("position", "pk")
        indexes = [models.Index(fields=["directive", "position"], name="directive_measure_order")]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:30]}"


class Receipt(models.Model):
    """That an organisation was sent a directive, who there answers for it, and when it was signed for."""

    access: ClassVar[Access] = Scoped(
        area="area_id", brand="brand_id", branch="enterprise_id", site="site_id", person="holder_id"
    )
    privacy: ClassVar[Privacy] = Privacy(plain=("unit", "audience", "read_by"))

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="receipts", db_index=False)
    unit = models.CharField(max_length=40)  # "prefectures:430100", "sites:12": once per directive
    audience = models.CharField(max_length=12, choices=[(a, label(w.zh, w.en)) for a, w in AUDIENCES.items()])
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    holder = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.CharField(max_length=80, blank=True)

    objects = ScopedQuerySet["Receipt"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["directive", "unit"], name="directive_receipt_once")]
        indexes = [
            models.Index(fields=["directive", "audience", "area", "read_at"], name="directive_receipt_progress"),
            models.Index(fields=["area", "directive"], name="directive_receipt_area"),
            models.Index(fields=["site", "directive"], name="directive_receipt_site"),
            models.Index(fields=["enterprise", "directive"], name="directive_receipt_branch"),
            models.Index(fields=["brand", "directive"], name="directive_receipt_brand"),
        ]

    def __str__(self) -> str:
        return f"{self.directive_id} -> {self.unit}"
