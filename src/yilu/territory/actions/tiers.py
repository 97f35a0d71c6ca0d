"""Taking published tiers in, and stating clusters."""

import datetime as dt
from collections.abc import Sequence

from yilu.core.actor import Actor
from yilu.territory.incoming import Report, TierLine


def import_tiers(
    *, lines: Sequence[TierLine], by: Actor, now: dt.datetime, whole: bool = True, dry_run: bool = False
) -> Report:
    """Take a published list of tiers."""
    raise NotImplementedError


def state_cluster(
    *,
    area: str,
    as_of: dt.date,
    last_cluster: dt.date | None,
    source: str,
    by: Actor,
    now: dt.datetime,
) -> int:
    """State, for every county at or below the area, when the last cluster of cases was as known on `as_of` (None: none)."""
    raise NotImplementedError
