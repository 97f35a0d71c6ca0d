"""The trend charts as ECharts options: one idea each, the finding in the title, targets as lines, units on the axes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from yilu.core.templatetags.yilu import percent, short_number
from yilu.core.text import Text, chinese
from yilu.desk.board.reading import Trend
from yilu.operations.rules.rates import RATES

# Dark enough on white for a line, apart in lightness for those who do not see hue; each line has its own dash and mark.
COLOURS = {
    "enterprises": "#6b4c9a", "outlets": "#0b7a75", "staff": "#8a5a00", "collected": "#b0413e", "delivered": "#0b5cad",
}  # fmt: skip
DASHES: dict[str, Any] = {
    "enterprises": "dotted", "outlets": [8, 3], "staff": [2, 4], "collected": "dashed", "delivered": "solid",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: its code, the finding, and what ECharts draws."""

    code: str
    title: Text
    option: dict[str, Any]

    @property
    def script_id(self) -> str:
        """Where the page keeps the option."""
        return f"option-{self.code}"


def trend_charts(trend: Trend) -> list[Chart]:
    """Rates against their steps; pieces against normal; backlog; new cases."""
    return [c for c in (_rates(trend), _pieces(trend), _backlog(trend), _cases(trend)) if c]


def _day(day: dt.date) -> str:
    return f"{day.month}月{day.day}日" if chinese() else f"{day.day} {day:%b}"


def _option(trend: Trend, axis: Text, series: list[dict[str, Any]], unit: str) -> dict[str, Any]:
    return {
        "animation": False,
        "aria": {"enabled": True},
        "tooltip": {"trigger": "axis", "renderMode": "richText", "confine": True},
        "legend": {"type": "scroll", "top": 0, "left": 0, "itemWidth": 28},
        "grid": {"left": 8, "right": 16, "top": 56, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [_day(f.day) for f in trend.days], "boundaryGap": unit == "bar"},
        "yAxis": {"type": "value", "name": str(axis), "nameTextStyle": {"align": "left"}},
        "series": series,
    }


def _line(name: str, values: list[float | None], colour: str, dash: Any = "solid") -> dict[str, Any]:
    return {
        "type": "line", "name": name, "data": values, "symbol": "none", "connectNulls": False,
        "lineStyle": {"color": colour, "width": 2, "type": dash}, "itemStyle": {"color": colour},
    }  # fmt: skip


def _rates(trend: Trend) -> Chart | None:
    series = []
    for code, rule in RATES.items():
        values = [_points(f.value(code)) for f in trend.days]
        if any(v is not None for v in values):
            series.append(_line(str(rule.name), values, COLOURS[code], DASHES[code]))
    if not series:
        return None
    steps = sorted((t for t in trend.targets if t.share is not None), key=lambda t: t.due)
    series[-1]["markLine"] = {
        "symbol": "none", "silent": True, "lineStyle": {"color": "#182433", "type": "dashed", "width": 1},
        "data": [
            {
                "yAxis": _points(t.share),
                "label": {
                    "formatter": f"≥{percent(t.share, 0)} {_day(t.due)}", "position": "insideStartTop",
                    "backgroundColor": "rgba(255,255,255,.85)",
                },
            }
            for t in steps
        ],
    }  # fmt: skip
    known = [f.value("delivered") for f in trend.days if f.value("delivered") is not None]
    first, last = (percent(known[0]), percent(known[-1])) if known else ("—", "—")
    return Chart(
        "rates",
        Text(
            f"投递复产率 {len(trend.days)} 天内由 {first} 到 {last}",
            f"Delivery went from {first} to {last} of normal in {len(trend.days)} days",
        ),
        _option(trend, Text("占正常 %", "% of normal"), series, "line"),
    )


def _points(value: float | None) -> float | None:
    return None if value is None else round(value * 100, 2)


def _pieces(trend: Trend) -> Chart | None:
    collected = [f.volume.collected for f in trend.days]
    delivered = [f.volume.delivered for f in trend.days]
    known = [v for v in delivered if v is not None]
    if not known:
        return None
    series = [
        _line(str(Text("收寄", "collected")), list(collected), COLOURS["collected"], DASHES["collected"]),
        _line(str(Text("投递", "delivered")), list(delivered), COLOURS["delivered"]),
        _line(
            str(Text("正常投递", "normal delivery")),
            [f.sums.delivered_normal if f.sums and f.roster else None for f in trend.days], "#566072", "dotted",
        ),
    ]  # fmt: skip
    last = short_number(known[-1])
    return Chart(
        "pieces",
        Text(f"最近一日投递 {last}件", f"{last} pieces delivered on the last day told"),
        _option(trend, Text("件／日", "pieces a day"), series, "line"),
    )


def _backlog(trend: Trend) -> Chart | None:
    values = [f.volume.backlog for f in trend.days]
    known = [(f.day, v) for f, v in zip(trend.days, values, strict=True) if v is not None]
    if not known:
        return None
    peak = max(known, key=lambda p: p[1])
    last = known[-1]
    zh = f"积压 {short_number(last[1])}件，高点为{_day(peak[0])}的 {short_number(peak[1])}件"
    en = f"Backlog {short_number(last[1])} pieces; its peak was {short_number(peak[1])} on {_day(peak[0])}"
    line = _line(str(Text("积压", "backlog")), list(values), "#8a5a00") | {"areaStyle": {"opacity": 0.12}}
    return Chart("backlog", Text(zh, en), _option(trend, Text("件", "pieces"), [line], "line"))


def _cases(trend: Trend) -> Chart | None:
    by_day = {c.as_of: c.new_confirmed for c in trend.cases}
    values = [by_day.get(f.day) for f in trend.days]
    known = [(f.day, v) for f, v in zip(trend.days, values, strict=True) if v is not None]
    if not known:
        return None
    peak, last = max(known, key=lambda p: p[1]), known[-1]
    zh = f"新增确诊 {last[1]:,} 例（{_day(last[0])}），高点为{_day(peak[0])}的 {peak[1]:,} 例"
    en = f"{last[1]:,} new cases on {_day(last[0])}; the peak was {peak[1]:,} on {_day(peak[0])}"
    bars = {
        "type": "bar", "name": str(Text("新增确诊", "new confirmed")), "data": values, "itemStyle": {"color": "#b42318"}
    }  # fmt: skip
    return Chart("cases", Text(zh, en), _option(trend, Text("例／日", "cases a day"), [bars], "bar"))
