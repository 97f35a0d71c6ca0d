"""Room under an area's limits: taken and given back row by row, inside an act only; the rows themselves forbid more."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import F

from yilu.core.reasons import Reason
from yilu.people.models import ArrivalDay, Return
from yilu.people.queries.returns import counting_areas, room_of
from yilu.people.rules.returns import why_no_room


def held_days(areas: Iterable[str], days: Sequence[dt.date]) -> list[ArrivalDay]:
    """The rows of these areas and days, made where there are none, held in one order until the act ends."""
    wanted = [(a, d) for a in sorted(areas) for d in days]
    ArrivalDay.objects.bulk_create((ArrivalDay(area_id=a, day=d) for a, d in wanted), ignore_conflicts=True)
    rows = ArrivalDay.objects.filter(area_id__in={a for a, _ in wanted}, day__gte=days[0], day__lte=days[-1])
    return list(rows.order_by("area_id", "day").select_for_update())


def days_from(day: dt.date, isolation_days: int) -> list[dt.date]:
    """The day of arrival and those of the isolation after it."""
    return [day + dt.timedelta(days=n) for n in range(max(1, isolation_days))]


def take_room(county: str, day: dt.date, *, isolation_days: int) -> list[Reason]:
    """Take room for one arrival and its place for so many days (0: none); if there is none, why, and nothing taken."""
    rows = held_days(counting_areas(county), days_from(day, isolation_days))
    why = why_no_room((room_of(r) for r in rows), day=day, takes_place=isolation_days > 0)
    if not why:
        _change(rows, day, +1, places=isolation_days > 0)
    return why


def give_room_back(back: Return, *, since: dt.date) -> None:
    """Give back what a return holds from `since` on: its arrival if that lies ahead, its place for the days left."""
    if back.day is None:
        return
    held = days_from(back.day, back.isolation_days)
    left = [d for d in held if d >= since]
    if left:
        _change(held_days(counting_areas(back.county_id), left), back.day, -1, places=back.isolation_days > 0)


def _change(rows: Sequence[ArrivalDay], day: dt.date, by: int, *, places: bool) -> None:
    arriving = [r.pk for r in rows if r.day == day]
    if arriving:
        ArrivalDay.objects.filter(pk__in=arriving).update(arriving=F("arriving") + by)
    if places:
        ArrivalDay.objects.filter(pk__in=[r.pk for r in rows]).update(isolated=F("isolated") + by)
