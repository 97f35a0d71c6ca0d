"""Centroids and national lines from the boundaries dependency."""

import pytest

from yilu.territory.gazetteer.shapes import centroid, centroids, national_lines, place_at

SQUARE = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]]
HOLE = [[1.0, 0.0], [2.0, 0.0], [2.0, 2.0], [1.0, 2.0], [1.0, 0.0]]


def test_the_centroid_is_the_centre_of_area_whatever_way_the_ring_turns() -> None:
    for ring in (SQUARE, SQUARE[::-1]):
        assert centroid({"type": "Polygon", "coordinates": [ring]}) == (1.0, 1.0)


def test_a_hole_is_left_out() -> None:
    assert centroid({"type": "Polygon", "coordinates": [SQUARE, HOLE]}) == (0.5, 1.0)


def test_islands_weigh_by_their_area() -> None:
    far = [[x + 8, y] for x, y in SQUARE]
    assert centroid({"type": "MultiPolygon", "coordinates": [[SQUARE], [far]]}) == (5.0, 1.0)


def test_changsha_lies_where_it_lies() -> None:
    assert centroids()["430100"] == pytest.approx((113.2, 28.2), abs=0.3)


def test_a_county_the_source_no_longer_holds_lies_where_its_successors_do() -> None:
    point = place_at("130521", "130500", [])
    assert point is not None
    assert point == pytest.approx((114.3, 37.1), abs=0.4)


def test_a_county_nothing_is_known_of_lies_among_its_siblings_or_at_its_parent() -> None:
    assert place_at("430199", "430100", ["430102"]) == centroids()["430102"]
    assert place_at("430199", "430100", []) == centroids()["430100"]


def test_the_national_lines_reach_into_the_south_sea() -> None:
    south = min(y for line in national_lines()["coordinates"] for _, y in line)
    assert south < 5
