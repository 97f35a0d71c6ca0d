"""Questions about case series: a unit's own series only, never a share of the unit above or a sum of those below."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Max, Min

from yilu.territory.models import CaseCount
from yilu.territory.queries.rows import CaseRow

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CaseSource:
    """What one source gave: its reach and its size."""

    source: str
    synthetic: bool
    units: int
    rows: int
    first: dt.date
    last: dt.date


def case_row(code: str, *, day: dt.date) -> CaseRow | None:
    """The last count of the unit's own series up to the day; None if it has none."""
    return case_rows([code], day=day).get(code)


def case_rows(codes: Iterable[str], *, day: dt.date) -> dict[str, CaseRow]:
    """The last count up to the day of each unit that has a series of its own."""
    wanted = list(codes)
    found = _rows_of(
        CaseCount.objects.filter(area_id__in=wanted, day__in=(day, day - _DAY)), dict.fromkeys(wanted, day)
    )
    missing = [c for c in wanted if c not in found]
    if missing:
        last = dict(
            CaseCount.objects.filter(area_id__in=missing, day__lt=day).values_list("area_id").annotate(last=Max("day"))
        )
        days = {d for last_day in last.values() for d in (last_day, last_day - _DAY)}
        found |= _rows_of(CaseCount.objects.filter(area_id__in=last, day__in=days), last)
    return found


def case_trend(code: str, *, first: dt.date, last: dt.date) -> list[CaseRow]:
    """The unit's own series from `first` to `last`, both included, from one source, by day."""
    rows = CaseCount.objects.filter(area_id=code, day__gte=first - _DAY, day__lte=last).order_by("day")
    return [row for row in _with_new(one_source(list(rows))) if row.as_of >= first]


def case_sources(*, within: str | None = None) -> list[CaseSource]:
    """What each source gave, over all units or one unit's own series."""
    rows = CaseCount.objects.all() if within is None else CaseCount.objects.filter(area_id=within)
    grouped = rows.values("source", "synthetic").annotate(
        units=Count("area_id", distinct=True), rows=Count("id"), first=Min("day"), last=Max("day")
    )
    return [CaseSource(**each) for each in grouped.order_by("source", "synthetic")]


def one_source(rows: Sequence[CaseCount]) -> list[CaseCount]:
    """The rows of the one source to rely on: real before synthetic, then the one reaching furthest, then by name."""
    by_source: dict[str, list[CaseCount]] = {}
    for row in rows:
        by_source.setdefault(row.source, []).append(row)
    if not by_source:
        return []
    best = min(by_source, key=lambda s: (by_source[s][0].synthetic, -max(r.day for r in by_source[s]).toordinal(), s))
    return by_source[best]


def _rows_of(rows: Iterable[CaseCount], last: dict[str, dt.date]) -> dict[str, CaseRow]:
    """For each unit the row of its last day, if it is among `rows`."""
    found = {}
    ordered = sorted(rows, key=lambda r: (r.area_id, r.day))
    for code, group in groupby(ordered, key=lambda r: r.area_id):
        counted = [r for r in group if last[code] - _DAY <= r.day <= last[code]]
        current = one_source([r for r in counted if r.day == last[code]])
        if current:
            series = [r for r in counted if r.source == current[0].source]
            found[code] = _with_new(series)[-1]
    return found


def _with_new(series: Sequence[CaseCount]) -> list[CaseRow]:
    """Rows with what was new against the day before, where that day is there."""
    before = {row.day + _DAY: row.confirmed for row in series}
    return [
        CaseRow(
            code=row.area_id,
            as_of=row.day,
            confirmed=row.confirmed,
            cured=row.cured,
            dead=row.dead,
            new_confirmed=row.confirmed - before[row.day] if row.day in before else None,
            source=row.source,
            synthetic=row.synthetic,
        )
        for row in series
    ]
