"""Questions about the emergency in force: what opens collection and what starts the purge clock."""

import datetime as dt
from dataclasses import dataclass

from yilu.territory.models import Emergency


@dataclass(frozen=True, slots=True)
class RetentionClock:
    """Whether data that an emergency opened may still be collected over an area, and since when it is to be purged."""

    code: str
    in_force: Emergency | None  # collection is open
    ended: dt.date | None  # the purge clock runs from this day; None: none ran here, or one is in force


def emergency_in_force(code: str, *, on: dt.date) -> Emergency | None:
    """The emergency declared over the area or an area above it, in force on the day; the nearest, then the latest."""
    raise NotImplementedError


def retention_clock(code: str, *, on: dt.date) -> RetentionClock:
    """What the emergency over the area means for collecting and purging on the day."""
    raise NotImplementedError
