"""Questions of maps: a tile grid from centroids always, outlines where they are loaded."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from yilu.core.jurisdiction import NATION
from yilu.core.text import Text
from yilu.territory.models import Area, Outline
from yilu.territory.tiles import layout

UNREVIEWED = Text("示意图，未经审核", "Sketch map, not officially reviewed")


@lru_cache(maxsize=1024)
def _layout(points: tuple[tuple[str, float | None, float | None], ...]) -> dict[str, tuple[int, int]]:
    return layout([p[0] for p in points], {c: (x, y) for c, x, y in points if x is not None and y is not None})


def tile_layout(codes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """A tile (column, row from the north-west) for each area, no two alike, laid out as they lie on the map."""
    known = Area.objects.filter(code__in=set(codes)).order_by("code").values_list("code", "longitude", "latitude")
    return dict(_layout(tuple(known)))


def outlines(codes: Iterable[str]) -> tuple[dict[str, Any], Text]:
    """A GeoJSON FeatureCollection of the outlines that are loaded, and the note that must stand beside the map.

    Properties of a feature: code, zh, en. Where provinces are asked for, the national boundary lines (with those of the
    South Sea) come as one more feature whose code is the nation's: a map of the nation must show them.
    """
    wanted = set(codes)
    if any(code.endswith("0000") and code != NATION for code in wanted):
        wanted.add(NATION)
    rows = list(Outline.objects.filter(area_id__in=wanted).select_related("area").order_by("area_id"))
    features = [
        {
            "type": "Feature",
            "properties": {"code": row.area_id, "zh": row.area.name_zh, "en": row.area.name_en},
            "geometry": row.geometry,
        }
        for row in rows
    ]
    return {"type": "FeatureCollection", "features": features}, map_note(rows)


def map_note(rows: Iterable[Outline]) -> Text:
    """The approval number if every outline shown has one, else that it is an unreviewed sketch."""
    numbers = {row.approval_number for row in rows}
    if not numbers or "" in numbers:
        return UNREVIEWED
    shown = "、".join(sorted(numbers))
    return Text(f"审图号：{shown}", f"Map approval number: {shown}")
