"""The record of an isolation that a health authority ordered, and how the person is day by day."""

from typing import ClassVar

from django.db import models

from yilu.core.fields import EncryptedTextField
from yilu.core.privacy import Privacy
from yilu.core.scope import Scoped, ScopedQuerySet
from yilu.people.models.cases import HealthCase
from yilu.people.models.checks import OF_WORKER
from yilu.people.models.workers import Worker


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
            models.UniqueConstraint(
                fields=["worker"], condition=models.Q(released_at=None), name="one_standing_isolation_per_worker"
            ),
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
        person="isolation__worker__user_id",
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
