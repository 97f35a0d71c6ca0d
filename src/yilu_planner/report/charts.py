"""Figures as ECharts options: patterns beside colours, numbers in units that fit, nothing that needs a network."""

from collections.abc import Sequence
from typing import Any

from yilu_planner.report.parts import Figure, Series, Words

FONT = 'system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif'
FEW = 4  # labels that all find room on a phone
INK, RULE = "#1f2933", "#d5dbe1"
SCALES = ((1e8, (1e8, "亿"), (1e6, "million")), (1e5, (1e4, "万"), (1e3, "thousand")))


def option(figure: Figure, language: int) -> dict[str, Any]:
    """One figure in one language (0 Chinese, 1 English)."""
    scale, unit = fitting(figure, language)
    names = [series.name[language] for series in figure.series]
    return {
        "animation": False,
        "aria": {
            "enabled": True,
            "decal": {"show": len(figure.series) > 1},
            "label": {"description": f"{figure.title[language]}, {unit}"},
        },
        "textStyle": {"fontFamily": FONT, "color": INK},
        "tooltip": {"trigger": "axis", "renderMode": "richText", "confine": True},
        "legend": {"data": names, "top": 0, "left": 0, "show": len(names) > 1, "itemHeight": 10},
        "grid": {"left": 8, "right": 16, "top": 56 if len(names) > 1 else 28, "bottom": 4, "containLabel": True},
        "xAxis": {
            "type": "category",
            "data": [label[language] for label in figure.labels],
            "axisLine": {"lineStyle": {"color": INK}},
            "axisTick": {"alignWithLabel": True},
            "axisLabel": {"interval": 0} if len(figure.labels) <= FEW else {"hideOverlap": True},
        },
        "yAxis": {
            "type": "value",
            "name": unit,
            "nameTextStyle": {"align": "left", "padding": [0, 0, 0, -24]},
            "splitLine": {"lineStyle": {"color": RULE}},
            "splitNumber": 4,
        },
        "series": [drawn for series in figure.series for drawn in _drawn(series, scale, language)],
    }  # fmt: skip


def fitting(figure: Figure, language: int) -> tuple[float, str]:
    """What the axis divides by, and its unit: large numbers in 亿 or 万, in English in millions or thousands."""
    most = max((abs(float(v)) for series in figure.series for v in (*series.values, *series.high)), default=0.0)
    unit = figure.unit[language]
    for least, zh, en in SCALES:
        if most >= least:
            size, word = (zh, en)[language]
            return size, f"{word}{unit}" if language == 0 else f"{word} {unit}"
    return 1.0, unit


def _drawn(series: Series, scale: float, language: int) -> list[dict[str, Any]]:
    name = series.name[language]
    main: dict[str, Any] = {
        "name": name,
        "type": series.kind,
        "data": _scaled(series.values, scale),
        "itemStyle": {"color": series.colour},
    }
    if series.kind == "line":
        main |= {"symbolSize": 4, "lineStyle": {"width": 2, "type": "dashed" if series.dashed else "solid"}}
    else:
        main |= {"barMaxWidth": 36}
    if series.stack:
        main["stack"] = series.stack
    if not series.low:
        return [main]
    edge = {"type": "line", "stack": f"band {name}", "symbol": "none", "lineStyle": {"opacity": 0}, "silent": True}
    gap = [high - low for low, high in zip(series.low, series.high, strict=True)]
    words = Words("5%–95%", "5–95 %")[language]
    return [
        main,
        {**edge, "name": f"{name} 5 %", "data": _scaled(series.low, scale), "tooltip": {"show": False}},
        {
            **edge,
            "name": f"{name} {words}",
            "data": _scaled(gap, scale),
            "tooltip": {"show": False},
            "areaStyle": {"color": series.colour, "opacity": 0.18},
        },
    ]


def _scaled(values: Sequence[float], scale: float) -> list[float]:
    return [round(float(value) / scale, 3) for value in values]
