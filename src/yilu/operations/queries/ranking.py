"""The ten worst and the ten most changed units of a level by one rate."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from yilu.core.jurisdiction import NATION, span
from yilu.core.reasons import Denied
from yilu.core.text import Text
from yilu.operations.aggregation import brand_row
from yilu.operations.models import AreaDay, ReleasedArea
from yilu.operations.queries.board import OUT_OF_SIGHT, as_known
from yilu.operations.queries.lenses import Lens, LensKind
from yilu.operations.rules.rates import RATES, RateRule
from yilu.operations.sums import COLUMNS
from yilu.territory.models import Area

Fractions = dict[str, tuple[int, int]]  # area -> numerator, denominator


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit in a ranking: from what to what its rate went, and the fraction behind today's value."""

    area: str
    area_name: Text
    value: float
    numerator: int
    denominator: int
    before: float | None  # the rate on the day compared with; None: unknown then

    @property
    def change(self) -> float | None:
        """Today's value minus the one compared with."""
        return None if self.before is None else self.value - self.before


def worst_and_most_changed(
    lens: Lens,
    area: str,
    *,
    day: dt.date,
    level: int,
    since: dt.date,
    rate: str = "delivered",
    count: int = 10,
    known_at: dt.datetime | None = None,
) -> tuple[list[Ranked], list[Ranked]]:
    """The units of `level` (1 province, 2 prefecture, 3 county) in the area with the lowest rate, and those whose rate
    moved most since the day, up or down. Units whose rate is unknown stay out, so do those that did not move."""
    found = _fractions(lens, area, {day, since}, level, rate, known_at)
    today, before = found.get(day, {}), found.get(since, {})
    lowest, moved = _lowest(today, count), _most_moved(today, before, count)
    ranked = _ranked({*lowest, *moved}, today, before)
    return [ranked[c] for c in lowest if c in ranked], [ranked[c] for c in moved if c in ranked]


def _lowest(today: Fractions, count: int) -> list[str]:
    return sorted(today, key=lambda c: (_value(today[c]), c))[:count]


def _most_moved(today: Fractions, before: Fractions, count: int) -> list[str]:
    moved = {c: abs(_value(today[c]) - _value(before[c])) for c in today.keys() & before.keys()}
    return sorted((c for c in moved if moved[c]), key=lambda c: (-moved[c], c))[:count]


def _fractions(
    lens: Lens, area: str, days: Collection[dt.date], level: int, rate: str, known_at: dt.datetime | None
) -> dict[dt.date, Fractions]:
    """By day the rate's fraction in every unit of the level where it is known."""
    if not lens.reaches(area):
        raise Denied(OUT_OF_SIGHT)
    rule, (low, high) = RATES[rate], span(area)
    rows: QuerySet[Any]
    if lens.kind is LensKind.PUBLISHED:
        rows = ReleasedArea.objects.all()
    elif lens.kind in (LensKind.SECTOR, LensKind.BRAND):
        rows = as_known(AreaDay.objects.filter(roster__isnull=False), known_at)
    else:
        return {}  # a branch's few sites are a list of their own, not a ranking of areas
    rows = rows.filter(day__in=days, level=level, sites_reported__gt=0)
    if area != NATION:
        rows = rows.filter(area_id__gte=low, area_id__lte=high)
    known: Iterable[tuple[dt.date, str, int, int]] = (
        _of_brand(rows, lens.brand or 0, rule)
        if lens.kind is LensKind.BRAND
        else rows.values_list("day", "area_id", rule.numerator, rule.denominator)
    )
    found: dict[dt.date, Fractions] = {}
    for day, code, top, below in known:
        if below:
            found.setdefault(day, {})[code] = (top, below)
    return found


def _of_brand(rows: QuerySet[Any], brand: int, rule: RateRule) -> Iterator[tuple[dt.date, str, int, int]]:
    reported, top, below = (1 + COLUMNS.index(c) for c in ("sites_reported", rule.numerator, rule.denominator))
    for day, code, parts in rows.values_list("day", "area_id", "parts"):
        part = brand_row(parts, brand)
        if part is not None and part[reported]:
            yield day, code, int(part[top]), int(part[below])


def _ranked(codes: Collection[str], today: Fractions, before: Fractions) -> dict[str, Ranked]:
    names = Area.objects.filter(code__in=codes).values_list("code", "name_zh", "name_en")
    return {
        code: Ranked(
            code, Text(zh, en), _value(today[code]), *today[code], _value(before[code]) if code in before else None
        )
        for code, zh, en in names
    }


def _value(fraction: tuple[int, int]) -> float:
    return fraction[0] / fraction[1]
