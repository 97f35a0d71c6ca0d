"""Risk tiers of the counties below each unit."""

import datetime as dt
from collections.abc import Iterable

from yilu.core.jurisdiction import stem
from yilu.core.remembered import remembered
from yilu.desk.board.picture import TierCounts
from yilu.territory import queries as territory
from yilu.territory.models import Area
from yilu.territory.words import Tier


def summed(counts: Iterable[TierCounts | None]) -> dict[Tier, int]:
    """The counts of all units together; every county lies in exactly one unit."""
    told = [c for c in counts if c is not None]
    return {tier: sum(c.get(tier, 0) for c in told) for tier in Tier}


def tiers_of_units(units: Iterable[Area], *, within: str, on: dt.date) -> dict[str, dict[Tier, int]]:
    """For each unit how many counties at or below it are in each effective tier; every tier is a key."""
    codes = [u.code for u in units]
    return remembered(f"tiers-of-units:{within}:{on}:{len(codes)}", lambda: _counted(codes, within=within, on=on))


def _counted(codes: list[str], *, within: str, on: dt.date) -> dict[str, dict[Tier, int]]:
    found = {code: dict.fromkeys(Tier, 0) for code in codes}
    counties = territory.areas_at(Area.Level.COUNTY, within=within, on=on).values_list("code", flat=True)
    holder = {stem(code): code for code in found}
    for county, tier in territory.tiers_in_force(list(counties), on=on).items():
        code = holder.get(county) or holder.get(county[:4]) or holder.get(county[:2])
        if code is not None:
            found[code][tier] += 1
    return found
