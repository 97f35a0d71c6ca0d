"""Rounds checked anew from the problem alone: hours, capacities, one way a parcel. Shares nothing with the solver."""

import math

from yilu_planner.refusal import Reason
from yilu_planner.routing.problem import RoundsProblem
from yilu_planner.routing.solve import Rounds

SLACK = 1  # seconds of rounding a leg may lose


def broken_limits(problem: RoundsProblem, rounds: Rounds) -> list[Reason]:
    """Every limit that the rounds break, named; empty for sound ones."""
    broken: list[Reason] = []

    def fault(code: str, zh: str, en: str) -> None:
        broken.append(Reason(f"route:{code}", zh, en))

    parcels = {parcel.id: parcel for parcel in problem.parcels}
    places = {place.id: place for place in problem.places}
    carried = [name for round_ in rounds.rounds for stop in round_.stops for name in stop.parcels]
    if sorted([*carried, *rounds.waiting]) != sorted(parcels):
        fault("once", "有包裹被重复或遗漏。", "A parcel is carried twice or forgotten.")
    for place in problem.places:
        given = sum(len(s.parcels) for r in rounds.rounds for s in r.stops if s.place == place.id)
        if place.capacity is not None and given > place.capacity:
            fault("locker", f"{place.id} 超容量。", f"{place.id} is given {given}, holds {place.capacity}.")
    for courier in problem.couriers:
        labels = {courier.id, *(f"{courier.id}-{k + 1}" for k in range(courier.count))}
        own = [round_ for round_ in rounds.rounds if round_.courier in labels]
        if len(own) > courier.count:
            fault("couriers", f"{courier.id} 人数不足。", f"{courier.id}: {len(own)} rounds, {courier.count} people.")
        for round_ in own:
            load = sum(parcels[name].size for stop in round_.stops for name in stop.parcels)
            if load > courier.capacity:
                fault("capacity", f"{round_.courier} 超载。", f"{round_.courier} carries {load} of {courier.capacity}.")
            if round_.leaves < courier.begins * 60 or round_.returns > courier.ends * 60:
                fault("hours", f"{round_.courier} 超出工时。", f"{round_.courier} works outside the hours.")
            spot, clock = (problem.east, problem.north), round_.leaves
            for stop in round_.stops:
                place = places[stop.place]
                metres = math.dist(spot, (place.east, place.north)) * problem.detour
                moved = spot != (place.east, place.north)
                clock += math.floor(metres / problem.speed * 60) + round(place.stop_minutes * 60 if moved else 0)
                if stop.begins < clock - SLACK * 2:
                    fault("travel", f"到达 {stop.place} 过早。", f"{stop.place} is reached sooner than one can travel.")
                clock = stop.begins
                for name in stop.parcels:
                    way = next((w for w in parcels[name].ways if w.place == stop.place), None)
                    if way is None or rounds.way[name] not in parcels[name].ways:
                        fault("way", f"{name} 不能送往 {stop.place}。", f"{name} may not go to {stop.place}.")
                        continue
                    chosen = rounds.way[name]
                    clock = max(clock, chosen.earliest * 60)
                    if clock > chosen.latest * 60:
                        fault("window", f"{name} 错过时段。", f"{name} misses its window.")
                    clock += round(chosen.minutes * 60)
                if stop.ends < clock:
                    fault("service", f"{stop.place} 停留过短。", f"The stop at {stop.place} is too short.")
                clock, spot = stop.ends, (place.east, place.north)
            metres = math.dist(spot, (problem.east, problem.north)) * problem.detour
            if round_.returns < clock + math.floor(metres / problem.speed * 60) - SLACK:
                fault("travel", f"{round_.courier} 返回过早。", f"{round_.courier} is back sooner than one can travel.")
    return broken
