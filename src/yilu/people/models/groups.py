"""Which shift group a worker was in before: the present one stands with the worker."""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Scoped, ScopedQuerySet
from yilu.people.models.checks import OF_WORKER
from yilu.people.models.workers import Worker


class FormerGroup(models.Model):
    """A group a worker left, and the last day in it; the one before ended where an earlier row says so."""

    access: ClassVar[Scoped] = OF_WORKER
    privacy: ClassVar[Privacy] = Privacy(plain=("name", "by"))

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="former_groups", db_index=False)
    name = models.CharField(max_length=20, blank=True)
    last_day = models.DateField()
    by = models.CharField(max_length=80)

    objects = ScopedQuerySet["FormerGroup"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "last_day"], name="former_group_once_a_day")]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.name} –{self.last_day}"
