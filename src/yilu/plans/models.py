"""A run of the planner: what it was asked, what it answered, what people made of it."""

import json
from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Scoped, ScopedQuerySet
from yilu.core.text import Text, label
from yilu.network.models import Brand, Enterprise
from yilu.plans.documents import Plain, unpacked
from yilu.territory.models import Area


class Run(models.Model):
    """One run. Inputs and the proposal never change; what was adjusted by hand is kept beside the proposal.

    `version` grows with every change, so that two people adjusting at once never overwrite each other.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", label("建议方案", "proposed")
        ADJUSTED = "adjusted", label("已人工调整", "adjusted by hand")
        ADOPTED = "adopted", label("已采用", "adopted")
        WITHDRAWN = "withdrawn", label("已作废", "withdrawn")

    OPEN = (State.PROPOSED, State.ADJUSTED)

    access: ClassVar[Scoped] = Scoped(area="area_id", brand="brand_id", branch="enterprise_id")
    privacy: ClassVar[Privacy] = Privacy(
        plain=("kind", "subject", "digest", "planner", "note_zh", "note_en", "state", "proposed_by", "settled_by")
    )

    kind = models.CharField(max_length=20)  # plans.kinds
    subject = models.CharField(max_length=60, blank=True)  # what it is about: "supplies.place:12"
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)
    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    enterprise = models.ForeignKey(
        Enterprise, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    inputs = models.BinaryField()  # canonical JSON, compressed; names nobody
    digest = models.CharField(max_length=64)  # SHA-256 of the canonical JSON
    planner = models.CharField(max_length=20)  # the version that answered
    result = models.BinaryField()  # as proposed
    adjusted = models.BinaryField(null=True)  # as people changed it
    note_zh = models.TextField()  # the explanation of what stands
    note_en = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=80)
    settled_at = models.DateTimeField(null=True)  # adopted or withdrawn
    settled_by = models.CharField(max_length=80, blank=True)

    objects = ScopedQuerySet["Run"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["area", "-proposed_at"], name="run_area"),
            models.Index(fields=["subject", "-proposed_at"], name="run_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def note(self) -> Text:
        """The explanation in both languages."""
        return Text(self.note_zh, self.note_en)

    @property
    def is_open(self) -> bool:
        """May it still be adjusted, adopted or withdrawn?"""
        return self.state in self.OPEN

    @property
    def asked(self) -> Plain:
        """The inputs."""
        found: Plain = json.loads(unpacked(self.inputs))
        return found

    @property
    def proposal(self) -> Plain:
        """What the planner answered."""
        found: Plain = json.loads(unpacked(self.result))
        return found

    @property
    def standing(self) -> Plain:
        """What stands now: as adjusted by hand, else as proposed."""
        found: Plain = json.loads(unpacked(self.adjusted if self.adjusted is not None else self.result))
        return found
