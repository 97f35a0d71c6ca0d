"""Questions about places: one area, what lies above and below it, what existed on a day."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from yilu.core.jurisdiction import NATION, span
from yilu.core.remembered import remembered
from yilu.territory.gazetteer.facts import changes
from yilu.territory.gazetteer.names import english_name, short_name
from yilu.territory.models import Area, AreaChange


def valid_on(day: dt.date) -> Q:
    """The areas that existed on the day."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_until__isnull=True) | Q(valid_until__gt=day)
    )


def named(areas: Iterable[Area], *, on: dt.date) -> list[Area]:
    """The areas under the names they bore on the day: a code that was only renamed keeps its row."""
    later = {c.old_code: c.old_name for c in reversed(changes()) if c.kind == AreaChange.Kind.RENAME and c.day > on}
    found = list(areas)
    for each in found:
        if each.code in later:
            name = later[each.code]
            each.name_zh, each.short_zh, each.name_en = name, short_name(name), english_name(each.code, name)
    return found


def area(code: str, *, on: dt.date | None = None) -> Area | None:
    """The area of the code, existing or gone (with `on`: under its name of that day); None if there never was one."""
    if not (code.isascii() and code.isdigit()):
        return None
    found = Area.objects.filter(code=code).first()
    return named([found], on=on)[0] if found and on else found


def children(code: str, *, on: dt.date) -> list[Area]:
    """The areas directly below as they were on the day, by code; counties of no prefecture stand beside prefectures."""
    below = Area.objects.filter(valid_on(on), parent_id=code).order_by("code")
    return remembered(f"children:{code}:{on}", lambda: named(below, on=on))


def ancestors(code: str) -> list[Area]:
    """The areas that contain it, nation first, without itself."""
    if code == NATION:
        return []
    above = {NATION, code[:2] + "0000", code[:4] + "00"} - {code}
    return list(Area.objects.filter(code__in=above).order_by("level"))


def areas_at(level: int, *, within: str = NATION, on: dt.date) -> QuerySet[Area]:
    """Every area of one level at or below `within` that existed on the day, by code, under its latest name."""
    low, high = span(within)
    return Area.objects.filter(valid_on(on), level=level, code__gte=low, code__lte=high).order_by("code")


def changes_of(code: str) -> list[AreaChange]:
    """The dated changes the code took part in, or that happened below it, latest first."""
    low, high = span(code)
    return list(
        AreaChange.objects.filter(
            Q(old_code__gte=low, old_code__lte=high) | Q(new_code__gte=low, new_code__lte=high)
        ).order_by("-day", "old_code", "new_code")
    )
