"""Tiles from the places that are loaded."""

import datetime as dt

from yilu.territory.queries import children, tile_layout

DAY = dt.date(2020, 2, 17)


def test_every_area_below_has_a_tile_of_its_own(tree: int) -> None:
    for parent in ("100000", "420000", "420100"):
        codes = [a.code for a in children(parent, on=DAY)]
        tiles = tile_layout(codes)
        assert set(tiles) == set(codes)
        assert len(set(tiles.values())) == len(codes)


def test_a_code_of_no_place_has_no_tile(tree: int) -> None:
    assert set(tile_layout(["430100", "999999"])) == {"430100"}
    assert tile_layout([]) == {}
