"""Figures that arrived from outside, beside our own sums and never mixed in."""

import datetime as dt
from dataclasses import dataclass

from yilu.core.reasons import Reason
from yilu.operations.models import AreaFigure


@dataclass(frozen=True, slots=True)
class OutsideFigure:
    """One figure as it arrived, and what does not fit in it."""

    figure: AreaFigure
    flags: tuple[Reason, ...] = ()


def outside_figures(area: str, *, on: dt.date) -> list[OutsideFigure]:
    """For each metric of the area the last figure as of the day or before, by metric."""
    raise NotImplementedError
