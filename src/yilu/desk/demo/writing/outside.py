"""Figures from outside, beside the sums from sites: published ones, and a synthetic one that disagrees."""

import datetime as dt

import numpy as np

from yilu.core.actor import Actor
from yilu.core.clock import end_of
from yilu.desk.demo.days import make_day
from yilu.desk.demo.people import PROVINCE
from yilu.desk.demo.published import OUTSIDE
from yilu.desk.demo.telling import arrivals
from yilu.desk.demo.world import World
from yilu.operations import actions as operations

REAL = "全行业（真实公布数，非合成网络）"
_TOO_MUCH = 1.12  # what the province says beyond what its sites say


def write_outside_figures(world: World, *, by: Actor, now: dt.datetime) -> None:
    """What was published within the world's days; and Hunan's own total of the day, above the sum of its sites."""
    span = world.parameters.span
    for figure in OUTSIDE:
        if span[0] <= figure.as_of <= span[-1]:
            operations.record_outside_figure(
                area=figure.area, as_of=figure.as_of, metric=figure.metric, value=figure.value, unit=figure.unit,
                reporter=figure.reporter, numerator=figure.numerator, scope=figure.scope or REAL,
                denominator=figure.denominator, note=figure.note, excluded_areas=figure.excluded,
                source="2020年公开发布", by=by, now=min(end_of(figure.as_of), now),
            )  # fmt: skip
    day = span[-1]
    told = arrivals(world.sites, day, day, world.parameters.seed).told
    truth = make_day(world.sites, world.queue, day, told, world.parameters.seed)
    codes = np.array([p.province for p in world.places])[world.sites.place]
    total = int(truth.collected[told & (codes == PROVINCE)].sum())
    operations.record_outside_figure(
        area=PROVINCE, as_of=day, metric="pickup_day", value=round(total * _TOO_MUCH), unit="pieces",
        reporter="湖南省局电话报数（合成）", scope="合成网络", note="合成：演示与网点汇总不一致", by=by, now=now,
    )  # fmt: skip
