"""Whom a person met, and whom those met: the degrees, the paths, and what of them a reader may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.statements import among, ask
from yilu.norms.queries import parameter
from yilu.norms.rules.parameters import TRACING_DAYS
from yilu.people.models import Contact, Place, Worker
from yilu.people.queries.presence import DAY_MINUTES, Presence, Where, day_start, presence_near
from yilu.people.rules.cases import told
from yilu_planner.tracing import build_index, find_contacts

Via = Contact.Via
OF_PLACE = {Place.Kind.ROOM: Via.ROOM, Place.Kind.VEHICLE: Via.VEHICLE, Place.Kind.PARK: Via.VISIT}
TIMED = frozenset({Via.ROOM, Via.VEHICLE, Via.VISIT})
CLOSEST = [Via.ROOM, Via.VEHICLE, Via.SHIFT, Via.VISIT, Via.SITE, Via.OFFICE]  # of several ways the first is told


class Met(NamedTuple):
    """One contact: through whom, where, on how many days; `minutes` only where moments are known."""

    person: int
    degree: int
    through: int
    where: Where
    via: Via
    first_day: dt.date
    last_day: dt.date
    days: int
    minutes: int | None


class Person(NamedTuple):
    """What a trace tells of a worker besides the name."""

    pk: int
    code: str
    shift_group: str
    post: str
    site_id: int | None
    county_id: str
    brand_id: int | None
    enterprise_id: int | None


@dataclass(frozen=True, slots=True)
class Trace:
    """A trace as one reader may see it. `people` holds those within reach; of the others there is a count, or not
    even that (`others` None: too few to tell)."""

    index: int
    first_day: dt.date
    last_day: dt.date
    met: tuple[Met, ...]  # within the reader's reach, the first degree first, most days first
    others: int | None
    people: Mapping[int, Person]
    places: Mapping[int, Place]

    def degree(self, number: int) -> int:
        """How many within reach are of this degree."""
        return sum(m.degree == number for m in self.met)


def tracing_days(area: str, *, on: dt.date) -> int | None:
    """How many days an area orders to look back; None: not set, whoever traces says how many."""
    setting = parameter(area, TRACING_DAYS, on=on)
    return None if setting is None else int(setting.value)


def trace(actor: Actor, person: int, *, first: dt.date, last: dt.date) -> Trace:
    """First- and second-degree contacts of a worker from the first day to the last, as the actor may see them."""
    presence = presence_near(person, first=first, last=last)
    people = people_of({person, *presence.people})
    found = all_met(person, presence, people, first=first, last=last)
    seen = _within_reach(actor, people.values())
    mine = tuple(m for m in found if m.person in seen)
    return Trace(person, first, last, mine, told(len(found) - len(mine)), seen, presence.places)


def people_of(ids: Iterable[int]) -> dict[int, Person]:
    """The workers as a trace tells of them, whoever may see it."""
    condition, wanted = among("id", ids)
    return {row[0]: Person(*row) for row in ask(f"{PEOPLE} WHERE {condition}", [wanted])}


PEOPLE = f"SELECT id, {', '.join(Person._fields[1:])} FROM {Worker._meta.db_table}"


def _within_reach(actor: Actor, people: Iterable[Person]) -> dict[int, Person]:
    """Those of the people whom the actor sees in a trace: asked once for each place of work."""
    known: dict[tuple[object, ...], bool] = {}
    seen = {}
    for p in people:
        place = (p.site_id, p.county_id, p.brand_id, p.enterprise_id)
        if place not in known:
            known[place] = actor.jurisdiction.may(
                Permission.CASE_READ, area=p.county_id, brand=p.brand_id, branch=p.enterprise_id, site=p.site_id
            )
        if known[place]:
            seen[p.pk] = p
    return seen


def all_met(
    person: int, presence: Presence, people: Mapping[int, Person], *, first: dt.date, last: dt.date
) -> list[Met]:
    """Every contact, whoever may see it: the first degree before the second, most days first."""
    codes = {pk: code for code, pk in enumerate(sorted(presence.people))}
    if person not in codes:
        return []
    who, since = list(codes), day_start(first)
    columns, places = _columns(presence, telling_days(presence.days, person), codes)
    index = build_index(*columns, persons=len(codes), places=places)
    found = find_contacts(index, codes[person], since, day_start(last) + DAY_MINUTES)
    together = _Together(presence)
    met = []
    fields = ("person", "degree", "via", "first")
    for code, degree, via, begun in zip(*(getattr(found, f).tolist() for f in fields), strict=True):
        one, other = who[via], who[code]
        overlaps = together.overlaps(one, other, since=begun)
        kinds = {spot: _via(one, other, spot, presence, people) for spot in overlaps}
        closest = min(overlaps, key=lambda spot: CLOSEST.index(kinds[spot]))
        days = reduce(or_, (o.days for o in overlaps.values()))
        minutes = sum(o.minutes for spot, o in overlaps.items() if kinds[spot] in TIMED) or None
        begin, end = (first + dt.timedelta(days=n) for n in ((days & -days).bit_length() - 1, days.bit_length() - 1))
        met.append(Met(other, degree, one, closest, kinds[closest], begin, end, days.bit_count(), minutes))
    return sorted(met, key=lambda m: (m.degree, -m.days, CLOSEST.index(m.via), -(m.minutes or 0), m.person))


Ints = npt.NDArray[np.int32]


Days = Mapping[tuple[int, Where], int]


def telling_days(days: Days, person: int) -> Days:
    """The days that tell who met whom, without those that only repeat it.

    Four hundred colleagues of one site meet each other every day: at the person's own sites each is kept on the first
    day with the person, and on the days on which somebody was there who never met the person.
    """
    own = {where: bits for (who, where), bits in days.items() if who == person}
    strangers: defaultdict[Where, int] = defaultdict(int)
    for (_, where), bits in days.items():
        if where in own and not bits & own[where]:
            strangers[where] |= bits
    kept = {}
    for (who, where), bits in days.items():
        if where in own and who != person:
            shared = bits & own[where]
            bits &= strangers[where] | (shared & -shared)
        kept[who, where] = bits
    return kept


def _columns(presence: Presence, days: Days, codes: Mapping[int, int]) -> tuple[tuple[Ints, Ints, Ints, Ints], int]:
    """The stays as `build_index` takes them, days spread out to one stay each; and how many places there are."""
    wheres = {where: code for code, where in enumerate({w for _, w in days} | {w for _, w, *_ in presence.spans})}
    bits = np.fromiter(days.values(), dtype=np.int64, count=len(days))
    number = (presence.last - presence.first).days + 1
    rows, day = np.nonzero(bits[:, None] >> np.arange(number) & 1)
    at = np.fromiter((codes[p] for p, _ in days), dtype=np.int32, count=len(bits))[rows]
    place = np.fromiter((wheres[w] for _, w in days), dtype=np.int32, count=len(bits))[rows]
    start = day_start(presence.first) + day * DAY_MINUTES
    told = np.array([(codes[p], wheres[w], a, b) for p, w, a, b in presence.spans], dtype=np.int32).reshape(-1, 4)
    whole = np.stack([at, place, start, start + DAY_MINUTES], axis=1)
    one, two, three, four = np.concatenate([whole, told]).astype(np.int32).T.copy()
    return (one, two, three, four), len(wheres)


def _via(one: int, other: int, where: Where, presence: Presence, people: Mapping[int, Person]) -> Via:
    kind, number = where
    if kind == "place":
        return OF_PLACE[Place.Kind(presence.places[number].kind)]
    if kind == "office":
        return Via.OFFICE
    if presence.visits & {(one, number), (other, number)}:
        return Via.VISIT
    groups = {people[p].shift_group for p in (one, other) if p in people}
    return Via.SHIFT if len(groups) == 1 and groups != {""} else Via.SITE


class Overlap(NamedTuple):
    """Two people at one place: on which days (bits from the trace's first day), for how many minutes."""

    days: int
    minutes: int


class _Together:
    """When two people were at one place at one time: whole days as bits, the rest span by span."""

    def __init__(self, presence: Presence) -> None:
        self._begin = day_start(presence.first)
        self._whole: defaultdict[int, dict[Where, int]] = defaultdict(dict)
        self._spans: defaultdict[int, list[tuple[Where, int, int]]] = defaultdict(list)
        for (person, where), bits in presence.days.items():
            self._whole[person][where] = bits
        for person, where, start, end in presence.spans:
            self._spans[person].append((where, start, end))

    def overlaps(self, one: int, other: int, *, since: int) -> dict[Where, Overlap]:
        """Where and when, from the minute at which the first of the two could have passed it on."""
        found: dict[Where, Overlap] = {}
        mine, theirs = self._whole[one], self._whole[other]
        for where in mine.keys() & theirs.keys():
            if days := mine[where] & theirs[where] & -(1 << self._day(since)):
                found[where] = Overlap(days, days.bit_count() * DAY_MINUTES)
        for where, low, high in self._spanned(one, other):
            if high > (low := max(low, since)):
                kept = found.get(where, Overlap(0, 0))
                days = (2 << self._day(high - 1)) - (1 << self._day(low))
                found[where] = Overlap(kept.days | days, kept.minutes + high - low)
        return found

    def _day(self, minute: int) -> int:
        return (minute - self._begin) // DAY_MINUTES

    def _spanned(self, one: int, other: int) -> Iterator[tuple[Where, int, int]]:
        """Overlaps in which at least one of the two told moments."""
        for where, start, end in self._spans[one]:
            for place, begin, finish in self._spans[other]:
                if place == where and min(end, finish) > max(start, begin):
                    yield where, max(start, begin), min(end, finish)
        for a, b in ((one, other), (other, one)):
            for where, start, end in self._spans[a]:
                bits = self._whole[b].get(where, 0)
                for day in range(self._day(start), self._day(end - 1) + 1):
                    if bits >> day & 1:
                        begin = self._begin + day * DAY_MINUTES
                        yield where, max(start, begin), min(end, begin + DAY_MINUTES)
