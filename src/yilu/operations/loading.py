"""Reports and rosters out of the database into arrays, for sums over sites: rollups, single branches, single sites."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import BigIntegerField, Func, QuerySet, TextField
from django.db.models.functions import Cast

from yilu.core.clock import start_of
from yilu.core.jurisdiction import span
from yilu.operations.aggregation import NO_DEADLINE, Bools, Ints, Sites, Tree, class_array
from yilu.operations.models import ReportDeadline, Roster, RosterLine, SiteReport
from yilu.territory.models import Area

HOUR = 3600


class Epoch(Func):
    """A moment as whole seconds since 1970, worked out by the database."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="CAST(floor(EXTRACT(EPOCH FROM %(expressions)s)) AS bigint)")


def hour_after(epoch: int) -> int:
    """The full hour by the end of which a moment's news is known."""
    return -(-epoch // HOUR) * HOUR


def tree() -> Tree:
    """All places that ever were: history stays where it happened."""
    return Tree.of(Area.objects.values_list("code", "level", "parent_id"))


@dataclass(frozen=True, slots=True)
class Lines:
    """A roster as arrays, by site."""

    site: Ints
    place: Ints
    brand: Ints
    enterprise: Ints
    is_outlet: Bools
    normal: Ints


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports as arrays, by version: `told` as in `aggregation.Sites`."""

    site: Ints
    received: Ints
    told: Ints
    classes: Ints
    place: Ints
    brand: Ints
    enterprise: Ints

    def __len__(self) -> int:
        return len(self.site)


def load_lines(lines: QuerySet[RosterLine], places: Tree) -> Lines:
    """The lines of one roster."""
    rows = list(
        lines.order_by("site_id").values_list(
            "site_id", "county_id", "brand_id", "enterprise_id", "is_outlet", "staff_own", "staff_outsourced",
            "collected", "delivered",
        )
    )  # fmt: skip
    columns = list(zip(*rows, strict=True)) or [()] * 9
    site, county, brand, enterprise, is_outlet, own, outsourced, collected, delivered = columns
    normal = np.column_stack([_ints(own) + _ints(outsourced), _ints(collected), _ints(delivered)])
    return Lines(
        _ints(site), _placed(county, places), _ints(brand), _ints(enterprise), np.array(is_outlet, bool), normal
    )


def load_reports(reports: QuerySet[SiteReport], places: Tree) -> Reports:
    """Reports of one day, every version asked for, oldest version first."""
    rows = list(
        reports.order_by("version").values_list(
            "site_id", Epoch("received_at"), "is_open", "on_post_own", "on_post_outsourced", "collected", "delivered",
            "backlog", "decrees", Cast("flags", TextField()), Cast("classes", TextField()), "county_id", "brand_id",
            "enterprise_id",
        )
    )  # fmt: skip
    columns = list(zip(*rows, strict=True)) or [()] * 14
    site, received, is_open, own, outsourced, collected, delivered, backlog, decrees, flags, classes = columns[:11]
    told = np.column_stack(
        [
            _ints(is_open),
            _ints(own) + _ints(outsourced),
            _ints(collected),
            _ints(delivered),
            _ints(backlog),
            _ints([d == "blocked" for d in decrees]),
            _ints([f != "[]" for f in flags]),
        ]
    )
    county, brand, enterprise = columns[11:]
    return Reports(
        _ints(site), _ints(received), told, class_array(classes), _placed(county, places), _ints(brand),
        _ints(enterprise),
    )  # fmt: skip


def laid_out(lines: Lines | None, reports: Reports, due: Ints) -> tuple[Sites, Ints]:
    """The sites of a day, silent, and each report's position among them.

    Sites that report without standing on the roster come last; without a roster every site that reports counts.
    """
    if lines is None:
        known, none = np.zeros(0, np.int64), np.zeros(0, np.int64)
        lines = Lines(known, none, none, none, np.zeros(0, bool), np.zeros((0, 3), np.int64))
        strangers_count = True
    else:
        strangers_count = False
    at = np.searchsorted(lines.site, reports.site)
    on = np.zeros(len(at), bool)
    inside = at < len(lines.site)
    on[inside] = lines.site[at[inside]] == reports.site[inside]
    strangers, first = np.unique(reports.site[~on], return_index=True)
    first = np.flatnonzero(~on)[first]
    at[~on] = len(lines.site) + np.searchsorted(strangers, reports.site[~on])
    extra = len(strangers)
    place = np.concatenate([lines.place, reports.place[first]])
    sites = Sites.silent(
        place=place,
        brand=np.concatenate([lines.brand, reports.brand[first]]),
        enterprise=np.concatenate([lines.enterprise, reports.enterprise[first]]),
        on_roster=np.concatenate([np.ones(len(lines.site), bool), np.full(extra, strangers_count)]),
        is_outlet=np.concatenate([lines.is_outlet, np.zeros(extra, bool)]),
        normal=np.concatenate([lines.normal, np.zeros((extra, 3), np.int64)]),
        due=due[place] if len(due) else np.full(len(place), NO_DEADLINE),
    )
    return sites, at


def due_times(day: dt.date, places: Tree) -> Ints:
    """For each place the epoch second by which the day's report is due, on the nearest authority's word."""
    due, codes = np.full(len(places.codes), NO_DEADLINE, np.int64), np.array(places.codes)
    rules = ReportDeadline.objects.filter(valid_from__lte=day).order_by("area__level", "valid_from")
    for area, hours in rules.values_list("area_id", "hours"):
        moment = int((start_of(day) + dt.timedelta(hours=hours)).timestamp())
        low, high = span(area)
        due[(codes >= low) & (codes <= high)] = moment
    return due


def roster_at(rosters: Iterable[Roster], *, day: dt.date, epoch: float) -> Roster | None:
    """The roster in force on the day as far as rosters were made by the moment."""
    standing = [r for r in rosters if r.valid_from <= day and hour_after(int(r.made_at.timestamp())) <= epoch]
    return max(standing, key=lambda r: (r.valid_from, r.made_at, r.pk), default=None)


def _ints(values: Sequence[Any]) -> Ints:
    return np.array(values, dtype=np.int64)


def _placed(codes: Sequence[str], places: Tree) -> Ints:
    return np.searchsorted(np.array(places.codes), np.array(codes)) if len(codes) else np.zeros(0, np.int64)
