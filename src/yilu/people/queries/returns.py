"""Questions about returns: who is on the way, what an area orders and has taken, whose origin's tier changed since."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Reason
from yilu.norms.queries import parameter
from yilu.norms.queries.force import chain
from yilu.norms.rules.parameters import ISOLATION_DAYS
from yilu.people.models import ArrivalDay, ArrivalOrder, Return
from yilu.people.models.returns import ReturnQuerySet
from yilu.people.rules.returns import AWAY, Room, tier_changed
from yilu.territory.queries import tier_counts_of, tiers_in_force
from yilu.territory.words import TIERS, Tier

LISTED = ("worker", "site", "county", "origin")
RISKIEST = (Tier.HIGH, Tier.MEDIUM, Tier.LOW)


def returns(actor: Actor) -> ReturnQuerySet:
    """The returns the actor may see, ended ones included."""
    return Return.objects.within(actor.jurisdiction, Permission.WORKER_READ)


def counting_areas(county: str) -> list[str]:
    """The areas whose limits bind an arrival in the county: itself, its prefecture, its province."""
    return list(chain(county)[1:])


def origin_tiers(codes: Iterable[str], *, on: dt.date) -> dict[str, Tier]:
    """The effective tier of each origin; of a prefecture or province the highest of its counties."""
    wanted = set(codes)
    counties = {c for c in wanted if not c.endswith("00")}
    found = tiers_in_force(counties, on=on)
    for width in (2, 4):  # provinces, prefectures
        level = {c for c in wanted - counties if (width == 4) == (c[2:4] != "00")}
        for code, counts in tier_counts_of(level, on=on).items() if level else ():
            found[code] = next((t for t in RISKIEST if counts[t]), Tier.UNKNOWN)
    return found


def changed_tiers(rows: QuerySet[Return], *, on: dt.date) -> dict[tuple[str, str], Reason]:
    """Of those away with a booking: (origin, tier decided on) whose tier is another today, and the sentence."""
    pairs = set(rows.filter(state__in=AWAY).exclude(day=None).order_by().values_list("origin_id", "tier").distinct())
    now = origin_tiers({origin for origin, _ in pairs}, on=on)
    return {
        (origin, tier): tier_changed(TIERS[Tier(tier)][1], TIERS[now[origin]][1])
        for origin, tier in pairs
        if now[origin].value != tier
    }


def ordered_isolation(county: str, *, on: dt.date) -> tuple[int, str] | None:
    """The days of observation before work that an area orders, and its document; None: not set."""
    setting = parameter(county, ISOLATION_DAYS, on=on)
    return None if setting is None else (int(setting.value), setting.document)


def rooms(areas: Iterable[str], *, first: dt.date, last: dt.date) -> list[Room]:
    """What is ordered and taken there, day by day; days on which nothing was ordered or booked are absent."""
    rows = ArrivalDay.objects.filter(area_id__in=list(areas), day__gte=first, day__lte=last).order_by("area_id", "day")
    return [room_of(r) for r in rows]


def room_of(row: ArrivalDay) -> Room:
    """A row as the rules take it."""
    return Room(row.area_id, row.day, row.arrivals, row.arriving, row.places, row.isolated, row.document)


def arrival_orders(area: str) -> QuerySet[ArrivalOrder]:
    """What the area ordered, the latest first."""
    return ArrivalOrder.objects.filter(area_id=area).order_by("-recorded_at", "-pk")
