"""Review before opening: only where an area has entered the document that demands it, with its own time limit."""

import datetime as dt
from dataclasses import dataclass

from yilu.norms.queries import parameter
from yilu.norms.rules.parameters import REVIEW_DAYS


@dataclass(frozen=True, slots=True)
class Review:
    """How long an opening may be under review there, by which document."""

    days: int
    document: str
    is_demonstration: bool


def review_of(area: str, *, on: dt.date) -> Review | None:
    """The review an area demands on the day; None: it opens without."""
    found = parameter(area, REVIEW_DAYS, on=on)
    return Review(int(found.value), found.document, found.demonstration) if found else None
