"""Questions about the emergency in force: what opens collection and what starts the purge clock."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from yilu.core.jurisdiction import NATION
from yilu.territory.models import Emergency


@dataclass(frozen=True, slots=True)
class RetentionClock:
    """Whether what an emergency permits may be collected over an area, and since when it is to be purged."""

    code: str
    in_force: Emergency | None  # collecting is open
    ended: dt.date | None  # the purge clock runs from this day; None: none ended here, or one is in force

    @property
    def collecting_open(self) -> bool:
        """May what only an emergency permits be collected?"""
        return self.in_force is not None

    def days_since_end(self, *, on: dt.date) -> int | None:
        """Days of the purge clock; None while it does not run."""
        return None if self.ended is None else (on - self.ended).days


def emergencies_over(code: str) -> QuerySet[Emergency]:
    """Every emergency declared over the area or an area above it, nearest first, then latest."""
    above = {NATION, code[:2] + "0000", code[:4] + "00", code}
    return Emergency.objects.filter(area_id__in=above).select_related("area").order_by("-area__level", "-began", "-pk")


def emergency_in_force(code: str, *, on: dt.date) -> Emergency | None:
    """The emergency over the area, in force on the day (its last day included); the nearest, then the latest."""
    return emergencies_over(code).filter(Q(ended__isnull=True) | Q(ended__gte=on), began__lte=on).first()


def retention_clock(code: str, *, on: dt.date) -> RetentionClock:
    """What emergencies over the area mean for collecting and purging on the day."""
    in_force = emergency_in_force(code, on=on)
    if in_force is not None:
        return RetentionClock(code, in_force, None)
    ended = emergencies_over(code).filter(ended__lt=on).order_by("-ended").values_list("ended", flat=True).first()
    return RetentionClock(code, None, ended)
