"""Who was where: the stays that lie within two steps of one person, read by that person's own sites and days.

A check tells that a worker was at the site on that day, not from when until when: it counts as the whole day. Rooms,
rides and visits are recorded with their moments. A check sent from home counts too: nobody met is forgotten for it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import BigIntegerField, Case, Q, QuerySet, Sum, When

from yilu.core.clock import ZONE, end_of, start_of
from yilu.people.models import MorningCheck, Place, Placement, Stay

FEW = 500  # ids asked for at once
DAY_MINUTES = 1440
EPOCH = dt.date(1970, 1, 1)
Where = tuple[str, int]  # ("site", its number) or ("place", its number)


def day_start(day: dt.date) -> int:
    """The minute at which a day begins, as `yilu_planner.tracing` counts: local minutes since 1970."""
    return (day - EPOCH).days * DAY_MINUTES


@dataclass(slots=True)
class Presence:
    """Who was where. `days`: of each person at each site the days as bits, the first day the lowest.

    `spans`: stays with their moments (person, where, first minute, last minute outside); `visits`: (person, site) that
    was one.
    """

    first: dt.date
    last: dt.date
    days: dict[tuple[int, int], int] = field(default_factory=dict)
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
    own = MorningCheck.objects.filter(worker_id=person, day__gte=first, day__lte=last).exclude(site__isnull=True)
    reading.visit([person])
    reading.sites(own.order_by().values_list("site_id", flat=True))
    reading.everybody()
    met = reading.found.people - {person}
    reading.visit(met)
    reading.sites(_other_sites(met, first, last))
    reading.everybody()
    return reading.found


def _other_sites(people: Collection[int], first: dt.date, last: dt.date) -> Iterable[int]:
    """Where else these people were placed within the days: a check lies where its worker is placed."""
    ids = sorted(people)
    for start in range(0, len(ids), FEW):
        rows = Placement.objects.filter(
            Q(last_day=None) | Q(last_day__gte=first), worker_id__in=ids[start : start + FEW], first_day__lte=last
        ).exclude(site__isnull=True)
        yield from rows.order_by().values_list("site_id", flat=True)


class _Reading:
    """Reads each site and each place once."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first, self.last = first, last
        self.begin, self.end = start_of(first), end_of(last)
        self.found = Presence(first, last)
        self._read_sites: set[int] = set()
        self._read_places: set[int] = set()
        self._next_sites: set[int] = set()
        self._next_places: set[int] = set()

    def sites(self, numbers: Iterable[int | None]) -> None:
        """Sites to be read next."""
        self._next_sites |= {n for n in numbers if n is not None} - self._read_sites

    def visit(self, people: Collection[int]) -> None:
        """Where these people stayed beside their posts is to be read next."""
        ids = sorted(people)
        for start in range(0, len(ids), FEW):
            rows = self._overlapping().filter(worker_id__in=ids[start : start + FEW])
            for place, site in rows.order_by().values_list("place_id", "place__site_id").distinct():
                if site is None:
                    self._next_places |= {place} - self._read_places
                else:
                    self.sites([site])

    def everybody(self) -> None:
        """Read all who were at the sites and places named."""
        sites, self._next_sites = self._next_sites, set()
        self._read_sites |= sites
        if sites:
            checks = MorningCheck.objects.filter(site_id__in=sites, day__gte=self.first, day__lte=self.last)
            # A worker has one check a day: the sum of its bits is each of them once, and a row a worker is read.
            bits = Case(*(When(day=day, then=1 << n) for n, day in enumerate(self._each_day())), default=0,
                        output_field=BigIntegerField())  # fmt: skip
            rows = checks.order_by().values("worker_id", "site_id").annotate(bits=Sum(bits))
            self.found.days |= {(w, s): int(b) for w, s, b in rows.values_list("worker_id", "site_id", "bits")}
        visited = Place.objects.filter(site_id__in=sites).values_list("pk", flat=True) if sites else ()
        places, self._next_places = self._next_places | set(visited), set()
        self._read_places |= places
        self.found.places |= Place.objects.select_related("park").in_bulk(places) if places else {}
        stays = self._overlapping().filter(place_id__in=places)
        for person, place, since, until in (
            stays.order_by().values_list("worker_id", "place_id", "since", "until") if places else ()
        ):
            visited_site = self.found.places[place].site_id
            start, end = _minute(max(since, self.begin)), _minute(min(until or self.end, self.end))
            where = ("place", place) if visited_site is None else ("site", visited_site)
            self.found.spans.append((person, where, start, end))
            if visited_site is not None:
                self.found.visits.add((person, visited_site))

    def _each_day(self) -> Iterator[dt.date]:
        return (self.first + dt.timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def _overlapping(self) -> QuerySet[Stay]:
        return Stay.objects.filter(Q(until=None) | Q(until__gt=self.begin), since__lt=self.end)


def _minute(moment: dt.datetime) -> int:
    local = moment.astimezone(ZONE)
    return day_start(local.date()) + local.hour * 60 + local.minute
