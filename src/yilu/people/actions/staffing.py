"""Count who is wanted, there, away and isolated into the sums a board reads: every area, brand by brand."""

import datetime as dt
from collections import defaultdict

from django.db.models import Count, Sum

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.rows import insert_rows
from yilu.network.models import Site
from yilu.norms.queries.force import chain
from yilu.people.actions._operator import check_is_system
from yilu.people.models import Return, StaffSum, Worker
from yilu.people.queries.returns import origin_tiers
from yilu.people.queries.staffing import HELD_CODES, recruits
from yilu.territory.models import Emergency
from yilu.territory.words import Tier

FIELDS = ("day", "area_id", "brand_id", "wanted", "present", "away", "away_high", "isolated", "recruits")
WANTED, PRESENT, AWAY, HIGH, ISOLATED, RECRUITS = range(6)


def count_staff(*, day: dt.date, by: Actor, now: dt.datetime) -> int:
    """Count the day anew; how many rows."""
    with acting("people.staffing.count", by=by, now=now) as act:
        check_is_system(by)
        counties: defaultdict[tuple[str, int], list[int]] = defaultdict(lambda: [0] * 6)
        sites = Site.objects.exclude(status=Site.Status.CLOSED).order_by().values_list("county_id", "brand_id")
        for county, brand, n in sites.annotate(n=Sum("normal_headcount")):
            counties[county, brand][WANTED] += n
        people = Worker.objects.at_work().order_by().values_list("county_id", "brand_id")
        for county, brand, n in people.annotate(n=Count("pk")):
            counties[county, brand or 0][PRESENT] += n
        back = Return.objects.open().order_by().values_list("county_id", "brand_id", "origin_id", "state")
        rows = list(back.annotate(n=Count("pk")))
        tiers = origin_tiers({r[2] for r in rows}, on=day)
        for county, brand, origin, state, n in rows:
            cell = counties[county, brand or 0]
            cell[PRESENT] -= n
            cell[ISOLATED if state in HELD_CODES else AWAY] += n
            cell[HIGH] += n if state not in HELD_CODES and tiers[origin] is Tier.HIGH else 0
        new = recruits(_began({c for c, _ in counties}, day)).order_by().values_list("county_id", "brand_id")
        for county, brand, n in new.annotate(n=Count("pk")):
            counties[county, brand or 0][RECRUITS] += n
        areas: defaultdict[tuple[str, int], list[int]] = defaultdict(lambda: [0] * 6)
        for (county, brand), counts in counties.items():
            for area in chain(county):
                total = areas[area, brand]
                for i, n in enumerate(counts):
                    total[i] += n
        StaffSum.objects.filter(day=day).delete()
        insert_rows(StaffSum, FIELDS, ((day, *key, *counts) for key, counts in sorted(areas.items())))
        act.changed(None, {"day": day.isoformat(), "rows": len(areas)})
    return len(areas)


def _began(counties: set[str], day: dt.date) -> dict[str, dt.date | None]:
    """Since when an emergency stands over each county: the nearest area's."""
    began = {
        e.area_id: e.began for e in Emergency.objects.filter(began__lte=day).exclude(ended__lt=day).order_by("began")
    }
    return {c: next((began[a] for a in reversed(chain(c)) if a in began), None) for c in counties}
