"""How long what is known of people is kept, that it was purged, and who opened whose record for what reason."""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Reference, Scoped, ScopedQuerySet
from yilu.people.models.checks import OF_WORKER
from yilu.people.models.workers import Worker
from yilu.territory.models import Area, Emergency


class Retention(models.Model):
    """For how many days after the emergency's end health records are kept in an area: a setting to be made."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("document", "set_by"))

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    days = models.PositiveIntegerField()
    document = models.CharField(max_length=200)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["area", "set_at"], name="retention_area")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.days}"


class Purge(models.Model):
    """That health records of an ended emergency were purged: when, of what, how many."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("rows",))

    emergency = models.ForeignKey(Emergency, on_delete=models.PROTECT, related_name="+")
    retention = models.ForeignKey(Retention, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    rows = models.JSONField(default=dict)  # {table: how many}
    done_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.emergency_id} {self.done_at:%Y-%m-%d}"


class RecordOpening(models.Model):
    """A person's record opened outside routine: by whom, why, until when."""

    access: ClassVar[Scoped] = OF_WORKER
    privacy: ClassVar[Privacy] = Privacy(plain=("reason",))

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="openings")
    user_id = models.BigIntegerField()  # accounts.User
    reason = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = ScopedQuerySet["RecordOpening"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["user_id", "worker", "expires_at"], name="opening_in_force")]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.user_id}"
