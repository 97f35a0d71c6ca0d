"""The list beneath a board: every site due or reporting on a day, with what it told."""

import datetime as dt

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from yilu.core.clock import start_of
from yilu.core.jurisdiction import Jurisdiction, span
from yilu.core.permissions import Permission
from yilu.network.models import Site
from yilu.network.queries import found_sites
from yilu.operations.models import ReportDeadline, RosterLine, SiteReport
from yilu.operations.queries.reference import roster_in_force

TOLD = (
    "version", "received_at", "source", "is_open", "closed_cause", "collected", "delivered", "backlog", "on_post_own",
    "on_post_outsourced", "roster_own", "roster_outsourced", "decrees", "flags", "extra",
)  # fmt: skip
SHOWS = ("", "reported", "missing", "late", "flagged", "blocked", "closed", "off_roster")


def daily(jurisdiction: Jurisdiction, *, area: str, day: dt.date, show: str = "", search: str = "") -> QuerySet[Site]:
    """Sites with `r_…` of their report of the day (None: none came) and `on_roster`, narrowed to what is asked for."""
    roster = roster_in_force(on=day)
    lines = RosterLine.objects.filter(site=OuterRef("pk"), roster=roster)
    rows = (
        Site.objects.within(jurisdiction, Permission.REPORT_READ)
        .in_area(area)
        .annotate(r=FilteredRelation("reports", condition=Q(reports__day=day, reports__current=True)))
        .annotate(on_roster=Exists(lines), **{f"r_{name}": F(f"r__{name}") for name in TOLD})
        .select_related("brand", "county")
    )
    if search:
        rows = found_sites(rows, search)
    reported, due = Q(r__isnull=False), Q(on_roster=True)
    wanted = {
        "reported": reported,
        "missing": Q(r__isnull=True) & due,
        "flagged": reported & ~Q(r__flags=[]),
        "blocked": Q(r__decrees="blocked"),
        "closed": Q(r__is_open=False),
        "off_roster": reported & Q(on_roster=False),
        "late": reported & Exists(_late(day)),
    }.get(show, reported | due)
    return rows.filter(wanted)


def _late(day: dt.date) -> QuerySet[SiteReport]:
    """First versions that came after the deadline of the nearest authority."""
    rules = ReportDeadline.objects.filter(valid_from__lte=day).order_by("area__level", "valid_from")
    hours: dict[str, int] = dict(rules.values_list("area_id", "hours"))
    late = Q(pk__in=[])
    for area, after in hours.items():
        inside, (low, high) = Q(), span(area)
        for other in hours:
            below_low, below_high = span(other)
            if other != area and low <= below_low and below_high <= high:
                inside |= Q(county_id__gte=below_low, county_id__lte=below_high)
        here = Q(county_id__gte=low, county_id__lte=high, received_at__gt=start_of(day) + dt.timedelta(hours=after))
        late |= here & ~inside if inside else here
    return SiteReport.objects.filter(late, site=OuterRef("pk"), day=day, version=1)


def versions(site: Site, day: dt.date) -> QuerySet[SiteReport]:
    """Every version of a site's day, the latest first."""
    return SiteReport.objects.filter(site=site, day=day).order_by("-version")


def corrections(jurisdiction: Jurisdiction, *, area: str, first: dt.date, last: dt.date) -> QuerySet[SiteReport]:
    """Reports that replaced an earlier version, the last received first."""
    return (
        SiteReport.objects.within(jurisdiction, Permission.REPORT_READ)
        .in_area(area)
        .filter(version__gt=1, day__gte=first, day__lte=last)
        .select_related("site", "brand")
        .order_by("-received_at")
    )
