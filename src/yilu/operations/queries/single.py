"""Sums for a few sites — a branch's, or one — straight from their reports and roster lines, by day or by area."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import QuerySet

from yilu.core.jurisdiction import NATION, span
from yilu.operations.aggregation import Tree, add_up, row_sums
from yilu.operations.loading import due_times, laid_out, load_lines, load_reports, roster_at
from yilu.operations.models import Roster, RosterLine, SiteReport
from yilu.operations.queries.lenses import Lens
from yilu.operations.sums import Sums
from yilu.territory.models import Area

Known = dict[tuple[str, dt.date], tuple[dt.datetime, int | None, Sums]]


def sums_by_day(lens: Lens, area: str, days: Sequence[dt.date], known_at: dt.datetime | None) -> Known:
    """One area on several days."""
    places, rosters = _places(), list(Roster.objects.all())
    found: Known = {}
    for day in days:
        found |= _day(lens, [area], day, known_at, places, rosters, within=area)
    return found


def sums_below(lens: Lens, codes: Sequence[str], day: dt.date, known_at: dt.datetime | None) -> Known:
    """Several areas on one day."""
    return _day(lens, codes, day, known_at, _places(), list(Roster.objects.all()), within=NATION)


def _day(
    lens: Lens, codes: Sequence[str], day: dt.date, known_at: dt.datetime | None, places: Tree,
    rosters: list[Roster], *, within: str,
) -> Known:  # fmt: skip
    reports = _mine(SiteReport.objects.filter(day=day), lens, within)
    reports = reports.filter(current=True) if known_at is None else reports.filter(received_at__lte=known_at)
    told = load_reports(reports, places)
    roster = roster_at(rosters, day=day, epoch=known_at.timestamp() if known_at else float("inf"))
    lines = load_lines(_mine(RosterLine.objects.filter(roster=roster), lens, within), places) if roster else None
    sites, at = laid_out(lines, told, due_times(day, places))
    if not len(sites.place):
        return {}
    sites.tell(at, told.told, told.classes, told.received)
    moment = _moment(told.received.max(initial=0), roster)
    cells, wanted = add_up(sites, places), set(codes)
    return {
        (code, day): (moment, roster.pk if roster else None, row_sums(cells.parts[i].sum(axis=0)))
        for i, code in enumerate(places.codes[p] for p in cells.place)
        if code in wanted
    }


def _mine(rows: QuerySet, lens: Lens, within: str) -> QuerySet:  # type: ignore[type-arg]
    rows = rows.filter(site_id=lens.site) if lens.site is not None else rows.filter(enterprise_id__in=lens.branches)
    if within == NATION:
        return rows
    low, high = span(within)
    return rows.filter(county_id__gte=low, county_id__lte=high)


def _places() -> Tree:
    return Tree.of(Area.objects.values_list("code", "level", "parent_id"))


def _moment(received: int, roster: Roster | None) -> dt.datetime:
    if received or roster is None:
        return dt.datetime.fromtimestamp(int(received), dt.UTC)
    return roster.made_at
