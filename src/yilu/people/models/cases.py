"""When something is wrong: the case, what was found, its steps and their clock, and a proposed suspension."""

from typing import ClassVar

from django.db import models

from yilu.accounts.models import User
from yilu.core.fields import EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Scoped, ScopedQuerySet
from yilu.core.text import label
from yilu.network.models import Brand, Enterprise, Site
from yilu.people.models.workers import Worker
from yilu.territory.models import Area

OF_CASE = Scoped(
    area="case__county_id",
    brand="case__brand_id",
    branch="case__enterprise_id",
    site="case__site_id",
    person="case__worker__user_id",
)


class HealthCase(models.Model):
    """Opened at once by an abnormal check; while one is open its worker is off every shift.

    Place, brand and branch are those at which it was opened.
    """

    class Cause(models.TextChoices):
        FEVER = "fever", label("发热", "fever")
        SYMPTOM = "symptom", label("有症状", "symptom")
        FAMILY = "family", label("家庭成员不适", "family unwell")
        CONTACT = "contact", label("接触病例", "contact with a case")
        RETURNEE = "returnee", label("接触返回人员", "contact with a returnee")
        CONFIRMED = "confirmed", label("确诊", "confirmed")

    class State(models.TextChoices):
        OPEN = "open", label("处置中", "open")
        CONFIRMED = "confirmed", label("确诊", "confirmed")
        CLEARED = "cleared", label("已排除", "cleared")
        RECOVERED = "recovered", label("已治愈", "recovered")

    access: ClassVar[Scoped] = Scoped(
        area="county_id", brand="brand_id", branch="enterprise_id", site="site_id", person="worker__user_id"
    )
    privacy: ClassVar[Privacy] = Privacy(personal=("note",), plain=("cause", "state", "document"))

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="cases")
    brand = models.ForeignKey(Brand, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    enterprise = models.ForeignKey(Enterprise, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()  # of the check that opened it
    cause = models.CharField(max_length=10, choices=Cause.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    document = models.CharField(max_length=200, blank=True)  # the health authority's word on which it was closed
    note = EncryptedTextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet["HealthCase"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=models.Q(closed_at=None), name="one_open_case_per_worker"
            ),
        ]
        indexes = [models.Index(fields=["county", "opened_at"], name="case_county")]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class CaseStep(models.Model):
    """One next step of a case and its clock."""

    access: ClassVar[Scoped] = OF_CASE
    privacy: ClassVar[Privacy] = Privacy(personal=("note",), plain=("code", "done_by"))

    case = models.ForeignKey(HealthCase, on_delete=models.CASCADE, related_name="steps")
    code = models.CharField(max_length=40)  # people.rules
    due_at = models.DateTimeField(null=True)  # null: no text gives a time
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=80, blank=True)
    note = EncryptedTextField(blank=True, default="")

    objects = ScopedQuerySet["CaseStep"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="case_step_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"


class CaseFinding(models.Model):
    """What was found of a case's person on a day; the first one opened the case."""

    access: ClassVar[Scoped] = OF_CASE
    privacy: ClassVar[Privacy] = Privacy(plain=("cause",))

    case = models.ForeignKey(HealthCase, on_delete=models.CASCADE, related_name="findings", db_index=False)
    day = models.DateField()
    cause = models.CharField(max_length=10, choices=HealthCase.Cause.choices)
    found_at = models.DateTimeField()

    objects = ScopedQuerySet["CaseFinding"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "day", "cause"], name="finding_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.day} {self.cause}"


class SuspensionProposal(models.Model):
    """That a site should suspend over a case, put to a named officer who decides; the act itself is `network`'s."""

    access: ClassVar[Scoped] = Scoped(
        area="site__county_id", brand="site__brand_id", branch="site__enterprise_id", site="site_id"
    )
    privacy: ClassVar[Privacy] = Privacy(plain=("cause", "proposed_by", "ground", "document"))

    case = models.ForeignKey(HealthCase, on_delete=models.PROTECT, related_name="proposals")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=200)  # names no person
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=80)
    decided_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(null=True)
    ground = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=120, blank=True)

    objects = ScopedQuerySet["SuspensionProposal"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(decided_at=None), name="one_open_proposal_per_site"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.proposed_at:%Y-%m-%d}"
