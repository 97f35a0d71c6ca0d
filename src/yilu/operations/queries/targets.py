"""The steps of the gradient that apply to an area, and how far its rates are from each."""

import datetime as dt
from dataclasses import dataclass

from yilu.core.text import Text
from yilu.operations.queries.figures import Figures


@dataclass(frozen=True, slots=True)
class TargetView:
    """One step: what is to be reached by when on whose word, and the distance of each rate it speaks of."""

    code: str
    area: str
    share: float | None  # None: the text gives words only
    announced: dt.date
    due: dt.date
    metric: str
    words: Text
    document: str
    source: str
    rates: tuple[str, ...]  # the rates the step speaks of
    distances: dict[str, float | None]  # rate code -> value minus share; None unknown

    @property
    def reached(self) -> bool | None:
        """Has every rate it speaks of reached it? None: unknown."""
        if self.share is None or not self.distances or None in self.distances.values():
            return None
        return all(d is not None and d >= 0 for d in self.distances.values())


def targets_for(area: str, *, on: dt.date, figures: Figures | None = None) -> list[TargetView]:
    """The steps announced by the day that apply to the area: its own path if it has one, else that of those above."""
    raise NotImplementedError
