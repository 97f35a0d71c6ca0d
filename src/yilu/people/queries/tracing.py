"""Whom a person met, and whom those met: the degrees, the paths, and what of them a reader may see."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.norms.queries import parameter
from yilu.norms.rules.parameters import TRACING_DAYS
from yilu.people.models import Contact, Place, Worker
from yilu.people.queries.presence import DAY_MINUTES, EPOCH, Presence, Where, day_start, presence_near
from yilu.people.rules.cases import told
from yilu_planner.tracing import build_index, find_contacts

FEW = 500
Via = Contact.Via
OF_PLACE = {Place.Kind.ROOM: Via.ROOM, Place.Kind.VEHICLE: Via.VEHICLE, Place.Kind.PARK: Via.VISIT}
TIMED = frozenset({Via.ROOM, Via.VEHICLE, Via.VISIT})
CLOSEST = [Via.ROOM, Via.VEHICLE, Via.SHIFT, Via.VISIT, Via.SITE]  # of several ways the first is told
T = TypeVar("T", int, Where)


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
    seen = {p.pk: p for p in people.values() if _may_see(actor, p)}
    mine = tuple(m for m in found if m.person in seen)
    return Trace(person, first, last, mine, told(len(found) - len(mine)), seen, presence.places)


def people_of(ids: Iterable[int]) -> dict[int, Person]:
    """The workers as a trace tells of them, whoever may see it."""
    found: dict[int, Person] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), FEW):
        rows = Worker.objects.filter(pk__in=wanted[start : start + FEW]).order_by()
        found |= {row[0]: Person(*row) for row in rows.values_list(*Person._fields)}
    return found


def _may_see(actor: Actor, person: Person) -> bool:
    return actor.jurisdiction.may(
        Permission.CASE_READ,
        area=person.county_id,
        brand=person.brand_id,
        branch=person.enterprise_id,
        site=person.site_id,
        person=person.pk,
    )


def all_met(
    person: int, presence: Presence, people: Mapping[int, Person], *, first: dt.date, last: dt.date
) -> list[Met]:
    """Every contact, whoever may see it: the first degree before the second, most days first."""
    persons, wheres = _coded(presence.people), _coded(presence.wheres)
    if person not in persons:
        return []
    who = list(persons)
    columns = (
        [persons[p] for p in presence.people], [wheres[w] for w in presence.wheres], presence.starts, presence.ends
    )  # fmt: skip
    index = build_index(*(np.array(c, dtype=np.int32) for c in columns), persons=len(persons), places=len(wheres))
    since, until = day_start(first), day_start(last) + DAY_MINUTES
    found = find_contacts(index, persons[person], since, until)
    together = _Together(presence)
    met = []
    fields = ("person", "degree", "via", "first", "last")
    for code, degree, via, begun, ended in zip(*(getattr(found, f).tolist() for f in fields), strict=True):
        one, other = who[via], who[code]
        overlaps = together.overlaps(one, other, since=begun)
        kinds = {spot: _via(one, other, spot, presence, people) for spot in overlaps}
        closest = min(overlaps, key=lambda spot: CLOSEST.index(kinds[spot]))
        days = len(set[int]().union(*(o.days for o in overlaps.values())))
        minutes = sum(o.minutes for spot, o in overlaps.items() if kinds[spot] in TIMED) or None
        met.append(Met(other, degree, one, closest, kinds[closest], _day(begun), _day(ended - 1), days, minutes))
    return sorted(met, key=lambda m: (m.degree, -m.days, CLOSEST.index(m.via), -(m.minutes or 0), m.person))


def _coded(values: Iterable[T]) -> dict[T, int]:
    return {value: code for code, value in enumerate(dict.fromkeys(values))}


def _day(minute: int) -> dt.date:
    return EPOCH + dt.timedelta(days=minute // DAY_MINUTES)


def _via(one: int, other: int, where: Where, presence: Presence, people: Mapping[int, Person]) -> Via:
    kind, number = where
    if kind == "place":
        return OF_PLACE[Place.Kind(presence.places[number].kind)]
    if presence.visits & {(one, number), (other, number)}:
        return Via.VISIT
    groups = {people[p].shift_group for p in (one, other) if p in people}
    return Via.SHIFT if len(groups) == 1 and groups != {""} else Via.SITE


class Overlap(NamedTuple):
    """Two people at one place: on which days (numbers since 1970), for how many minutes."""

    days: set[int]
    minutes: int


class _Together:
    """When two people were at one place at one time: whole days by their sets, the rest span by span."""

    def __init__(self, presence: Presence) -> None:
        self._whole: defaultdict[int, defaultdict[Where, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._spans: defaultdict[int, defaultdict[Where, list[tuple[int, int]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for person, where, start, end in zip(
            presence.people, presence.wheres, presence.starts, presence.ends, strict=True
        ):
            if start % DAY_MINUTES == 0 and end - start == DAY_MINUTES:
                self._whole[person][where].add(start // DAY_MINUTES)
            else:
                self._spans[person][where].append((start, end))

    def overlaps(self, one: int, other: int, *, since: int) -> dict[Where, Overlap]:
        """Where and when, from the minute at which the first of the two could have passed it on."""
        found: dict[Where, Overlap] = {}
        for where in self._whole[one].keys() & self._whole[other].keys():
            days = {d for d in self._whole[one][where] & self._whole[other][where] if d >= since // DAY_MINUTES}
            if days:
                found[where] = Overlap(days, len(days) * DAY_MINUTES)
        for a, b, theirs in ((one, other, True), (other, one, False)):
            for where, spans in self._spans[a].items():
                # What both told span by span is met once, from the side of the first.
                others = (*(self._spans[b].get(where, ()) if theirs else ()), *self._days_as_spans(b, where))
                for span in spans:
                    for begin, end in others:
                        low, high = max(span[0], begin, since), min(span[1], end)
                        if high > low:
                            kept = found.setdefault(where, Overlap(set(), 0))
                            days = set(range(low // DAY_MINUTES, -(-high // DAY_MINUTES)))
                            found[where] = Overlap(kept.days | days, kept.minutes + high - low)
        return found

    def _days_as_spans(self, person: int, where: Where) -> list[tuple[int, int]]:
        return [(d * DAY_MINUTES, (d + 1) * DAY_MINUTES) for d in self._whole[person].get(where, ())]
