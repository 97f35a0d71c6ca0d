"""When something is wrong: the case, its steps and their clock, whom it touched, and who is isolated on whose word."""

from typing import ClassVar

from django.db import models

from yilu.core.fields import EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Scoped, ScopedQuerySet
from yilu.core.text import label
from yilu.network.models import Brand, Enterprise, Site
from yilu.people.models.checks import OF_WORKER
from yilu.people.models.workers import Worker
from yilu.territory.models import Area

OF_CASE = Scoped(
    area="case__county_id",
    brand="case__brand_id",
    branch="case__enterprise_id",
    site="case__site_id",
    person="case__worker_id",
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
        area="county_id", brand="brand_id", branch="enterprise_id", site="site_id", person="worker_id"
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


class Contact(models.Model):
    """Somebody a case met, of the first or second degree: where, when, through whom."""

    class Via(models.TextChoices):
        SITE = "site", label("同一网点", "same site")
        SHIFT = "shift", label("同一班组", "same shift group")
        ROOM = "room", label("同住", "shared room")
        VEHICLE = "vehicle", label("同车", "same vehicle")
        VISIT = "visit", label("到访", "visit")

    # An enterprise sees only its own people in a trace: a contact lies where the contact works.
    access: ClassVar[Scoped] = OF_WORKER
    privacy: ClassVar[Privacy] = Privacy(plain=("via",))

    case = models.ForeignKey(HealthCase, on_delete=models.CASCADE, related_name="contacts")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="contacts")
    degree = models.PositiveSmallIntegerField()
    through = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    via = models.CharField(max_length=10, choices=Via.choices)
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    first_day = models.DateField()
    last_day = models.DateField()
    days = models.PositiveSmallIntegerField()  # on how many days they overlapped
    found_at = models.DateTimeField()

    objects = ScopedQuerySet["Contact"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "worker"], name="contact_once_per_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.worker_id}"


class Isolation(models.Model):
    """The record of an isolation a health authority ordered: released only on its recorded clearance."""

    access: ClassVar[Scoped] = OF_WORKER
    privacy: ClassVar[Privacy] = Privacy(
        personal=("place",), plain=("authority", "document", "clearance_document", "released_by")
    )

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="isolations")
    case = models.ForeignKey(HealthCase, null=True, on_delete=models.PROTECT, related_name="isolations")
    authority = models.CharField(max_length=100)
    document = models.CharField(max_length=200)
    place = EncryptedTextField()
    first_day = models.DateField()
    last_day = models.DateField(null=True)  # as ordered; null: until clearance
    recorded_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=80, blank=True)
    clearance_document = models.CharField(max_length=200, blank=True)

    objects = ScopedQuerySet["Isolation"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(released_at=None) | ~models.Q(clearance_document=""),
                name="isolation_released_on_clearance",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.first_day}"


class FollowUp(models.Model):
    """One day of an isolation: how the person is."""

    access: ClassVar[Scoped] = Scoped(
        area="isolation__worker__county_id",
        brand="isolation__worker__brand_id",
        branch="isolation__worker__enterprise_id",
        site="isolation__worker__site_id",
        person="isolation__worker_id",
    )
    privacy: ClassVar[Privacy] = Privacy(personal=("note",), plain=("by",))

    isolation = models.ForeignKey(Isolation, on_delete=models.CASCADE, related_name="follow_ups", db_index=False)
    day = models.DateField()
    temperature = models.SmallIntegerField(null=True)  # tenths of a degree
    symptoms = models.SmallIntegerField(default=0)
    note = EncryptedTextField(blank=True, default="")
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=80)

    objects = ScopedQuerySet["FollowUp"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["isolation", "day"], name="one_follow_up_per_day")]

    def __str__(self) -> str:
        return f"{self.isolation_id} {self.day}"
