"""Who is wanted, who is there, who is away and from where: site by site, or read from the sums of an area."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q, QuerySet, Sum

from yilu.core.jurisdiction import Jurisdiction
from yilu.core.permissions import Permission
from yilu.network.models import Site
from yilu.people.models import Return, StaffSum, Worker
from yilu.people.queries.returns import origin_tiers
from yilu.people.rules.returns import AWAY, HELD
from yilu.territory.queries import emergency_in_force
from yilu.territory.words import Tier

AWAY_CODES, HELD_CODES = [s.value for s in AWAY], [s.value for s in HELD]


@dataclass(slots=True)
class Staffing:
    """Heads of one place. `recruits` None: no emergency is on record, so nobody can say since when."""

    wanted: int = 0
    present: int = 0  # on the register, neither away nor waiting for clearance
    away: int = 0
    away_high: int = 0
    isolated: int = 0
    recruits: int | None = 0

    @property
    def gap(self) -> int:
        """How many are missing."""
        return max(0, self.wanted - self.present)


@dataclass(slots=True)
class SiteStaffing(Staffing):
    """One site: also by the tier of where the away staff are, and how many of them have a day."""

    site: Site | None = None
    tiers: Counter[Tier] = field(default_factory=Counter)
    booked: int = 0


def staffing_of(
    area: str, *, day: dt.date, brand: int | None = None, branches: Collection[int] = (), site: int | None = None
) -> Staffing | None:
    """An area's heads on the day: all brands' or one's, from the sums; a branch's or a site's, counted now.

    None: not counted on that day; of a branch or a site only the last day counted is told.
    """
    own = bool(branches) or site is not None
    if own and StaffSum.objects.aggregate(last=Max("day"))["last"] != day:
        return None
    if site is not None:
        return _counted(Site.objects.filter(pk=site), day=day)
    if branches:
        return _counted(Site.objects.in_area(area).filter(enterprise__in=branches), day=day)
    rows = StaffSum.objects.filter(day=day, area_id=area)
    if brand is not None:
        rows = rows.filter(brand_id=brand)
    names = ("wanted", "present", "away", "away_high", "isolated", "recruits")
    sums = rows.aggregate(**{n: Sum(n) for n in names})
    return None if sums["wanted"] is None else Staffing(**sums)


def _counted(sites: QuerySet[Site], *, day: dt.date) -> Staffing:
    total = Staffing()
    for row in _by_site(sites, day=day):
        for name in ("wanted", "present", "away", "away_high", "isolated"):
            setattr(total, name, getattr(total, name) + getattr(row, name))
        total.recruits = None if row.recruits is None else (total.recruits or 0) + row.recruits
    return total


def by_site(jurisdiction: Jurisdiction, area: str, *, day: dt.date) -> list[SiteStaffing]:
    """The sites of an area the reader sees workers of, the widest gap first."""
    sites = Site.objects.within(jurisdiction, Permission.WORKER_READ).in_area(area)
    return sorted(_by_site(sites, day=day), key=lambda s: (-s.gap, s.site.pk if s.site else 0))


def _by_site(sites: QuerySet[Site], *, day: dt.date) -> list[SiteStaffing]:
    staffed = sites.exclude(status=Site.Status.CLOSED).filter(Q(normal_headcount__gt=0) | Q(workers__isnull=False))
    columns = ("pk", "name", "code", "county_id", "normal_headcount", "brand_id", "enterprise_id")
    found = {s.pk: SiteStaffing(site=s, wanted=s.normal_headcount) for s in staffed.distinct().only(*columns)}
    here = staffed.order_by().values("pk")
    since = {c: _began(c, day) for c in {s.site.county_id for s in found.values() if s.site}}
    register = Worker.objects.at_work().filter(site__in=here).order_by().values_list("site_id")
    for site, n in register.annotate(n=Count("pk")):
        found[site].present = n
    back = Return.objects.open().filter(site__in=here).order_by()
    rows = list(back.values_list("site_id", "origin_id", "state").annotate(n=Count("pk"), days=Count("day")))
    tiers = origin_tiers({origin for _, origin, *_ in rows}, on=day)
    for site, origin, state, n, days in rows:
        row = found.get(site)
        if row is None:
            continue
        row.present -= n
        if state in HELD_CODES:
            row.isolated += n
        else:
            row.away, row.booked = row.away + n, row.booked + days
            row.tiers[tiers[origin]] += n
            row.away_high += n if tiers[origin] is Tier.HIGH else 0
    for site, n in recruits(since).filter(site__in=here).order_by().values_list("site_id").annotate(n=Count("pk")):
        found[site].recruits = n
    for row in found.values():
        if row.site and since[row.site.county_id] is None:
            row.recruits = None
    return list(found.values())


def _began(county: str, day: dt.date) -> dt.date | None:
    emergency = emergency_in_force(county, on=day)
    return emergency.began if emergency else None


def recruits(since: dict[str, dt.date | None]) -> QuerySet[Worker]:
    """Those at work who joined since the emergency over their county began and never had to come from elsewhere."""
    counties: defaultdict[dt.date, list[str]] = defaultdict(list)
    for county, began in since.items():
        if began is not None:
            counties[began].append(county)
    joined = Q(pk__in=[])
    for began, codes in counties.items():
        joined |= Q(joined_on__gte=began, county__in=codes)
    return Worker.objects.at_work().filter(joined, returns__isnull=True)
