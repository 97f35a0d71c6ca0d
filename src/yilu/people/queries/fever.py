"""The fever line an area ordered, or none: nothing is computed from a number nobody ordered."""

import datetime as dt
from collections.abc import Mapping

from yilu.core.remembered import remembered
from yilu.norms.queries import orders
from yilu.norms.queries.force import chain
from yilu.norms.rules.parameters import FEVER_LINE


def fever_lines(*, on: dt.date) -> Mapping[str, int]:
    """Every fever line in force on the day, in tenths of a degree, by the code of the area that ordered it."""

    def ask() -> dict[str, int]:
        rows = orders(FEVER_LINE, on=on).values_list("area_id", "value")
        return {area: round(value * 10) for area, value in rows}

    return remembered(f"people.fever.{on}", ask)


def fever_line(lines: Mapping[str, int], area: str) -> int | None:
    """The line that holds in the area: the nearest authority's word; None: not set."""
    return next((lines[code] for code in reversed(chain(area)) if code in lines), None)
