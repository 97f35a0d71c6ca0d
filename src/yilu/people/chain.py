"""The chain of a trace as an ECharts option: the person in the middle, those met around, those they met outside."""

from collections.abc import Mapping
from typing import Any

from yilu.core.text import Text
from yilu.people.queries.tracing import Trace

MOST_NODES = 150  # more is a cloud nobody reads; the table holds them all
INDEX, FIRST, SECOND = "#b42318", "#c77700", "#0b5cad"
SIGNS = ("diamond", "circle", "rect")


def chain_option(trace: Trace, *, names: Mapping[int, str], index_name: str) -> dict[str, Any]:
    """What ECharts draws; colour and shape tell the degree."""
    shown = trace.met[:MOST_NODES]
    degrees = {trace.index: 0} | {m.person: m.degree for m in shown}
    hidden = {m.through for m in shown} - degrees.keys()
    words = [Text("本人", "the person"), Text("一级", "first degree"), Text("二级", "second degree")]
    nodes = [
        {
            "id": str(pk),
            "name": index_name if degree == 0 else names.get(pk, "—"),
            "category": degree,
            "symbol": SIGNS[degree],
            "symbolSize": (34, 18, 13)[degree],
        }
        for pk, degree in degrees.items()
    ]
    other = str(Text("其他单位人员", "another employer's"))
    nodes += [{"id": str(pk), "name": other, "category": 1, "symbol": "emptyCircle", "symbolSize": 14} for pk in hidden]
    links = [
        {
            "source": str(m.through),
            "target": str(m.person),
            "value": str(m.via.label),
            "lineStyle": {"type": "solid" if m.degree == 1 else "dashed"},
        }
        for m in shown
    ]
    # Somebody of another employer between the person and a contact is drawn as such, with no name and no place.
    links += [{"source": str(trace.index), "target": str(pk), "lineStyle": {"type": "solid"}} for pk in hidden]
    few = len(nodes) <= 40
    return {
        "animation": False,
        "tooltip": {"renderMode": "richText", "confine": True},
        "legend": {"top": 0, "left": 0, "data": [str(w) for w in words]},
        "color": [INDEX, FIRST, SECOND],
        "series": [
            {
                "type": "graph",
                "layout": "force",
                "force": {"repulsion": 60 + 4000 / len(nodes), "edgeLength": [60, 220], "layoutAnimation": False},
                "roam": True,
                "zoom": 0.8,  # names at the rim stay inside a phone's width
                "label": {"show": few, "position": "right", "color": "#182433"},
                "edgeLabel": {"show": len(links) <= 12, "formatter": "{c}", "fontSize": 11},
                "categories": [{"name": str(w)} for w in words],
                "data": nodes,
                "links": links,
            }
        ],
    }
