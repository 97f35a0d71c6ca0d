"""What booking days for many starts from: who is away without a day, and the room each area still has."""

import datetime as dt
from collections import defaultdict
from typing import Any

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.people.models import Return
from yilu.people.queries.returns import counting_areas, ordered_isolation, rooms
from yilu.people.queries.staffing import by_site
from yilu.people.rules.returns import Room, State

DAYS = 21
MOST = 2_000  # people in one plan
OPEN_END = 1_000_000  # room where nothing is ordered
NOBODY = reason("people.booking.nobody", "没有待预约的返岗员工。", "Nobody waits for a day.")
MANY = reason(
    "people.booking.many",
    "待预约的超过 {most} 人，请选择较小的地区。",
    "More than {most} wait: choose a smaller area.",
    most=MOST,
)
SEVERAL = reason(
    "people.booking.several",
    "{area} 的上下级都设有限额，暂不能统一测算，请逐人预约（预约时各级限额同时核对）。",
    "Limits stand on several levels above {area}: book one by one, where all of them are checked.",
)


def booking_problem(area: str, *, by: Actor, on: dt.date) -> dict[str, Any]:
    """Those in the area whom `by` may book and who have no day, for three weeks from the day; names nobody.

    Whoever's site lacks half its people or more comes first, then those of sites that lack any.
    """
    mine = Return.objects.within(by.jurisdiction, Permission.RETURN_BOOK).in_area(area).filter(state=State.PLANNED)
    waiting = list(mine.order_by("pk")[: MOST + 1])
    if not waiting:
        raise Invalid(NOBODY)
    if len(waiting) > MOST:
        raise Invalid(MANY)
    last = on + dt.timedelta(days=DAYS - 1)
    counties = sorted({r.county_id for r in waiting})
    above = {c: counting_areas(c) for c in counties}
    ordered: defaultdict[str, dict[dt.date, Room]] = defaultdict(dict)
    for room in rooms({a for areas in above.values() for a in areas}, first=on, last=last):
        if room.arrivals is not None or room.places is not None:
            ordered[room.area][room.day] = room
    counted = {c: _counted(c, [a for a in above[c] if a in ordered]) for c in counties}
    isolation = {c: (ordered_isolation(c, on=on) or (0, ""))[0] for c in counties}
    short = {
        s.site.pk: 1 if 2 * s.gap >= s.wanted else 2 for s in by_site(by.jurisdiction, area, day=on) if s.site and s.gap
    }
    days = [on + dt.timedelta(days=n) for n in range(DAYS)]
    return {
        "start": on.isoformat(),
        "days": DAYS,
        "areas": {a: _free(ordered.get(a, {}), days) for a in sorted(set(counted.values()))},
        "returns": [
            {
                "id": r.pk,
                "version": r.version,
                "area": counted[r.county_id],
                "earliest": max(0, (r.earliest - on).days) if r.earliest else 0,
                "isolation": isolation[r.county_id] if r.quarters == Return.Quarters.CENTRAL else 0,
                "tier": short.get(r.site_id or 0, 3),
            }
            for r in waiting
        ],
    }


def _counted(county: str, limiting: list[str]) -> str:
    """The one area whose limits bind an arrival in the county; itself where nothing is ordered."""
    if len(limiting) > 1:
        raise Invalid(reason(SEVERAL.code, SEVERAL.text.zh, SEVERAL.text.en, area=county))
    return limiting[0] if limiting else county


def _free(by_day: dict[dt.date, Room], days: list[dt.date]) -> dict[str, list[int]]:
    """What is left each day of arrivals and of places."""
    arrivals, places = [], []
    for day in days:
        room = by_day.get(day)
        arrivals.append(OPEN_END if room is None or room.arrivals is None else max(0, room.arrivals - room.arriving))
        places.append(OPEN_END if room is None or room.places is None else max(0, room.places - room.isolated))
    return {"arrivals": arrivals, "places": places}
