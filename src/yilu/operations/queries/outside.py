"""Figures that arrived from outside, beside our own sums and never mixed in."""

import datetime as dt
from dataclasses import dataclass

from yilu.core.reasons import Reason
from yilu.core.text import Text
from yilu.operations.models import AreaFigure
from yilu.operations.rules.checks import parts_do_not_add_up, rate_up_headcount_down
from yilu.operations.rules.metrics import metric_name, unit_name

# Headcounts and the rates that stand on them, as the reports of 2020 named them.
_PAIRS = (
    ("staff_return_rate", "staff_returned", Text("人员返岗率", "the staff return rate")),
    ("staff_resumption_rate", "staff_resumed", Text("人员复工率", "the staff resumption rate")),
    ("outlets_resumption_rate", "outlets_resumed", Text("网点复工率", "the outlet resumption rate")),
)


@dataclass(frozen=True, slots=True)
class OutsideFigure:
    """One figure as it arrived, and what does not fit in it."""

    figure: AreaFigure
    flags: tuple[Reason, ...] = ()

    @property
    def name(self) -> Text:
        """The metric in words."""
        return metric_name(self.figure.metric)

    @property
    def unit(self) -> Text:
        """The unit in words."""
        return unit_name(self.figure.unit)


def told_from_outside(area: str, *, on: dt.date) -> list[AreaFigure]:
    """Every figure of the area as of the day or before, oldest first."""
    return list(AreaFigure.objects.filter(area_id=area, as_of__lte=on).order_by("as_of", "pk"))


def outside_figures(area: str, *, on: dt.date) -> list[OutsideFigure]:
    """For each metric of the area the last figure as of the day or before, by metric."""
    return latest_of(told_from_outside(area, on=on))


def latest_of(told: list[AreaFigure]) -> list[OutsideFigure]:
    """The last figure of each metric, in the order the metrics were first told."""
    return [with_flags(f, told) for f in {(f.metric, tuple(f.excluded_areas)): f for f in told}.values()]


def with_flags(figure: AreaFigure, others: list[AreaFigure]) -> OutsideFigure:
    """The figure with what does not fit, beside the other figures of its area."""
    found = parts_do_not_add_up(figure.value, [(name, value) for name, value in figure.parts])
    flags = [found] if found else []
    for rate, count, name in _PAIRS:
        if figure.metric != rate:
            continue
        today = _fraction(figure, count, others)
        earlier = [
            o for o in others
            if o.metric == rate and o.as_of < figure.as_of and o.excluded_areas == figure.excluded_areas
        ]  # fmt: skip
        before = _fraction(earlier[-1], count, others) if earlier else None
        moved = rate_up_headcount_down(name, before=before, today=today)
        flags += [moved] if moved else []
    return OutsideFigure(figure, tuple(flags))


def _fraction(rate: AreaFigure, count: str, others: list[AreaFigure]) -> tuple[float, float] | None:
    """The headcount told with a rate on the same day, and the total the two imply."""
    same = [
        o for o in others
        if o.metric == count and o.as_of == rate.as_of and o.excluded_areas == rate.excluded_areas
    ]  # fmt: skip
    share = rate.value / 100 if rate.unit == "pct" else rate.value
    if not same or not share:
        return None
    return same[-1].value, rate.denominator or round(same[-1].value / share)
