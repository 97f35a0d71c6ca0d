"""Questions of maps: a tile grid from centroids always, outlines where they are loaded."""

from collections.abc import Iterable
from typing import Any

from yilu.core.text import Text


def tile_layout(codes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """A tile (column, row from the north-west) for each area, no two alike, laid out as they lie on the map."""
    raise NotImplementedError


def outlines(codes: Iterable[str]) -> tuple[dict[str, Any], Text]:
    """A GeoJSON FeatureCollection of the outlines that are loaded, and the note that must stand beside the map."""
    raise NotImplementedError
