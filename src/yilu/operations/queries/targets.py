"""The steps of the gradient that apply to an area, and how far its rates are from each."""

import datetime as dt
from dataclasses import dataclass

from yilu.core.jurisdiction import covers
from yilu.core.text import Text
from yilu.operations.models import StageTarget
from yilu.operations.queries.figures import Figures
from yilu.operations.rules.targets import METRICS


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
    rows = [
        t
        for t in StageTarget.objects.filter(announced__lte=on)
        if covers(t.area_id, area) and not any(covers(x, area) for x in t.excluded_areas)
    ]
    return [_view(t, figures) for t in sorted(rows, key=lambda t: (t.due, t.code))]


def _view(target: StageTarget, figures: Figures | None) -> TargetView:
    rates = METRICS.get(target.metric, ())
    distances: dict[str, float | None] = {}
    if figures is not None and target.share is not None:
        for code in rates:
            value = figures.value(code)
            distances[code] = None if value is None else value - target.share
    return TargetView(
        target.code, target.area_id, target.share, target.announced, target.due, target.metric,
        Text(target.words_zh, target.words_en), target.document, target.source, rates, distances,
    )  # fmt: skip
