"""Bookings area by area: good orders first, then a search that proves or improves them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from yilu_planner.refusal import Reason, refuse_field
from yilu_planner.returns.request import Area, Group, Request
from yilu_planner.returns.room import Room

Waits = tuple[int, int, int]
TRIES = 12
SMALL = 10  # groups for which `nodes` are counted one by one
NEVER = -1


class Status(StrEnum):
    """Whether an area's bookings are proven best, or the search ended before the proof."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


@dataclass(frozen=True, slots=True)
class Booking:
    """A group's day of arrival (None if it cannot be booked, with the reason)."""

    group: Group
    day: int | None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Bookings:
    """All bookings; by area whether they are proven best; waiting person-days by tier."""

    bookings: tuple[Booking, ...]
    status: Mapping[str, Status]
    waits: Waits


def book(
    request: Request, *, nodes: int = 3000, seed: int = 1, progress: Callable[[int], object] | None = None
) -> Bookings:
    """A day for each group so that tier 1 waits least (people × days), then tier 2, then tier 3.

    A group that cannot be booked counts as waiting to the end of the horizon. `nodes`: steps of the proof by area;
    the same request, nodes and seed give the same answer.
    """
    if not 0 <= nodes <= 10**8:
        raise refuse_field("nodes", nodes, "应为 0 至 10⁸", "from 0 to 10**8")
    members: dict[str, list[Group]] = {name: [] for name in request.areas}
    for group in request.groups:
        members[group.area].append(group)
    days: dict[str, int] = {}
    status: dict[str, Status] = {}
    for number, (name, area) in enumerate(request.areas.items()):
        groups = members[name]
        found, proven = _book_area(groups, area, request.days, nodes, np.random.default_rng([seed, number]))
        days |= {group.id: day for group, day in zip(groups, found, strict=True)}
        status[name] = Status.OPTIMAL if proven else Status.FEASIBLE
        if progress:
            progress(1)
    bookings = tuple(
        Booking(group, None, _why_not(group, request.areas[group.area], request.days))
        if days[group.id] == NEVER
        else Booking(group, days[group.id])
        for group in request.groups
    )
    return Bookings(bookings, status, waits_of(request.groups, [days[g.id] for g in request.groups], request.days))


def waits_of(groups: tuple[Group, ...] | list[Group], days: list[int], horizon: int) -> Waits:
    """Waiting person-days by tier."""
    total = [0, 0, 0]
    for group, day in zip(groups, days, strict=True):
        end = horizon if day == NEVER else day
        total[group.tier - 1] += group.people * max(0, end - group.earliest)
    return total[0], total[1], total[2]


def broken_limits(request: Request, bookings: Bookings) -> list[Reason]:
    """Every limit the bookings break, recomputed from the request; empty for sound ones."""
    used = {name: np.zeros((2, request.days), dtype=np.int64) for name in request.areas}  # arriving, isolated
    for booking in bookings.bookings:
        if booking.day is not None:
            group = booking.group
            used[group.area][0, booking.day] += group.people
            used[group.area][1, booking.day : booking.day + group.isolation_days] += group.people
    broken = []
    for name, area in request.areas.items():
        for code, taken, limit in zip(("arrivals", "places"), used[name], (area.arrivals, area.places), strict=True):
            broken += [
                Reason(f"returns:{code}", f"{name} 超限。", f"{name}, day {day}: {taken[day]} of {limit[day]}.")
                for day in np.flatnonzero(taken > np.array(limit)).tolist()
            ]
    broken += [
        Reason("returns:early", f"{b.group.id} 过早。", f"{b.group.id} is booked before it is ready.")
        for b in bookings.bookings
        if b.day is not None and b.day < b.group.earliest
    ]
    return broken


def _book_area(
    groups: list[Group], area: Area, horizon: int, nodes: int, rng: np.random.Generator
) -> tuple[list[int], bool]:
    """Days in the groups' order, and whether they are proven best."""
    orders = [
        sorted(range(len(groups)), key=key)
        for key in (
            lambda k: (groups[k].tier, groups[k].earliest, groups[k].people),
            lambda k: (groups[k].tier, -groups[k].people, groups[k].earliest),
            lambda k: (groups[k].tier, groups[k].people, groups[k].earliest),
            lambda k: (groups[k].tier, groups[k].isolation_days, groups[k].earliest),
        )
    ]
    least = _least_waits(groups, area, horizon)
    best: tuple[Waits, list[int]] | None = None
    for attempt in range(TRIES):
        if attempt < len(orders):
            order = orders[attempt]
        else:
            luck = rng.random(len(groups))
            order = sorted(range(len(groups)), key=lambda k: (groups[k].tier, groups[k].earliest + 3 * luck[k]))
        days = _in_order(groups, order, area, horizon)
        waits = waits_of(groups, days, horizon)
        if best is None or waits < best[0]:
            best = waits, days
        if _reaches(best[0], least):
            return best[1], True
    assert best is not None
    allowed = nodes * SMALL // max(SMALL, len(groups))  # a step costs as much as there are groups
    if allowed < len(groups):  # not enough to try even one choice to its end
        return best[1], False
    search = _Search(groups, orders[0], area, horizon, allowed, best)
    search.run()
    return search.best[1], search.left > 0


def _in_order(groups: list[Group], order: list[int], area: Area, horizon: int) -> list[int]:
    """Each group in turn on its first day with room."""
    room = Room(area, horizon)
    days = [NEVER] * len(groups)
    for k in order:
        fitting = room.days_for(groups[k])
        if len(fitting):
            days[k] = int(fitting[0])
            room.take(groups[k], days[k])
    return days


def _least_waits(groups: list[Group], area: Area, horizon: int) -> Waits:
    """What tier 1, tiers 1–2 and tiers 1–3 must wait at least, if people came singly and places were no limit."""
    alone = Room(area, horizon)
    never = {g.id for g in groups if not len(alone.days_for(g))}
    ready, waiting, sums = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    for group in groups:
        if group.id in never:
            waiting[group.tier - 1] += group.people * max(0, horizon - group.earliest)
    for day in range(horizon):
        for group in groups:
            if group.earliest == day and group.id not in never:
                ready[group.tier - 1] += group.people
        left = area.arrivals[day]
        for tier in range(3):
            come = min(ready[tier], left)
            ready[tier] -= come
            left -= come
            waiting[tier] += ready[tier]
    for tier in range(3):
        sums[tier] = sum(waiting[: tier + 1])
    return sums[0], sums[1], sums[2]


def _reaches(waits: Waits, least: Waits) -> bool:
    return all(sum(waits[: k + 1]) == least[k] for k in range(3))


class _Search:
    """Depth-first over days, tier by tier; a branch is cut when even its groups' own first days cannot win."""

    def __init__(
        self, groups: list[Group], order: list[int], area: Area, horizon: int, nodes: int, best: tuple[Waits, list[int]]
    ) -> None:
        self.groups, self.order, self.horizon = groups, order, horizon
        self.room = Room(area, horizon)
        self.days = [NEVER] * len(groups)
        self.left, self.best = nodes, best

    def run(self, depth: int = 0, waits: Waits = (0, 0, 0)) -> None:
        """Try every day for the group at this depth; `left` is 0 at the end if the proof was cut short."""
        if self.left <= 0:
            return
        self.left -= 1
        if depth == len(self.order):
            if waits < self.best[0]:
                self.best = waits, self.days.copy()
            return
        if self._bound(depth, waits) >= self.best[0]:
            return
        k = self.order[depth]
        group = self.groups[k]
        for day in [*self.room.days_for(group).tolist(), NEVER]:
            self.days[k] = day
            if day != NEVER:
                self.room.take(group, day)
            self.run(depth + 1, _plus(waits, group, day, self.horizon))
            if day != NEVER:
                self.room.give_back(group, day)
            self.days[k] = NEVER
            if self.left <= 0:
                return

    def _bound(self, depth: int, waits: Waits) -> Waits:
        """The waits if each group still to come had the room to itself."""
        for k in self.order[depth:]:
            fitting = self.room.days_for(self.groups[k])
            waits = _plus(waits, self.groups[k], int(fitting[0]) if len(fitting) else NEVER, self.horizon)
        return waits


def _plus(waits: Waits, group: Group, day: int, horizon: int) -> Waits:
    total = list(waits)
    total[group.tier - 1] += group.people * max(0, (horizon if day == NEVER else day) - group.earliest)
    return total[0], total[1], total[2]


def _why_not(group: Group, area: Area, horizon: int) -> Reason:
    """Why a group has no day, in words; the first limit that alone forbids it."""
    if group.earliest >= horizon:
        return Reason("returns:late", "最早可返日期在安排期之后。", "It is ready only after the horizon.")
    if group.people > max(area.arrivals[group.earliest :]):
        return Reason(
            "returns:arrivals", "人数超过任何一天的到达限额，请分批。", "It is larger than any day admits; split it."
        )
    if not len(Room(area, horizon).days_for(group)):
        return Reason(
            "returns:places", "没有足够的连续隔离床位。", "There are never places enough for its whole isolation."
        )
    return Reason("returns:full", "安排期内名额已满。", "Every day that would do is taken.")
