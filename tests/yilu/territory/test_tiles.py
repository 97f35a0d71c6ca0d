"""The tile grid: none hidden, compact, true to the map, the same every time."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yilu.territory.gazetteer.table import places
from yilu.territory.tiles import assign, layout

BELOW: dict[str, list[str]] = defaultdict(list)
POINTS: dict[str, tuple[float, float]] = {}
for _place in places():
    if _place.longitude is not None and _place.latitude is not None:
        POINTS[_place.code] = (_place.longitude, _place.latitude)
    if _place.valid_from is None and _place.parent:
        BELOW[_place.parent].append(_place.code)


def brute(cost: np.ndarray) -> float:  # type: ignore[type-arg]
    from itertools import permutations

    rows, columns = cost.shape
    return min(sum(cost[i, j] for i, j in enumerate(p)) for p in permutations(range(columns), rows))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4), st.integers(0, 2), st.integers(0, 10_000))
def test_an_assignment_is_the_cheapest_of_all(rows: int, more: int, seed: int) -> None:
    cost = np.random.default_rng(seed).random((rows, rows + more))
    columns = assign(cost)
    assert len(set(columns.tolist())) == rows
    assert cost[np.arange(rows), columns].sum() == pytest.approx(brute(cost))


@pytest.mark.parametrize("parent", ["100000", "420000", "440000", "650000", "460000", "500000", "130600", "430100"])
def test_no_tile_hides_another_and_the_grid_is_compact(parent: str) -> None:
    tiles = layout(BELOW[parent], POINTS)
    assert set(tiles) == set(BELOW[parent])
    assert len(set(tiles.values())) == len(tiles)
    columns, rows = ({c[axis] for c in tiles.values()} for axis in (0, 1))
    assert columns == set(range(len(columns)))
    assert rows == set(range(len(rows)))
    assert len(columns) * len(rows) <= 3 * len(tiles) + 6


def test_the_provinces_lie_as_on_the_map() -> None:
    tiles = layout(BELOW["100000"], POINTS)
    west, east = tiles["650000"], tiles["310000"]
    assert west[0] < tiles["420000"][0] < east[0]
    assert tiles["230000"][1] < tiles["110000"][1] + 2
    assert tiles["110000"][1] < tiles["420000"][1] < tiles["440000"][1] <= tiles["460000"][1]
    assert tiles["540000"][0] < tiles["510000"][0] < tiles["420000"][0]


def test_the_same_places_in_another_order_give_the_same_grid() -> None:
    assert layout(BELOW["420000"], POINTS) == layout(BELOW["420000"][::-1], POINTS)


def test_every_prefecture_of_the_nation_fits_on_one_grid() -> None:
    codes = [c for province in BELOW["100000"] for c in BELOW[province] if c.endswith("00")]
    tiles = layout(codes, POINTS)
    assert len(set(tiles.values())) == len(codes) == 333


def test_nothing_one_and_places_without_a_point_are_laid_out_too() -> None:
    assert layout([], {}) == {}
    assert layout(["430100"], POINTS) == {"430100": (0, 0)}
    assert layout(["430100", "b", "a"], POINTS) == {"430100": (0, 0), "a": (0, 1), "b": (1, 1)}


def test_places_on_one_point_are_parted() -> None:
    same = dict.fromkeys(("a", "b", "c", "d", "e"), (113.0, 28.0))
    assert len(set(layout(list(same), same).values())) == 5
