"""Questions about risk tiers: published, computed, effective."""

import datetime as dt
from collections.abc import Iterable

from yilu.territory.queries.rows import TierView
from yilu_planner.risk import Tier


def effective_tiers(codes: Iterable[str], *, on: dt.date) -> dict[str, TierView]:
    """The tier of every unit asked for, on the day."""
    raise NotImplementedError


def tier_counts(code: str, *, on: dt.date) -> dict[Tier, int]:
    """How many counties at or below the area are in each effective tier; every tier is a key, unknown too."""
    raise NotImplementedError
