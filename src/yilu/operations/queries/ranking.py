"""The ten worst and the ten most changed units of a level by one rate."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from yilu.core.jurisdiction import NATION, span
from yilu.core.reasons import Denied
from yilu.core.text import Text
from yilu.operations.aggregation import brand_row
from yilu.operations.models import AreaDay, ReleasedArea
from yilu.operations.queries.board import OUT_OF_SIGHT
from yilu.operations.queries.lenses import Lens, LensKind
from yilu.operations.rules.rates import RATES
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


def worst(
    lens: Lens,
    area: str,
    *,
    day: dt.date,
    level: int,
    rate: str = "delivered",
    since: dt.date | None = None,
    count: int = 10,
    known_at: dt.datetime | None = None,
) -> list[Ranked]:
    """The units of `level` (1 province, 2 prefecture, 3 county) in the area with the lowest rate; unknown ones out."""
    today = _fractions(lens, area, day, level, rate, known_at)
    before = _fractions(lens, area, since, level, rate, known_at) if since else {}
    return _ranked(_lowest(today, count), today, before)


def most_changed(
    lens: Lens,
    area: str,
    *,
    day: dt.date,
    level: int,
    since: dt.date,
    rate: str = "delivered",
    count: int = 10,
    known_at: dt.datetime | None = None,
) -> list[Ranked]:
    """The units whose rate moved most since the day, up or down; those that did not move stay out."""
    today = _fractions(lens, area, day, level, rate, known_at)
    before = _fractions(lens, area, since, level, rate, known_at)
    return _ranked(_most_moved(today, before, count), today, before)


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
    """Both rankings from one reading: a board shows them side by side."""
    today = _fractions(lens, area, day, level, rate, known_at)
    before = _fractions(lens, area, since, level, rate, known_at)
    lowest, moved = _lowest(today, count), _most_moved(today, before, count)
    ranked = {r.area: r for r in _ranked([*{*lowest, *moved}], today, before)}
    return [ranked[c] for c in lowest if c in ranked], [ranked[c] for c in moved if c in ranked]


def _lowest(today: Fractions, count: int) -> list[str]:
    return sorted(today, key=lambda c: (today[c][0] / today[c][1], c))[:count]


def _most_moved(today: Fractions, before: Fractions, count: int) -> list[str]:
    moved = {c: abs(today[c][0] / today[c][1] - before[c][0] / before[c][1]) for c in today.keys() & before.keys()}
    return sorted((c for c in moved if moved[c]), key=lambda c: (-moved[c], c))[:count]


def _fractions(
    lens: Lens, area: str, day: dt.date, level: int, rate: str, known_at: dt.datetime | None
) -> Fractions:  # fmt: skip
    """The rate's fraction in every unit of the level where it is known."""
    if not lens.reaches(area):
        raise Denied(OUT_OF_SIGHT)
    rule, (low, high) = RATES[rate], span(area)
    fields = ("area_id", rule.numerator, rule.denominator)
    rows: QuerySet[Any]
    if lens.kind is LensKind.PUBLISHED:
        rows = ReleasedArea.objects.filter(day=day)
    elif lens.kind in (LensKind.SECTOR, LensKind.BRAND):
        rows = AreaDay.objects.filter(day=day, roster__isnull=False)
        rows = rows.filter(latest=True) if known_at is None else rows.filter(known_at__lte=known_at)
        rows = rows.order_by("known_at")
    else:
        return {}  # a branch's few sites are a list of their own, not a ranking of areas
    rows = rows.filter(level=level, sites_reported__gt=0)
    if area != NATION:
        rows = rows.filter(area_id__gte=low, area_id__lte=high)
    if lens.kind is LensKind.BRAND:
        return dict(
            _of_brand(rows, lens.brand or 0, 1 + COLUMNS.index(rule.numerator), 1 + COLUMNS.index(rule.denominator))
        )
    return {code: (top, below) for code, top, below in rows.values_list(*fields) if below}


def _of_brand(
    rows: QuerySet[Any], brand: int, numerator: int, denominator: int
) -> Iterator[tuple[str, tuple[int, int]]]:
    reported = 1 + COLUMNS.index("sites_reported")
    for code, parts in rows.values_list("area_id", "parts"):
        part = brand_row(parts, brand)
        if part is not None and part[reported] and part[denominator]:
            yield code, (int(part[numerator]), int(part[denominator]))


def _ranked(codes: list[str], today: Fractions, before: Fractions) -> list[Ranked]:
    names = {a.code: Text(a.name_zh, a.name_en) for a in Area.objects.filter(code__in=codes)}
    return [
        Ranked(c, names[c], today[c][0] / today[c][1], *today[c], before[c][0] / before[c][1] if c in before else None)
        for c in codes
        if c in names
    ]
