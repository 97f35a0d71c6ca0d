"""Is what the ledger holds still good? By the interval the text fixes; where it fixes none, evidence does not age."""

import datetime as dt
from typing import NamedTuple, Protocol

from yilu.norms.rules.kinds import State

DAY = dt.timedelta(hours=24)


class Latest(NamedTuple):
    """The last evidence of one requirement at one site, and how much there was on the day asked about."""

    at: dt.datetime
    kind: str
    met: bool
    on_day: int


class Interval(Protocol):
    """How often the text asks for it; both None: it fixes no interval. `on_event`: only when it happens."""

    every_hours: int | None
    times_a_day: int | None
    on_event: bool


def due_after(interval: Interval, at: dt.datetime) -> dt.datetime | None:
    """When the next is due after one at `at`; None: no interval is fixed."""
    if interval.every_hours is not None:
        return at + dt.timedelta(hours=interval.every_hours)
    return None if interval.times_a_day is None else at + DAY / interval.times_a_day


def state_of(interval: Interval, latest: Latest | None, *, now: dt.datetime) -> State:
    """Fresh, stale, none or found wanting. As often on the day as asked for is fresh, however it was spread."""
    if latest is None:
        return State.NOT_APPLICABLE if interval.on_event else State.NONE
    if not latest.met:
        return State.UNMET
    if interval.every_hours is None and interval.times_a_day is not None and latest.on_day >= interval.times_a_day:
        return State.FRESH
    due = due_after(interval, latest.at)
    return State.FRESH if due is None or now <= due else State.STALE
