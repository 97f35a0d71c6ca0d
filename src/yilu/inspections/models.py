"""An inspection from plan to record, its photos and findings, and what an area asks beside the epidemic norms."""

import datetime as dt
from typing import ClassVar

from django.db import models

from yilu.accounts.models import User
from yilu.core.fields import EncryptedBytesField, EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Reference, Scoped, ScopedQuerySet
from yilu.core.text import Text, label
from yilu.inspections.rules import Field, Level, Severity
from yilu.inspections.rules import choices as named
from yilu.network.models import Site
from yilu.tasks.models import Task
from yilu.territory.models import Area

OF_SITE = Scoped(area="site__county_id", brand="site__brand_id", branch="site__enterprise_id", site="site_id")


class Item(models.Model):
    """What an area asks at a site of production safety or market order, by its own document, from a day until a day."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("field", "text_zh", "text_en", "document", "by"))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=8, choices=named(Field))
    text_zh = models.CharField(max_length=200)
    text_en = models.CharField(max_length=300)
    document = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)  # the first day on which it is no longer asked
    demonstration = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.field} {self.text_zh}"

    @property
    def text(self) -> Text:
        """What is looked at."""
        return Text(self.text_zh, self.text_en)

    def holds_on(self, day: dt.date) -> bool:
        """Is it asked on the day?"""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


class Inspection(models.Model):
    """One visit, planned and then recorded. `client_id` is made where it was recorded: the same is kept once."""

    class State(models.TextChoices):
        PLANNED = "planned", label("已安排", "planned")
        DONE = "done", label("已检查", "inspected")
        DROPPED = "dropped", label("已取消", "dropped")

    access: ClassVar[Access] = OF_SITE
    privacy: ClassVar[Privacy] = Privacy(
        personal=("signer",), plain=("level", "state", "client_id", "why_zh", "why_en", "beside_zh", "beside_en",
                                     "answers", "planned_by"),
    )  # fmt: skip

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    inspector = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", db_index=False)
    level = models.CharField(max_length=10, choices=named(Level))  # of the regulator that inspects
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    why_zh = models.CharField(max_length=200, blank=True)  # why this site
    why_en = models.CharField(max_length=300, blank=True)
    beside_zh = models.CharField(max_length=200, blank=True)  # the other level's visit within a week, as acknowledged
    beside_en = models.CharField(max_length=300, blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=80)
    client_id = models.CharField(max_length=40, null=True, unique=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=dict)  # {code: true | false | null}; null: could not be looked at
    signer = EncryptedTextField(blank=True, default="")  # who stood by on the spot
    signature = EncryptedBytesField(null=True)  # PNG drawn on the screen

    objects = ScopedQuerySet["Inspection"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["site", "day"], name="inspection_site"),
            models.Index(fields=["inspector", "state", "day"], name="inspection_inspector"),
            models.Index(fields=["state", "day"], name="inspection_state"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.site_id} {self.state}"

    @property
    def why(self) -> Text:
        """Why this site."""
        return Text(self.why_zh, self.why_en)

    @property
    def beside(self) -> Text:
        """The other level's visit that was named."""
        return Text(self.beside_zh, self.beside_en)


class Photo(models.Model):
    """A photo of one item: as stored without what the phone wrote into it; its time and place stand beside."""

    access: ClassVar[Access] = Internal()  # read with its inspection
    privacy: ClassVar[Privacy] = Privacy(personal=("content",), plain=("code", "media_type", "digest"))

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="photos")
    code = models.CharField(max_length=20)
    taken_at = models.DateTimeField()
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    media_type = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)  # SHA-256 of the content
    content = EncryptedBytesField()

    def __str__(self) -> str:
        return self.digest[:12]


class Finding(models.Model):
    """Something found wanting: how grave, until when, whose task; closed only by a second look."""

    class State(models.TextChoices):
        OPEN = "open", label("待整改", "to be rectified")
        RECTIFIED = "rectified", label("已整改，待复查", "rectified, awaiting the re-check")
        CLOSED = "closed", label("已销号", "closed")

    access: ClassVar[Access] = OF_SITE
    privacy: ClassVar[Privacy] = Privacy(
        personal=("note", "rectified"), plain=("code", "name_zh", "name_en", "severity", "state", "closed_by")
    )

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)  # the requirement's, or "item:7"
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300)
    severity = models.CharField(max_length=8, choices=named(Severity))
    note = EncryptedTextField(blank=True, default="")
    due = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    proposes_suspension = models.BooleanField(default=False)
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    rectified = EncryptedTextField(blank=True, default="")  # what was done
    rectified_at = models.DateTimeField(null=True)
    looks = models.PositiveSmallIntegerField(default=0)  # second looks that found it not done
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScopedQuerySet["Finding"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "due"], name="finding_state")]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.code} {self.state}"

    @property
    def name(self) -> Text:
        """What was looked at."""
        return Text(self.name_zh, self.name_en)
