"""The trend charts."""

import datetime as dt
import json
from dataclasses import replace

from yilu.core.text import Text
from yilu.desk import samples
from yilu.desk.board.charts import trend_charts
from yilu.desk.board.reading import Trend
from yilu.operations.queries import TargetView

FIRST = dt.date(2020, 2, 16)
STEP = TargetView(
    "s", "100000", 0.4, FIRST, dt.date(2020, 2, 20), "capacity_share", Text("四成", "40 %"), "", "", ("delivered",), {}
)


def trend(*shares: float | None) -> Trend:
    days = [samples.figures(samples.NATION, s, 100, day=FIRST + dt.timedelta(days=i)) for i, s in enumerate(shares)]
    return Trend(days=days, cases=[], targets=[STEP])


def test_the_title_states_the_finding() -> None:
    (rates, *_) = trend_charts(trend(0.25, 0.5))
    assert rates.title.zh == "投递复产率 2 天内由 25.0% 到 50.0%"
    assert rates.title.en == "Delivery went from 25.0% to 50.0% of normal in 2 days"


def test_targets_are_lines_and_axes_bear_units() -> None:
    (rates, pieces, *_) = trend_charts(trend(0.25, 0.5))
    (line,) = rates.option["series"][-1]["markLine"]["data"]
    assert line["yAxis"] == 40.0
    assert rates.option["yAxis"]["name"] == "占正常 %"
    assert pieces.option["yAxis"]["name"] == "件／日"


def test_an_unknown_day_is_a_gap_and_never_zero() -> None:
    (rates, *_) = trend_charts(trend(0.25, None, 0.5))
    delivered = next(s for s in rates.option["series"] if s["name"] == "投递复产率")
    assert delivered["data"] == [25.0, None, 50.0]
    assert delivered["connectNulls"] is False


def test_lines_are_told_apart_without_colour_and_tooltips_need_no_html() -> None:
    (rates, *_) = trend_charts(trend(0.25, 0.5))
    dashes = [json.dumps(s["lineStyle"]["type"]) for s in rates.option["series"]]
    assert len(set(dashes)) == len(dashes) == 5
    assert rates.option["tooltip"]["renderMode"] == "richText"


def test_nothing_known_draws_nothing() -> None:
    assert trend_charts(replace(trend(None, None), targets=[])) == []
