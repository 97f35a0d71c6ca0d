"""Release a day's sector figures to outsiders, once, as known at the publication hour."""

import datetime as dt
from collections.abc import Iterable

from yilu.core.actor import Actor


def release_days(*, by: Actor, now: dt.datetime, days: Iterable[dt.date] | None = None) -> int:
    """Release every day whose publication hour has passed and that is not released yet; how many days."""
    raise NotImplementedError
