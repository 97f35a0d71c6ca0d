"""The papers of a filing: both plans in fields, and what is attached, in encrypted pieces: it names people."""

import json
from typing import ClassVar

from django.db import models

from yilu.core.fields import EncryptedBytesField, EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Internal, Scoped, ScopedQuerySet
from yilu.core.text import label
from yilu.filings.rules.plans import PLANS, Plan
from yilu.network.models import Brand, Enterprise, Site
from yilu.territory.models import Area


class Dossier(models.Model):
    """Both plans, of one site, one enterprise's many sites or a whole brand; frozen once filed, then a next version."""

    access: ClassVar[Access] = Scoped(area="area_id", brand="brand_id", branch="enterprise_id", site="site_id")
    privacy: ClassVar[Privacy] = Privacy(personal=("answers_told",), plain=("by",))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(Enterprise, null=True, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)  # of its versions
    first = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="later"
    )  # null: it is the first
    answers_told = EncryptedTextField(default="{}")  # JSON: rules.plans code -> words
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=80)

    objects = ScopedQuerySet["Dossier"].as_manager()

    def __str__(self) -> str:
        return f"{self.pk} v{self.number}"

    @property
    def root_id(self) -> int:
        """The number of its first version, to which the attachments of all versions belong."""
        found: int = self.first_id or self.pk
        return found

    @property
    def answers(self) -> dict[str, str]:
        """What was told, by code."""
        told: dict[str, str] = json.loads(self.answers_told or "{}")
        return told

    @answers.setter
    def answers(self, given: dict[str, str]) -> None:
        self.answers_told = json.dumps(given, ensure_ascii=False)


class Attachment(models.Model):
    """A file of a dossier or of a registered delay order, of a type recognised by its own bytes."""

    access: ClassVar[Access] = Internal()  # read with what it belongs to
    privacy: ClassVar[Privacy] = Privacy(personal=("file_name",), plain=("plan", "media_type", "digest", "by"))

    # The first version: later ones keep what is attached.
    dossier = models.ForeignKey(Dossier, null=True, on_delete=models.CASCADE, related_name="attachments")
    delay = models.ForeignKey("DelayOrder", null=True, on_delete=models.CASCADE, related_name="attachments")
    plan = models.CharField(max_length=10, choices=[(p.value, label(t.zh, t.en)) for p, t in PLANS.items()])
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    file_name = EncryptedTextField()
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()  # bytes
    digest = models.CharField(max_length=64)  # SHA-256

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dossier=None, delay__isnull=False) | models.Q(dossier__isnull=False, delay=None),
                name="attachment_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.plan}"

    @property
    def plan_name(self) -> str:
        """Of which plan."""
        return str(PLANS[Plan(self.plan)])


class AttachmentPart(models.Model):
    """A piece of a file, encrypted."""

    access: ClassVar[Access] = Internal()
    privacy: ClassVar[Privacy] = Privacy(personal=("content",))

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    content = EncryptedBytesField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attachment", "number"], name="attachment_part_once")]

    def __str__(self) -> str:
        return f"{self.attachment_id} {self.number}"
