"""The numbers areas ordered for protection: masks a day, the least days to hold, the days to cover."""

import datetime as dt
from collections.abc import Mapping

from yilu.norms.queries import orders
from yilu.norms.queries.force import chain


class Numbers:
    """Every order of one number in force on a day; asked for any area."""

    def __init__(self, key: str, *, on: dt.date) -> None:
        rows = orders(key, on=on).values_list("area_id", "value")
        self._ordered: Mapping[str, int] = {area: int(value) for area, value in rows}

    def over(self, area: str) -> int | None:
        """The nearest authority's word; None: not set, and nothing is computed from it."""
        return next((self._ordered[code] for code in reversed(chain(area)) if code in self._ordered), None)
