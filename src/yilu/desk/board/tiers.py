"""Risk tiers of the counties below each unit."""

import datetime as dt
from collections.abc import Iterable

from yilu.core.jurisdiction import stem
from yilu.territory import queries as territory
from yilu.territory.models import Area
from yilu_planner.risk import Tier


def tiers_of_units(units: Iterable[Area], *, within: str, on: dt.date) -> dict[str, dict[Tier, int]]:
    """For each unit how many counties at or below it are in each effective tier; every tier is a key."""
    units = list(units)
    found = {u.code: dict.fromkeys(Tier, 0) for u in units}
    counties = territory.areas_at(Area.Level.COUNTY, within=within, on=on).values_list("code", flat=True)
    holder = {stem(code): code for code in found}
    for county, tier in territory.tiers_in_force(list(counties), on=on).items():
        code = holder.get(county) or holder.get(county[:4]) or holder.get(county[:2])
        if code is not None:
            found[code][tier] += 1
    return found
