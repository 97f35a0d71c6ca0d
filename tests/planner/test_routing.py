"""Rounds against every possible order on tiny days, limits that hold, and instances whose optimum is provable."""

import itertools
import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from yilu_planner.refusal import Refused
from yilu_planner.routing import (
    Courier,
    Parcel,
    Place,
    Rounds,
    RoundsProblem,
    Way,
    broken_limits,
    demonstration,
    plan_rounds,
    read_vrplib,
    rounds_from,
    solve_vrplib,
)
from yilu_planner.routing.problem import Kind

DAY = (0, 1440)


def door(name: str, east: float, north: float = 0.0, **more: Any) -> Place:
    return replace(Place(name, Kind.DOOR, east, north, *DAY), **more)


def to(place: str, minutes: float = 2, earliest: int = 0, latest: int = 1440) -> Way:
    return Way(place, minutes, earliest, latest)


def day(places: list[Place], parcels: list[Parcel], **more: Any) -> RoundsProblem:
    courier = Courier("K", 1, 10, 480, 1080)
    return replace(RoundsProblem(0.0, 0.0, 100.0, 1.0, (courier,), tuple(places), tuple(parcels)), **more)


def plan(problem: RoundsProblem, iterations: int = 150) -> Rounds:
    rounds = plan_rounds(problem, seed=1, iterations=iterations)
    assert broken_limits(problem, rounds) == []
    return rounds


def every_plan(problem: RoundsProblem) -> tuple[int, ...]:
    """The best (late tier 1, late tier 2, late tier 3, metres + seconds) of one courier over all orders and ways."""
    (courier,) = problem.couriers
    metres = problem.metres()
    row = {place.id: k + 1 for k, place in enumerate(problem.places)}
    stop = [0, *(round(place.stop_minutes * 60) for place in problem.places)]
    best = (*(sum(p.tier == t for p in problem.parcels) for t in (1, 2, 3)), 0)
    for size in range(1, len(problem.parcels) + 1):
        for chosen in itertools.permutations(problem.parcels, size):
            if sum(parcel.size for parcel in chosen) > courier.capacity:
                continue
            late = tuple(sum(p.tier == t and p not in chosen for p in problem.parcels) for t in (1, 2, 3))
            for ways in itertools.product(*(parcel.ways for parcel in chosen)):
                rows = [0, *(row[way.place] for way in ways), 0]
                legs = [
                    0 if a == b else round(metres[a, b] / problem.speed * 60) + stop[b]
                    for a, b in itertools.pairwise(rows)
                ]
                length = int(sum(metres[a, b] for a, b in itertools.pairwise(rows)))
                if (seconds := least_duration(courier, ways, legs)) is not None:
                    best = min(best, (*late, length + seconds))
    return best


def least_duration(courier: Courier, ways: tuple[Way, ...], legs: list[int]) -> int | None:
    lead, starts = 0, {courier.begins * 60}
    for way, leg in zip(ways, legs, strict=False):
        lead += leg
        starts |= {max(courier.begins * 60, edge * 60 - lead) for edge in (way.earliest, way.latest)}
        lead += round(way.minutes * 60)
    found = []
    for start in starts:
        clock = start
        for way, leg in zip(ways, legs, strict=False):
            clock = max(clock + leg, way.earliest * 60)
            if clock > way.latest * 60:
                break
            clock += round(way.minutes * 60)
        else:
            if clock + legs[-1] <= courier.ends * 60:
                found.append(clock + legs[-1] - start)
    return min(found, default=None)


@pytest.mark.parametrize("seed", range(25))
def test_it_equals_the_best_of_every_order_and_way_on_a_tiny_day(seed: int) -> None:
    rng = np.random.default_rng(seed)
    places = [
        door(f"D{k}", *rng.integers(-2000, 2000, 2).astype(float).tolist(), stop_minutes=float(k % 2)) for k in range(4)
    ]
    parcels = []
    for k in range(4):
        ways = []
        for place in rng.permutation(4)[: 1 + k % 2]:
            opens = int(rng.integers(480, 560))
            ways.append(to(f"D{place}", float(rng.integers(1, 9)), opens, opens + int(rng.integers(10, 120))))
        parcels.append(Parcel(f"P{k}", int(rng.integers(1, 4)), int(rng.integers(1, 5)), tuple(ways)))
    problem = day(places, parcels, couriers=(Courier("K", 1, 8, 480, 600),))
    rounds = plan(problem)
    waiting = tuple(sum(p.tier == t and p.id in rounds.waiting for p in parcels) for t in (1, 2, 3))
    assert (*waiting, rounds.metres + rounds.seconds) == every_plan(problem)


def test_a_day_by_hand() -> None:
    """Doors 300 m and 600 m to the east at 100 m a minute, 2 minutes each: 1,200 m, 12 minutes of way, 4 of service."""
    rounds = plan(day([door("A", 300), door("B", 600)], [Parcel("p", 1, 1, (to("A"),)), Parcel("q", 1, 1, (to("B"),))]))
    assert (rounds.metres, rounds.seconds) == (1200, 16 * 60)
    assert [stop.place for stop in rounds.rounds[0].stops] in (["A", "B"], ["B", "A"])


def test_a_parcel_goes_exactly_one_of_its_ways_the_shorter_one() -> None:
    parcel = Parcel("p", 3, 1, (to("far"), to("near")))
    rounds = plan(day([door("far", 900), door("near", 100)], [parcel]))
    assert rounds.way["p"].place == "near" and len(rounds.rounds[0].stops) == 1


def test_a_full_locker_sends_the_later_tier_to_the_door() -> None:
    locker = Place("L", Kind.LOCKER, 100.0, 0.0, *DAY, capacity=1)
    parcels = [Parcel(f"t{tier}", tier, 1, (to("L", 1), to("D", 3))) for tier in (1, 3)]
    rounds = plan(day([locker, door("D", 500)], parcels))
    assert (rounds.way["t1"].place, rounds.way["t3"].place, rounds.waiting) == ("L", "D", ())


def test_a_parcel_that_only_a_full_locker_would_take_waits() -> None:
    locker = Place("L", Kind.LOCKER, 100.0, 0.0, *DAY, capacity=2)
    rounds = plan(day([locker], [Parcel(f"p{k}", 1 + k % 3, 1, (to("L"),)) for k in range(6)]))
    assert sorted(rounds.waiting) == ["p1", "p2", "p4", "p5"]


def test_one_guaranteed_parcel_far_away_outweighs_all_online_shopping_nearby() -> None:
    """45 minutes there and 45 back fill the 100-minute day; five parcels next door would fit instead."""
    parcels = [Parcel("far", 1, 1, (to("F", 5),)), *(Parcel(f"n{k}", 3, 1, (to("N", 10),)) for k in range(5))]
    rounds = plan(day([door("F", 4500), door("N", -100)], parcels, couriers=(Courier("K", 1, 10, 480, 580),)))
    assert "far" in rounds.way and sorted(rounds.waiting) == [f"n{k}" for k in range(5)]


def test_an_appointment_is_kept_and_hours_too() -> None:
    parcel = Parcel("p", 1, 1, (to("A", 2, 600, 660),))
    rounds = plan(day([door("A", 300)], [parcel]))
    (stop,) = rounds.rounds[0].stops
    assert 600 * 60 <= stop.begins <= 660 * 60
    assert plan(day([door("A", 300)], [Parcel("p", 1, 1, (to("A", 2, 0, 470),))])).waiting == ("p",)


def test_the_same_seed_and_iterations_give_the_same_rounds() -> None:
    problem = rounds_from(demonstration(parcels=40, seed=2))
    assert plan(problem, 60) == plan(problem, 60)


def test_the_check_finds_what_is_broken() -> None:
    problem = day([door("A", 300)], [Parcel("p", 1, 1, (to("A"),))])
    rounds = plan(problem)
    one = rounds.rounds[0]
    stop = one.stops[0]
    spoilt = {
        "once": replace(rounds, waiting=("p",)),
        "hours": replace(rounds, rounds=(replace(one, leaves=0),)),
        "travel": replace(rounds, rounds=(replace(one, stops=(replace(stop, begins=one.leaves),)),)),
        "service": replace(rounds, rounds=(replace(one, stops=(replace(stop, ends=stop.begins),)),)),
        "way": replace(rounds, way={"p": to("elsewhere")}),
    }
    for code, answer in spoilt.items():
        assert f"route:{code}" in {reason.code for reason in broken_limits(problem, answer)}, code


def radial_instance(buildings: int, seed: int) -> tuple[str, int]:
    """Buildings far from the depot whose doors share one spot and fill exactly one vehicle each.

    No plan is shorter than 2 Σ dᵢ qᵢ / Q (each unit of demand must be carried out and an empty place come back), and
    one vehicle a building reaches it: the optimum is 2 Σ d over buildings.
    """
    rng = np.random.default_rng(seed)
    rows, demands, optimum = ["1 0 0"], ["1 0"], 0
    number = 2
    for k in range(buildings):
        angle = 2 * math.pi * k / buildings
        x, y = round(1000 * math.cos(angle)), round(700 * math.sin(angle))
        cuts = np.sort(rng.choice(np.arange(1, 30), 4, replace=False))
        for demand in np.diff([0, *cuts, 30]).tolist():
            rows.append(f"{number} {x} {y}")
            demands.append(f"{number} {demand}")
            number += 1
        optimum += 2 * round(math.hypot(x, y))
    head = f"NAME : radial\nTYPE : CVRP\nDIMENSION : {number - 1}\nEDGE_WEIGHT_TYPE : EUC_2D\nCAPACITY : 30\n"
    body = "NODE_COORD_SECTION\n" + "\n".join(rows) + "\nDEMAND_SECTION\n" + "\n".join(demands)
    return head + body + "\nDEPOT_SECTION\n1\n-1\nEOF\n", optimum


def test_a_vrplib_instance_with_a_provable_optimum_is_solved_to_it(tmp_path: Path) -> None:
    text, optimum = radial_instance(6, 1)
    file = tmp_path / "radial.vrp"
    file.write_text(text, encoding="utf-8")
    found = solve_vrplib(read_vrplib(file), seed=1, iterations=500)
    assert found.cost == optimum
    assert sorted(client for route in found.routes for client in route) == list(range(1, 31))


VRPTW = """NAME : two
TYPE : VRPTW
DIMENSION : 3
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
VEHICLES : 2
SERVICE_TIME : 10
NODE_COORD_SECTION
1 0 0
2 10 0
3 20 0
DEMAND_SECTION
1 0
2 1
3 1
TIME_WINDOW_SECTION
1 0 200
2 100 110
3 0 50
DEPOT_SECTION
1
-1
EOF
"""


def test_a_vrplib_instance_with_time_windows_is_solved_in_tenths(tmp_path: Path) -> None:
    """Client 2 (20 away, by 50) first, then client 1 (from 100 on): 20 + 10 + 10 = 40, that is 400 tenths."""
    file = tmp_path / "two.vrp"
    file.write_text(VRPTW, encoding="utf-8")
    found = solve_vrplib(read_vrplib(file), seed=1, iterations=50)
    assert (found.cost, found.routes) == (400, ((2, 1),))


@pytest.mark.parametrize("text", ["", "NAME : x\nDIMENSION : three\n", VRPTW[:200], "\x00\x01"])
def test_a_broken_vrplib_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "broken.vrp"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="VRPLIB"):
        read_vrplib(file)


def change(*path: Any, to: Any) -> Callable[[dict[str, Any]], None]:
    def apply(raw: dict[str, Any]) -> None:
        found: Any = raw
        for step in path[:-1]:
            found = found[step]
        found[path[-1]] = to

    return apply


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (change("parcels", to=[]), "parcels"),
        (change("parcels", 0, "tier", to=4), "tier"),
        (change("parcels", 0, "ways", to=[]), "ways"),
        (change("parcels", 0, "ways", 0, "place", to="nowhere"), "no such place"),
        (change("parcels", 0, "ways", 0, "from", to="23:61"), "time of day"),
        (change("parcels", 1, "id", to="P0000"), "there twice"),
        (change("places", 0, "kind", to="roof"), "one of door"),
        (change("places", 0, "x_m", to=float("nan")), "x_m"),
        (change("couriers", 0, "capacity", to=-1), "capacity"),
        (change("couriers", 0, "end", to="07:00"), "later than start"),
        (change("travel", "speed_m_per_min", to=0), "speed"),
        (change("outlet", to=None), "outlet"),
    ],
)
def test_it_refuses_a_broken_day_by_the_name_of_the_field(spoil: Callable[[dict[str, Any]], None], says: str) -> None:
    raw = json.loads(json.dumps(demonstration(parcels=4, seed=1)))
    spoil(raw)
    with pytest.raises(Refused, match=says):
        rounds_from(raw)


def test_longitude_and_latitude_become_metres() -> None:
    raw = demonstration(parcels=2, seed=1)
    raw["outlet"] = {"lon": 112.9, "lat": 28.2}
    for place in raw["places"]:
        place.update(lon=112.9, lat=28.2 + 0.01)
    metres = rounds_from(raw).metres()[0, 1]
    assert metres == pytest.approx(1112 * 1.3, rel=0.001)
