"""Bring the rollups up to date."""

import datetime as dt
from collections.abc import Iterable

from yilu.core.actor import Actor


def refresh_rollups(*, by: Actor, now: dt.datetime, days: Iterable[dt.date] | None = None) -> int:
    """Recompute touched days from the first touched hour on (or `days` from their beginning); how many days."""
    raise NotImplementedError
