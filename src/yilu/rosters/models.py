"""Shifts of a site and who is on them."""

from typing import ClassVar

from django.db import models

from yilu.core.privacy import Privacy
from yilu.core.scope import Scoped, ScopedQuerySet
from yilu.core.text import label
from yilu.network.models import Site
from yilu.people.models import Worker


class Shift(models.Model):
    """So long on one day at one site; it may end on the next."""

    access: ClassVar[Scoped] = Scoped(
        area="site__county_id", brand="site__brand_id", branch="site__enterprise_id", site="site_id"
    )
    privacy: ClassVar[Privacy] = Privacy(plain=("name", "by"))

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="shifts", db_index=False)
    day = models.DateField()
    name = models.CharField(max_length=20)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_at = models.DateTimeField()
    by = models.CharField(max_length=80)

    objects = ScopedQuerySet["Shift"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "day", "name"], name="shift_once"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="shift_ends_later"),
        ]
        indexes = [models.Index(fields=["day", "site"], name="shift_day")]

    def __str__(self) -> str:
        return f"{self.site_id} {self.day} {self.name}"


class Assignment(models.Model):
    """Somebody on a shift: planned before the day, on post from that morning's check, or taken off again and why."""

    class State(models.TextChoices):
        PLANNED = "planned", label("已排班", "planned")
        ON = "on", label("在岗", "on post")
        OFF = "off", label("已撤下", "taken off")

    access: ClassVar[Scoped] = Scoped(
        area="shift__site__county_id",
        brand="shift__site__brand_id",
        branch="shift__site__enterprise_id",
        site="shift__site_id",
        person="worker__user_id",
    )
    privacy: ClassVar[Privacy] = Privacy(plain=("state", "reasons"))

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="assignments", db_index=False)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=10, choices=State.choices)
    reasons = models.JSONField(default=list)  # codes of why it was taken off
    changed_at = models.DateTimeField()

    objects = ScopedQuerySet["Assignment"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shift", "worker"], name="assigned_once")]
        indexes = [models.Index(fields=["worker", "shift"], name="assignment_worker")]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.shift_id} {self.state}"
