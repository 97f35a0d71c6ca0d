"""Sums for a few sites — a branch's, or one — straight from their reports and roster lines, by day or by area."""

import datetime as dt
from collections.abc import Iterable, Sequence

from yilu.core.jurisdiction import covers
from yilu.network.models import Site
from yilu.operations.loading import roster_at
from yilu.operations.models import Roster, RosterLine, SiteReport
from yilu.operations.queries.lenses import Lens
from yilu.operations.sums import Sums

# When the sums were known, the roster they stand on ("": none in force), the sums.
Entry = tuple[dt.datetime, str, Sums]
Known = dict[tuple[str, dt.date], Entry]


def single_sums(lens: Lens, codes: Sequence[str], days: Sequence[dt.date], known_at: dt.datetime | None) -> Known:
    """The lens's own sites, summed in each of the areas on each of the days."""
    own = Site.objects.filter(pk=lens.site) if lens.site is not None else Site.objects.filter(
        enterprise_id__in=lens.branches
    )  # fmt: skip
    sites = list(own.values_list("pk", flat=True))
    rosters, moment = list(Roster.objects.all()), known_at.timestamp() if known_at else float("inf")
    in_force = {day: roster_at(rosters, day=day, epoch=moment) for day in days}
    wanted = {r.pk for r in in_force.values() if r is not None}
    lines: dict[int, list[RosterLine]] = {pk: [] for pk in wanted}
    for line in RosterLine.objects.filter(roster_id__in=wanted, site_id__in=sites):
        lines[line.roster_id].append(line)
    reports = SiteReport.objects.filter(day__in=days, site_id__in=sites)
    reports = reports.filter(current=True) if known_at is None else reports.filter(received_at__lte=known_at)
    told: dict[dt.date, dict[int, SiteReport]] = {}
    for report in reports.order_by("version"):
        told.setdefault(report.day, {})[report.site_id] = report
    found: Known = {}
    for day in days:
        roster, said = in_force[day], told.get(day, {})
        due = lines[roster.pk] if roster else []
        if not due and not said:
            continue
        heard = max((r.received_at for r in said.values()), default=None)
        as_of = heard or (roster.made_at if roster else known_at)
        assert as_of is not None  # either somebody reported or a roster names somebody
        for code in codes:
            here = [n for n in due if covers(code, n.county_id)]
            told_here = [r for r in said.values() if covers(code, r.county_id)]
            if here or told_here:
                found[code, day] = (as_of, str(roster or ""), _sums(here, told_here, roster is not None))
    return found


def _sums(due: Sequence[RosterLine], told: Sequence[SiteReport], has_roster: bool) -> Sums:
    named = {n.site_id: n for n in due}
    counted = [r for r in told if r.site_id in named or not has_roster]
    strangers = [r for r in told if r.site_id not in named] if has_roster else []
    outlets = [n for n in due if n.is_outlet]
    is_open = {r.site_id for r in counted if r.is_open}
    classes: dict[str, tuple[int, int, int]] = {}
    for report in counted:
        for code, pieces in report.classes.items():
            before = classes.get(code, (0, 0, 0))
            classes[code] = (before[0] + pieces[0], before[1] + pieces[1], before[2] + pieces[2])
    return Sums(
        sites=len(due),
        outlets=len(outlets),
        enterprises=len({n.enterprise_id for n in outlets}),
        staff=sum(n.staff_own + n.staff_outsourced for n in due),
        collected_normal=sum(n.collected for n in due),
        delivered_normal=sum(n.delivered for n in due),
        sites_reported=len(counted),
        outlets_open=sum(n.site_id in is_open for n in outlets),
        enterprises_open=len({n.enterprise_id for n in outlets if n.site_id in is_open}),
        staff_on_post=_total(counted, "on_post_own", "on_post_outsourced"),
        collected=_total(counted, "collected"),
        delivered=_total(counted, "delivered"),
        backlog=_total(counted, "backlog"),
        sites_late=None,  # a list of the board above; one's own reports show when they came
        decrees_blocked=sum(r.decrees == "blocked" for r in counted),
        flagged=sum(bool(r.flags) for r in told),
        off_roster=len(strangers),
        off_roster_collected=_total(strangers, "collected"),
        off_roster_delivered=_total(strangers, "delivered"),
        off_roster_backlog=_total(strangers, "backlog"),
        classes=classes,
    )


def _total(reports: Iterable[SiteReport], *names: str) -> int:
    return sum(getattr(r, n) for r in reports for n in names)
