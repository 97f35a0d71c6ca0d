"""The ten worst and the ten most changed units of a level by one rate."""

import datetime as dt
from dataclasses import dataclass

from yilu.core.text import Text
from yilu.operations.queries.lenses import Lens


@dataclass(frozen=True, slots=True)
class Ranked:
    """One unit in a ranking: from what to what its rate went, and the fraction behind today's value."""

    area: str
    area_name: Text
    value: float
    numerator: int
    denominator: int
    before: float | None  # the rate on the day compared with; None: unknown then

    @property
    def change(self) -> float | None:
        """Today's value minus the one compared with."""
        return None if self.before is None else self.value - self.before


def worst(
    lens: Lens,
    area: str,
    *,
    day: dt.date,
    level: int,
    rate: str = "delivered",
    since: dt.date | None = None,
    count: int = 10,
    known_at: dt.datetime | None = None,
) -> list[Ranked]:
    """The units of `level` (1 province, 2 prefecture, 3 county) in the area with the lowest rate; unknown ones out."""
    raise NotImplementedError


def most_changed(
    lens: Lens,
    area: str,
    *,
    day: dt.date,
    level: int,
    since: dt.date,
    rate: str = "delivered",
    count: int = 10,
    known_at: dt.datetime | None = None,
) -> list[Ranked]:
    """The units whose rate moved most since the day, up or down."""
    raise NotImplementedError
