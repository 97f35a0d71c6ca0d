"""That what is known of people was purged when its time was over, and who opened whose record for what reason."""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Access, Reference, Scoped, ScopedQuerySet
from yilu.people.models.checks import OF_WORKER
from yilu.people.models.workers import Worker
from yilu.territory.models import Emergency


class Purge(models.Model):
    """That health records of an ended emergency were purged: when, of what, how many."""

    access: ClassVar[Access] = Reference()
    privacy: ClassVar[Privacy] = Privacy(plain=("document", "rows"))

    emergency = models.ForeignKey(Emergency, on_delete=models.PROTECT, related_name="+")
    kept_days = models.PositiveIntegerField()  # after the emergency's end, as the area ordered it (norms)
    document = models.CharField(max_length=200)
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
