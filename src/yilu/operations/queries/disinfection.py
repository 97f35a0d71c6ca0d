"""Questions about disinfection: a site's log, and when the next is due."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from yilu.core.clock import ZONE
from yilu.core.jurisdiction import Jurisdiction
from yilu.core.permissions import Permission
from yilu.network.models import Site
from yilu.norms.queries import Force, facts_of, parameter
from yilu.norms.rules.parameters import SORTING_DISINFECTION
from yilu.operations.models import Disinfection
from yilu.operations.rules.disinfection import PROVES, Due

NEVER = dt.datetime(2000, 1, 1, tzinfo=ZONE)


def disinfections(site: Site) -> QuerySet[Disinfection]:
    """The site's log, the latest first."""
    return Disinfection.objects.filter(site=site).order_by("-at", "-pk")


def last_disinfected(jurisdiction: Jurisdiction, *, area: str) -> QuerySet[Site]:
    """Open sites with `last` (None: never), and `since` to order by: never comes first on every database."""
    latest = Disinfection.objects.filter(site=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = Site.objects.within(jurisdiction, Permission.REPORT_READ).in_area(area).filter(status=Site.Status.OPEN)
    return (
        rows.exclude(kind=Site.Kind.LOCKER_BANK)
        .select_related("brand", "county")
        .annotate(last=Subquery(latest), since=Coalesce("last", Value(NEVER)))
    )


class Dues:
    """When the next disinfection is due, on one day, at as many sites as one likes."""

    def __init__(self, now: dt.datetime) -> None:
        self.on = now.astimezone(ZONE).date()
        self.force = Force(self.on, requirements=PROVES)
        self._ordered: dict[str, tuple[int | None, str]] = {}

    def of(self, site: Site, last: dt.datetime | None) -> Due:
        """For a site last disinfected at `last`."""
        facts = facts_of([site], on=self.on)[site.pk]
        timed = [p for p in self.force.over(facts) if p.every_hours is not None]
        if timed:
            strictest = min(timed, key=lambda p: p.every_hours or 0)
            return Due(last, strictest.every_hours, strictest.citation)
        return Due(last, *self._by_order(site))

    def _by_order(self, site: Site) -> tuple[int | None, str]:
        """What the area ordered for sorting centres: no national text fixes it."""
        if site.kind != Site.Kind.SORTING_CENTRE:
            return None, ""
        if site.county_id not in self._ordered:
            found = parameter(site.county_id, SORTING_DISINFECTION, on=self.on)
            self._ordered[site.county_id] = (int(found.value), found.document) if found else (None, "")
        return self._ordered[site.county_id]


def due_at(site: Site, *, now: dt.datetime) -> Due:
    """When the site's next disinfection is due."""
    last = disinfections(site).filter(at__lte=now).values_list("at", flat=True).first()
    return Dues(now).of(site, last)


def proven_by(sites: Iterable[Site], *, on: dt.date) -> dict[int, list[str]]:
    """Which requirements in force a disinfection is evidence of, by site."""
    sites = list(sites)
    force, facts = Force(on, requirements=PROVES), facts_of(sites, on=on)
    return {s.pk: [p.requirement.code for p in force.over(facts[s.pk])] for s in sites}
