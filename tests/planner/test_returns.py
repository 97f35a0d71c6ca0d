"""Bookings against every possible choice of days, by hand, and within their limits at scale."""

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yilu_planner.refusal import Refused
from yilu_planner.returns import Area, Bookings, Group, Request, Status, book, broken_limits, read_request

START = date(2020, 2, 10)


def request(groups: list[Group], arrivals: list[int], places: list[int]) -> Request:
    return Request(START, len(arrivals), tuple(groups), {"A": Area(tuple(arrivals), tuple(places))})


def group(name: str, people: int, earliest: int = 0, isolation: int = 0, tier: int = 2) -> Group:
    return Group(name, "A", people, earliest, isolation, tier)


def days(done: Bookings) -> list[int | None]:
    return [entry.day for entry in done.bookings]


def every_choice(asked: Request) -> tuple[int, ...]:
    """Least waiting person-days by tier over all choices of days (or none) that keep the limits."""
    best: tuple[int, ...] | None = None
    area = asked.areas["A"]
    for choice in itertools.product([*range(asked.days), None], repeat=len(asked.groups)):
        arriving, isolated = [0] * asked.days, [0] * asked.days
        waits = [0, 0, 0]
        for entry, day in zip(asked.groups, choice, strict=True):
            end = asked.days if day is None else day
            if end < entry.earliest and day is not None:
                break
            waits[entry.tier - 1] += entry.people * max(0, end - entry.earliest)
            if day is not None:
                arriving[day] += entry.people
                for bed in range(day, min(asked.days, day + entry.isolation_days)):
                    isolated[bed] += entry.people
        else:
            kept = all(a <= b for a, b in zip(arriving, area.arrivals, strict=True))
            kept &= all(a <= b for a, b in zip(isolated, area.places, strict=True))
            if kept and (best is None or tuple(waits) < best):
                best = tuple(waits)
    assert best is not None
    return best


GROUPS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 4), st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=5
)
LIMITS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 7)), min_size=2, max_size=4)


@settings(max_examples=80, deadline=None)
@given(GROUPS, LIMITS)
def test_it_equals_the_best_of_every_choice_of_days(
    groups: list[tuple[int, int, int, int]], limits: list[tuple[int, int]]
) -> None:
    asked = request(
        [group(f"g{k}", n, earliest, isolation, tier) for k, (n, earliest, isolation, tier) in enumerate(groups)],
        [arrivals for arrivals, _ in limits],
        [places for _, places in limits],
    )
    done = book(asked, nodes=100_000)
    assert broken_limits(asked, done) == []
    assert done.status == {"A": Status.OPTIMAL}
    assert done.waits == every_choice(asked)


def test_two_groups_are_staggered_by_hand() -> None:
    """Ten may arrive a day: g (tier 1, 8 people) comes on day 0, h (tier 2, 5) waits a day: 5 person-days."""
    done = book(request([group("h", 5), group("g", 8, tier=1)], [10, 10], [0, 0]))
    assert days(done) == [1, 0] and done.waits == (0, 5, 0)


def test_isolation_places_hold_a_group_back_until_beds_are_free() -> None:
    """Eight beds; g takes 6 for three days; h (4 people, two days) has beds from day 3 on."""
    done = book(request([group("g", 6, isolation=3, tier=1), group("h", 4, isolation=2)], [20] * 6, [8] * 6))
    assert days(done) == [0, 3]


def test_small_groups_are_combined_where_first_come_first_served_would_waste_a_day() -> None:
    """Limit 10: 6+4 and 7+3 fill two days exactly; in order of size a third would be needed."""
    asked = request([group("a", 6), group("b", 7), group("c", 4), group("d", 3)], [10, 10, 10], [0] * 3)
    assert book(asked).waits == (0, 10, 0)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (group("g", 99), "returns:arrivals"),
        (group("g", 5, isolation=2), "returns:places"),
        (group("g", 1, earliest=9), "returns:late"),
        (group("g", 10), "returns:full"),
    ],
)
def test_a_group_without_a_day_is_told_why(entry: Group, code: str) -> None:
    others = [group(f"o{k}", 10, tier=1) for k in range(2)] if code == "returns:full" else []
    *_, last = book(request([*others, entry], [10, 10], [4, 4])).bookings
    assert last.day is None and last.reason is not None and last.reason.code == code


def many(areas: int, groups: int) -> Request:
    rng = np.random.default_rng(3)
    return Request(
        START,
        28,
        tuple(
            Group(f"g{k}", f"A{rng.integers(areas)}", int(rng.integers(1, 40)), int(rng.integers(0, 14)),
                  int(rng.choice([0, 7, 14])), int(rng.integers(1, 4)))
            for k in range(groups)
        ),
        {f"A{k}": Area((120,) * 28, (700,) * 28) for k in range(areas)},
    )  # fmt: skip


def test_limits_hold_and_the_same_seed_repeats_at_scale() -> None:
    asked = many(5, 300)
    done = book(asked, nodes=20)
    assert broken_limits(asked, done) == []
    assert done == book(asked, nodes=20)
    assert sum(entry.day is not None for entry in done.bookings) > 200


def test_an_area_with_very_many_groups_is_booked_without_a_proof() -> None:
    done = book(many(1, 900))
    assert done.status == {"A0": Status.FEASIBLE} and broken_limits(many(1, 900), done) == []


def test_more_room_never_makes_anybody_in_tier_1_wait_longer() -> None:
    groups = [group(f"g{k}", 3 + k % 4, k % 3, 2, 1 + k % 3) for k in range(7)]
    tight, wide = (book(request(groups, [n] * 6, [2 * n] * 6), nodes=50_000) for n in (7, 12))
    assert wide.waits <= tight.waits


def test_the_check_finds_what_is_broken() -> None:
    asked = request([group("g", 6, 1, 2), group("h", 6, 1, 2)], [6, 6, 6, 6], [6, 6, 6, 6])
    done = book(asked)
    both = replace(done, bookings=tuple(replace(entry, day=1) for entry in done.bookings))
    early = replace(done, bookings=(replace(done.bookings[0], day=0), done.bookings[1]))
    assert {reason.code for reason in broken_limits(asked, both)} == {"returns:arrivals", "returns:places"}
    assert "returns:early" in {reason.code for reason in broken_limits(asked, early)}


HEAD = "group,area,people,earliest,isolation_days,tier\n"
LIMIT_HEAD = "area,date,arrivals,isolation_places\n"
GOOD = "A,2020-02-10,5,5\n"


@pytest.mark.parametrize(
    ("groups", "limits", "says"),
    [
        ("", GOOD, "holds no group"),
        ("g,A,1,2020-02-10,0,1\n", "", "holds no limit"),
        ("g,B,1,2020-02-10,0,1\n", GOOD, "B has no limits"),
        ("g,A,0,2020-02-10,0,1\n", GOOD, "people"),
        ("g,A,1,2020-02-30,0,1\n", GOOD, "no date"),
        ("g,A,1,2020-02-10,0,4\n", GOOD, "1, 2 or 3"),
        ("g,A,1,2020-02-10,0,1\ng,A,1,2020-02-10,0,1\n", GOOD, "there twice"),
        ("g,A,1,2020-02-10,0,1\n", GOOD + GOOD, "there twice"),
        ("g,A,1,2020-02-10,0,1\n", GOOD + "A,2020-02-12,5,5\n", "no limits for 2020-02-11"),
        ("g,A,1,2020-02-10,0,1\n", "A,2020-02-10,-5,5\n", "arrivals"),
    ],
)
def test_it_refuses_broken_tables(tmp_path: Path, groups: str, limits: str, says: str) -> None:
    (tmp_path / "groups.csv").write_text(HEAD + groups, encoding="utf-8")
    (tmp_path / "limits.csv").write_text(LIMIT_HEAD + limits, encoding="utf-8")
    with pytest.raises(Refused, match=says):
        read_request(tmp_path / "groups.csv", tmp_path / "limits.csv")
