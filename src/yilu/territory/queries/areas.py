"""Questions about places: one area, what lies above and below it, what existed on a day."""

import datetime as dt

from django.db.models import Q, QuerySet

from yilu.core.jurisdiction import NATION, span
from yilu.territory.models import Area


def valid_on(day: dt.date) -> Q:
    """The areas that existed on the day."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    )


def area(code: str) -> Area | None:
    """The area of the code, whether it still exists or not; None if there never was one."""
    return Area.objects.filter(code=code).first()


def children(code: str, *, on: dt.date) -> list[Area]:
    """The areas directly below, as they existed on the day, by code; counties of no prefecture stand beside prefectures."""
    return list(Area.objects.filter(valid_on(on), parent_id=code).order_by("code"))


def ancestors(code: str) -> list[Area]:
    """The areas that contain it, nation first, without itself."""
    if code == NATION:
        return []
    above = {NATION, code[:2] + "0000", code[:4] + "00"} - {code}
    return list(Area.objects.filter(code__in=above).order_by("level"))


def areas_at(level: int, *, within: str = NATION, on: dt.date) -> QuerySet[Area]:
    """Every area of one level at or below `within`, as they existed on the day, by code."""
    low, high = span(within)
    return Area.objects.filter(valid_on(on), level=level, code__gte=low, code__lte=high).order_by("code")
