"""The figures a board shows: from rollups; for outsiders from what is released; for branches and sites from reports."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from yilu.core.reasons import Denied, Reason, reason
from yilu.core.text import Text
from yilu.network.models import Brand
from yilu.operations.aggregation import brand_row, row_sums, unpacked
from yilu.operations.models import AreaDay, Release, ReleasedArea, Roster
from yilu.operations.queries.figures import NOT_RELEASED, NOTHING_REPORTED, WITHHELD, Figures
from yilu.operations.queries.lenses import Lens, LensKind
from yilu.operations.queries.single import Entry, Known, single_sums
from yilu.operations.sums import COLUMNS, DAY, NORMAL, Sums
from yilu.territory.models import Area
from yilu.territory.queries import children

OUT_OF_SIGHT = reason(
    "operations.board.out_of_sight", "该地区不在您的辖区内。", "This area lies outside your jurisdiction."
)
_ROLLED = ("area_id", "day", "known_at", "roster_id", "roster__valid_from", *COLUMNS, "classes")
_RELEASED = (
    "area_id", "day", "release__known_at", "release__roster_id", "release__roster__valid_from", *NORMAL, *DAY,
    "classes",
)  # fmt: skip


def figures(lens: Lens, area: str, *, day: dt.date, known_at: dt.datetime | None = None) -> Figures:
    """One area on one day, as known now or as known at an earlier hour."""
    return figures_of(lens, [area], day=day, known_at=known_at)[0]


def figures_of(lens: Lens, codes: Iterable[str], *, day: dt.date, known_at: dt.datetime | None = None) -> list[Figures]:
    """Several areas on one day, in the order of `codes`."""
    codes = list(codes)
    rows = Area.objects.filter(code__in=codes) if len(codes) < 500 else Area.objects.all()
    named = {a.code: a for a in rows}
    return _of(lens, [named[c] for c in codes if c in named], [day], known_at)


def figures_on(
    lens: Lens, areas: Sequence[Area], days: Iterable[dt.date], *, known_at: dt.datetime | None = None
) -> dict[tuple[str, dt.date], Figures]:
    """Several areas on several days as one question, by area code and day."""
    return {(f.area, f.day): f for f in _of(lens, areas, list(dict.fromkeys(days)), known_at)}


def figures_below(lens: Lens, area: str, *, day: dt.date, known_at: dt.datetime | None = None) -> list[Figures]:
    """The areas one level below, as they existed on the day, by code."""
    return _of(lens, children(area, on=day), [day], known_at)


def trend(
    lens: Lens, area: str, *, first: dt.date, last: dt.date, known_at: dt.datetime | None = None
) -> list[Figures]:
    """One area day by day, both ends included; days without a rollup are there, unknown."""
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    return _of(lens, list(Area.objects.filter(code=area)), days, known_at)


def figures_by_brand(lens: Lens, area: str, *, day: dt.date, known_at: dt.datetime | None = None) -> list[Figures]:
    """One row for each brand in the area, largest normal volume first; only through the lens of the whole sector."""
    if lens.kind is not LensKind.SECTOR:
        return []
    place = Area.objects.get(code=area)
    _check(lens, [place])
    rows = AreaDay.objects.filter(day=day, area_id=area, level=place.level).select_related("roster")
    row = as_known(rows, known_at).last()
    parts = unpacked(row.parts) if row else ()
    known = {int(p[0]): (row.known_at, str(row.roster or ""), row_sums(p)) for p in parts if row}
    names = {b.pk: Text(b.name_zh, b.name_en) for b in Brand.objects.filter(pk__in=known)}
    found = [
        _figures(lens, place, day, entry, brand=brand, brand_name=names.get(brand)) for brand, entry in known.items()
    ]
    return sorted(found, key=lambda f: -(f.sums.collected_normal if f.sums else 0))


def _of(lens: Lens, areas: Sequence[Area], days: Sequence[dt.date], known_at: dt.datetime | None) -> list[Figures]:
    _check(lens, areas)
    known: Known
    if lens.kind is LensKind.PUBLISHED:
        # What is released was frozen at one hour; there is no earlier or later state of it to compare.
        known = _released(areas, days)
        released = set(Release.objects.filter(day__in=days).values_list("day", flat=True))
        return [
            _figures(lens, a, d, known.get((a.code, d)), withheld=WITHHELD if d in released else NOT_RELEASED)
            for d in days
            for a in areas
        ]
    if lens.kind in (LensKind.SECTOR, LensKind.BRAND):
        known = _rollups(areas, days, lens.brand or 0, known_at)
    else:
        known = single_sums(lens, [a.code for a in areas], days, known_at)
    return [_figures(lens, a, d, known.get((a.code, d))) for d in days for a in areas]


def _check(lens: Lens, areas: Iterable[Area]) -> None:
    if not all(lens.reaches(a.code) for a in areas):
        raise Denied(OUT_OF_SIGHT)


def _rollups(areas: Sequence[Area], days: Sequence[dt.date], brand: int, known_at: dt.datetime | None) -> Known:
    rows = AreaDay.objects.filter(day__in=days, level__in={a.level for a in areas})
    # A level as a whole is one range of the index; a few areas are a few look-ups.
    if len(areas) < 100:
        rows = rows.filter(area_id__in=[a.code for a in areas])
    rows = as_known(rows, known_at)
    if not brand:
        return {(r[0], r[1]): _rolled(r) for r in rows.values_list(*_ROLLED)}
    known: Known = {}
    for row in rows.values_list(*_ROLLED[:5], "parts"):
        part = brand_row(row[-1], brand)
        if part is not None:
            known[row[0], row[1]] = (row[2], _roster(row), row_sums(part))
    return known


def as_known(rows: QuerySet[AreaDay], known_at: dt.datetime | None) -> QuerySet[AreaDay]:
    """The rows that stand now; or all up to an earlier hour, the one that stood then last."""
    return rows.filter(latest=True) if known_at is None else rows.filter(known_at__lte=known_at).order_by("known_at")


def _rolled(row: tuple[Any, ...]) -> Entry:
    return row[2], _roster(row), Sums(*row[5:])  # in the order of COLUMNS


def _roster(row: tuple[Any, ...]) -> str:
    return Roster.named(row[3], row[4]) if row[3] is not None else ""


def _released(areas: Sequence[Area], days: Sequence[dt.date]) -> Known:
    rows = ReleasedArea.objects.filter(day__in=days, area_id__in=[a.code for a in areas])
    # Outsiders are told nothing of lateness, flags, decrees or sites off the roster.
    inner = (None, 0, 0, 0, 0, 0, 0)
    return {(r[0], r[1]): _rolled((*r[:-1], *inner, r[-1] or {})) for r in rows.values_list(*_RELEASED)}


def _figures(
    lens: Lens,
    area: Area,
    day: dt.date,
    entry: Entry | None,
    *,
    withheld: Reason | None = None,
    brand: int | None = None,
    brand_name: Text | None = None,
) -> Figures:
    known_at, roster, sums = entry or (None, "", None)
    return Figures(
        area=area.code,
        area_name=Text(area.name_zh, area.name_en),
        level=area.level,
        day=day,
        lens=lens,
        sums=sums,
        known_at=known_at,
        roster=roster,
        brand=brand if brand is not None else lens.brand,
        brand_name=brand_name,
        withheld=withheld if sums is None else None,
        why_unknown=NOTHING_REPORTED if sums is None and withheld is None else None,
    )
