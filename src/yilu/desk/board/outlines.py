"""The map of outlines, where the operator or the boundaries extra loaded them: same colours as the tiles."""

from collections.abc import Iterable
from typing import Any

from yilu.core.jurisdiction import NATION
from yilu.core.text import Text, chinese
from yilu.desk.board.measures import Measure
from yilu.desk.board.tiles import Tile
from yilu.territory import queries as territory

# The colours of the steps as the style sheet has them; a chart cannot read a style sheet.
COLOURS = {
    "q0": "#e6eef7", "q1": "#bcd6ee", "q2": "#86b6e2", "q3": "#2a70b3", "q4": "#0b3a6b",
    "r0": "#eceff3", "r1": "#fbdccb", "r2": "#f3a683", "r3": "#b8402a", "r4": "#6d150c",
    "unknown": "#ffffff", "withheld": "#ffffff",
}  # fmt: skip


def shapes(codes: Iterable[str]) -> tuple[dict[str, Any], Text]:
    """The outlines, each named by its code as the chart wants it, and the note that stands beside the map."""
    found, note = territory.outlines(codes)
    for feature in found["features"]:
        feature["properties"]["name"] = feature["properties"]["code"]
    return found, note


def option(tiles: Iterable[Tile], measure: Measure, *, shapes_url: str, hrefs: dict[str, str]) -> dict[str, Any]:
    """What ECharts draws: each area in the colour of its step, its name and value written in it."""
    areas = [
        {
            "name": t.code,
            "value": t.sign,
            "href": hrefs[t.code],
            "itemStyle": {"areaColor": COLOURS[t.style]},
            "label": {
                "show": True,
                "formatter": f"{t.label}\n{t.sign}",
                "color": "#fff" if t.style in ("q3", "q4", "r3", "r4") else "#182433",
            },
            "tooltip": {"formatter": f"{t.name.zh if chinese() else t.name.en} {t.sign}"},
        }
        for t in tiles
    ]
    return {
        "yilu_map": shapes_url,
        "animation": False,
        "tooltip": {"trigger": "item", "renderMode": "richText", "confine": True},
        "series": [
            {
                "type": "map", "map": "areas", "roam": True, "data": [*areas, {"name": NATION, "silent": True}],
                "labelLayout": {"hideOverlap": True}, "itemStyle": {"borderColor": "#566072"},
                "emphasis": {"itemStyle": {"borderColor": "#182433", "borderWidth": 3, "areaColor": None}},
                "select": {"disabled": True}, "name": str(measure.name),
            }
        ],
    }  # fmt: skip
