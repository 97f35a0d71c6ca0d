"""Rounds by PyVRP: a parcel's ways exclude each other, tiers outweigh all travel, full lockers are given up."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from pyvrp import Model, PenaltyParams, SolveParams
from pyvrp import solve as pyvrp_solve
from pyvrp.stop import MaxIterations, MaxRuntime, StoppingCriterion

from yilu_planner.refusal import Reason, Refused
from yilu_planner.routing.problem import Courier, Parcel, RoundsProblem, Way

LARGEST = 1 << 52
MOST_REPAIRS = 12
FEW, STARTS, DEFAULT_SECONDS = 40, 6, 10.0
FIRST_SHARE, LEAST_SECONDS = 0.6, 1.0  # of the time allowed; the rest is kept for repairs


@dataclass(frozen=True, slots=True)
class Stop:
    """Parcels handed over at one place one after another; seconds of the day."""

    place: str
    begins: int
    ends: int
    parcels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One courier's day: leaving and coming back (seconds of the day), metres, parcels carried."""

    courier: str
    leaves: int
    returns: int
    metres: int
    load: int
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds, which way each parcel goes, and the parcels that wait for tomorrow."""

    rounds: tuple[Round, ...]
    way: Mapping[str, Way]
    waiting: tuple[str, ...]
    metres: int
    seconds: int


def stop_after(*, iterations: int | None, seconds: float | None) -> StoppingCriterion:
    """Iterations make an answer repeatable; seconds make it timely."""
    if iterations is not None:
        return MaxIterations(iterations)
    return MaxRuntime(seconds if seconds is not None else DEFAULT_SECONDS)


def plan_rounds(
    problem: RoundsProblem, *, seed: int, iterations: int | None = None, seconds: float | None = None
) -> Rounds:
    """Deliver as many parcels as possible, tier 1 before 2 before 3, then with least travel and time.

    Lockers and points take no more than their capacity: where a plan overfills one, the parcels that lose least by
    it are sent another way, or wait, and the plan is made anew.
    """
    ways = {parcel.id: list(parcel.ways) for parcel in problem.parcels}
    begun, allowed = time.monotonic(), seconds or DEFAULT_SECONDS
    for repair in range(MOST_REPAIRS):
        left = max(allowed - (time.monotonic() - begun), LEAST_SECONDS)
        done = _plan(problem, ways, seed, iterations, left * FIRST_SHARE if repair == 0 else left / 2)
        overfull = _overfull(problem, done)
        if not overfull:
            return done
        for place, surplus in overfull.items():
            for parcel in _losing_least(problem, done, ways, place)[:surplus]:
                ways[parcel] = [way for way in ways[parcel] if way.place != place]
        if time.monotonic() - begun > allowed and iterations is None:
            break
    _keep_within(problem, ways)
    return _plan(problem, ways, seed, iterations, LEAST_SECONDS)


def _plan(
    problem: RoundsProblem, ways: Mapping[str, list[Way]], seed: int, iterations: int | None, seconds: float | None
) -> Rounds:
    metres = problem.metres()
    row = {place.id: number + 1 for number, place in enumerate(problem.places)}
    model = Model()
    spots = [model.add_location(problem.east, problem.north)]
    spots += [model.add_location(place.east, place.north, name=place.id) for place in problem.places]
    depot = model.add_depot(spots[0])
    travel = np.rint(metres / problem.speed * 60).astype(int)
    waits = np.rint([0, *(place.stop_minutes * 60 for place in problem.places)]).astype(int)
    seconds_between = travel + waits[None, :]
    np.fill_diagonal(seconds_between, 0)
    for courier in problem.couriers:
        model.add_vehicle_type(
            num_available=courier.count,
            capacity=courier.capacity,
            start_depot=depot,
            end_depot=depot,
            tw_early=courier.begins * 60,
            tw_late=courier.ends * 60,
            unit_distance_cost=1,
            unit_duration_cost=1,
            name=courier.id,
        )
    prize = _prizes(problem)
    clients: list[tuple[Parcel, Way]] = []
    for parcel in problem.parcels:
        several = len(ways[parcel.id]) > 1
        group = model.add_client_group(required=False) if several else None
        for way in ways[parcel.id]:
            clients.append((parcel, way))
            model.add_client(
                spots[row[way.place]],
                delivery=parcel.size,
                service_duration=round(way.minutes * 60),
                tw_early=way.earliest * 60,
                tw_late=way.latest * 60,
                prize=prize[parcel.tier],
                required=False,
                group=group,
            )
    if not clients:
        return Rounds((), {}, tuple(parcel.id for parcel in problem.parcels), 0, 0)
    # breaking a limit must cost more than any parcel brings, or the search settles on rounds nobody can drive
    penalty = PenaltyParams(max_penalty=10.0 * prize[1])
    starts = STARTS if len(problem.parcels) <= FEW else 1  # few parcels: little to change, so easily stuck
    matrix: Any = metres
    lasting: Any = seconds_between
    data = model.data().replace(distance_matrices=[matrix], duration_matrices=[lasting])
    found = [
        pyvrp_solve(
            data,
            stop=stop_after(iterations=iterations, seconds=(seconds or DEFAULT_SECONDS) / starts),
            seed=(seed + 1_000_003 * start) % 2**32,
            display=False,
            params=SolveParams(penalty=penalty),
        )
        for start in range(starts)
    ]
    best = min(found, key=lambda result: result.cost()).best
    if not best.is_feasible():
        raise Refused(
            Reason("route:none", "限定时间内没有找到可行路线。", "No feasible rounds were found in the time allowed.")
        )
    used: Counter[str] = Counter()
    rounds = []
    way_of: dict[str, Way] = {}
    for route in best.routes():
        courier = problem.couriers[route.vehicle_type()]
        used[courier.id] += 1
        stops: list[Stop] = []
        load = 0
        for activity in route:
            if not activity.is_client():
                continue
            parcel, way = clients[activity.idx]
            way_of[parcel.id] = way
            load += parcel.size
            if stops and stops[-1].place == way.place:
                last = stops.pop()
                stops.append(Stop(way.place, last.begins, int(activity.end_time), (*last.parcels, parcel.id)))
            else:
                stops.append(Stop(way.place, int(activity.start_time), int(activity.end_time), (parcel.id,)))
        rounds.append(
            Round(
                _label(courier, used[courier.id]),
                int(route.start_time()),
                int(route.end_time()),
                int(route.distance()),
                load,
                tuple(stops),
            )
        )
    waiting = tuple(parcel.id for parcel in problem.parcels if parcel.id not in way_of)
    return Rounds(tuple(rounds), way_of, waiting, int(best.distance()), int(best.duration()))


def _label(courier: Courier, number: int) -> str:
    return courier.id if courier.count == 1 else f"{courier.id}-{number}"


def _prizes(problem: RoundsProblem) -> dict[int, int]:
    """One parcel of a tier outweighs every parcel of the tiers after it, and the last outweighs a day's whole cost."""
    count = Counter(parcel.tier for parcel in problem.parcels)
    hours = sum(courier.count * (courier.ends - courier.begins) for courier in problem.couriers)
    prize = {3: round(hours * (60 + problem.speed)) + 1}
    prize[2] = prize[3] * (count[3] + 1)
    prize[1] = prize[2] * (count[2] + 1)
    if prize[1] * (count[1] + 1) > LARGEST:
        raise Refused(
            Reason(
                "route:size",
                "包裹太多或距离太远，无法严格区分保障次序；请分批规划。",
                "Too many parcels or too far apart to keep the tiers strictly apart; plan in parts.",
            )
        )
    return prize


def _overfull(problem: RoundsProblem, done: Rounds) -> dict[str, int]:
    """Places that were given more than they hold, and by how many parcels."""
    given = Counter(way.place for way in done.way.values())
    return {
        place.id: given[place.id] - place.capacity
        for place in problem.places
        if place.capacity is not None and given[place.id] > place.capacity
    }


def _losing_least(problem: RoundsProblem, done: Rounds, ways: Mapping[str, list[Way]], place: str) -> list[str]:
    """Parcels now at the place, those first that have another way near the outlet and are of a later tier."""
    tier = {parcel.id: parcel.tier for parcel in problem.parcels}
    spot = {p.id: (p.east - problem.east, p.north - problem.north) for p in problem.places}

    def loss(parcel: str) -> tuple[int, int, float, str]:
        others = [way for way in ways[parcel] if way.place != place]
        far = min((float(np.hypot(*spot[way.place])) for way in others), default=0.0)
        return (0 if others else 1, -tier[parcel], far, parcel)

    return sorted((parcel for parcel, way in done.way.items() if way.place == place), key=loss)


def _keep_within(problem: RoundsProblem, ways: dict[str, list[Way]]) -> None:
    """Last resort: a place of limited capacity is offered to no more parcels than it holds, early tiers first."""
    left = {place.id: place.capacity for place in problem.places}
    for parcel in sorted(problem.parcels, key=lambda parcel: (parcel.tier, len(ways[parcel.id]))):
        kept = []
        for way in ways[parcel.id]:
            room = left[way.place]
            if room is None or room > 0:
                kept.append(way)
                if room is not None:
                    left[way.place] = room - 1
        ways[parcel.id] = kept
