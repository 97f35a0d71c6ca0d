"""Data-quality flags of an area and day: what does not fit together is shown, not swallowed."""

import datetime as dt
from dataclasses import dataclass

from yilu.core.reasons import Reason
from yilu.operations.queries.lenses import Lens


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing that does not fit: the sentence, how many records it concerns, and the filter of the list beneath."""

    reason: Reason
    count: int | None = None
    query: str = ""  # of the page operations:reports, e.g. "area=430000&day=2020-02-17&show=flagged"


def flags(lens: Lens, area: str, *, day: dt.date) -> list[Flag]:
    """The flags the lens may see; none for outsiders."""
    raise NotImplementedError
