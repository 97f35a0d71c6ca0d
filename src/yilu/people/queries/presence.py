"""Who was where: the stays that lie within two steps of one person, read by that person's own sites and days.

A check tells that a worker was at the site on that day, not from when until when: it counts as the whole day. Rooms,
rides and visits are recorded with their moments. A check sent from home counts too: nobody met is forgotten for it.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q, QuerySet

from yilu.core.clock import ZONE, end_of, start_of
from yilu.core.rows import storing
from yilu.core.statements import among, ask
from yilu.people.models import MorningCheck, Place, Placement, Stay

DAY_MINUTES = 1440
EPOCH = dt.date(1970, 1, 1)
Where = tuple[str, int]  # "site", "office" or "place", and its number

PLACED = f"""
SELECT DISTINCT site_id, office_id FROM {Placement._meta.db_table}
WHERE first_day <= %s AND (last_day IS NULL OR last_day >= %s)
"""
STAYED = f"""
SELECT DISTINCT s.place_id, p.site_id FROM {Stay._meta.db_table} s JOIN {Place._meta.db_table} p ON p.id = s.place_id
WHERE s.since < %s AND (s.until IS NULL OR s.until > %s)
"""


def _checked() -> str:
    """A row a worker and site, the days as bits. A worker has one check a day: the sum is each of them once."""
    days = "day - %s::date" if connection.vendor == "postgresql" else "julianday(day) - julianday(%s)"
    bit = f"CAST(1 AS bigint) << CAST({days} AS integer)"
    return f"SELECT worker_id, site_id, SUM({bit}) FROM {MorningCheck._meta.db_table} WHERE day BETWEEN %s AND %s"


def day_start(day: dt.date) -> int:
    """The minute at which a day begins, as `yilu_planner.tracing` counts: local minutes since 1970."""
    return (day - EPOCH).days * DAY_MINUTES


@dataclass(slots=True)
class Presence:
    """Who was where. `days`: of each person at each site or office the days as bits, the first day the lowest.

    `spans`: stays with their moments (person, where, first minute, last minute outside); `visits`: (person, site) that
    was one.
    """

    first: dt.date
    last: dt.date
    days: dict[tuple[int, Where], int] = field(default_factory=dict)
    spans: list[tuple[int, Where, int, int]] = field(default_factory=list)
    visits: set[tuple[int, int]] = field(default_factory=set)
    places: dict[int, Place] = field(default_factory=dict)

    @property
    def people(self) -> set[int]:
        """Everybody in it."""
        return {person for person, _ in self.days} | {person for person, *_ in self.spans}


def presence_near(person: int, *, first: dt.date, last: dt.date) -> Presence:
    """Every stay that can make somebody a contact of the first or second degree of the person within the days."""
    reading = _Reading(first, last)
    reading.follow([person])
    reading.everybody()
    reading.follow(reading.found.people - {person})
    reading.everybody()
    return reading.found


class _Reading:
    """Reads each site and each place once."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first, self.last = first, last
        self.begin, self.end = start_of(first), end_of(last)
        self.found = Presence(first, last)
        self._next: set[Where] = set()
        self._read: set[Where] = set()

    def follow(self, people: Collection[int]) -> None:
        """Where these people were placed within the days, and where they stayed besides, is to be read next.

        A check lies where its worker is placed, so that a few placements tell what thousands of checks would.
        """
        condition, ids = among("worker_id", people)
        for site, office in ask(f"{PLACED} AND {condition}", [self.last, self.first, ids]):
            self._next.add(("office", office) if site is None else ("site", site))
        moment = storing(Stay._meta.get_field("since"))
        for place, site in ask(f"{STAYED} AND {condition}", [moment(self.end), moment(self.begin), ids]):
            self._next.add(("place", place) if site is None else ("site", site))

    def everybody(self) -> None:
        """Read all who were where somebody followed was."""
        new = self._next - self._read
        self._read |= new
        sites, offices, places = ({n for k, n in new if k == kind} for kind in ("site", "office", "place"))
        if sites:
            self._sites(sites)
            places |= set(Place.objects.filter(site_id__in=sites).values_list("pk", flat=True))
        if offices:
            self._offices(offices)
        if places:
            self._places(places)

    def _sites(self, sites: Collection[int]) -> None:
        condition, ids = among("site_id", sites)
        rows = ask(
            f"{_checked()} AND {condition} GROUP BY worker_id, site_id", [self.first, self.first, self.last, ids]
        )
        self.found.days |= {(worker, ("site", site)): int(bits) for worker, site, bits in rows}

    def _offices(self, offices: Collection[int]) -> None:
        """A check of the regulator's staff bears no site: their placements say which office it was."""
        staff = dict(self._placed().filter(office_id__in=offices).values_list("worker_id", "office_id"))
        condition, ids = among("worker_id", staff)
        asked = f"{_checked()} AND site_id IS NULL AND {condition} GROUP BY worker_id, site_id"
        rows = ask(asked, [self.first, self.first, self.last, ids])
        self.found.days |= {(worker, ("office", staff[worker])): int(bits) for worker, _, bits in rows}

    def _places(self, places: Collection[int]) -> None:
        self.found.places |= Place.objects.select_related("park").in_bulk(places)
        stays = self._overlapping().filter(place_id__in=places)
        for person, place, since, until in stays.values_list("worker_id", "place_id", "since", "until"):
            site = self.found.places[place].site_id
            start, end = _minute(max(since, self.begin)), _minute(min(until or self.end, self.end))
            self.found.spans.append((person, ("place", place) if site is None else ("site", site), start, end))
            if site is not None:
                self.found.visits.add((person, site))

    def _placed(self) -> QuerySet[Placement]:
        rows = Placement.objects.filter(Q(last_day=None) | Q(last_day__gte=self.first), first_day__lte=self.last)
        return rows.order_by()

    def _overlapping(self) -> QuerySet[Stay]:
        return Stay.objects.filter(Q(until=None) | Q(until__gt=self.begin), since__lt=self.end).order_by()


def _minute(moment: dt.datetime) -> int:
    local = moment.astimezone(ZONE)
    return day_start(local.date()) + local.hour * 60 + local.minute
