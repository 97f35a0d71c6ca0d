"""Take figures that arrive from outside."""

import datetime as dt
from pathlib import Path

from yilu.core.actor import Actor
from yilu.operations.models import AreaFigure
from yilu.operations.reporting import Taken


def record_outside_figure(
    *,
    area: str,
    as_of: dt.date,
    metric: str,
    value: float,
    unit: str,
    reporter: str,
    by: Actor,
    now: dt.datetime,
    excluded_areas: tuple[str, ...] = (),
    numerator: float | None = None,
    denominator: float | None = None,
    parts: tuple[tuple[str, float], ...] = (),
    scope: str = "",
    note: str = "",
    source: str = "",
) -> AreaFigure:
    """Keep one figure beside our own sums."""
    raise NotImplementedError


def import_figures(*, path: Path, by: Actor, now: dt.datetime) -> Taken:
    """Take a CSV of `as_of,region,gb_code,metric,value,unit,reporter,note`; what is there already is not doubled."""
    raise NotImplementedError
