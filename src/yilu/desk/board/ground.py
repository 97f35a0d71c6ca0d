"""What lies under a board and is the same for every reader: places, cases, tiers, the emergency in force."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yilu.core.jurisdiction import stem
from yilu.core.remembered import remembered
from yilu.territory import queries as territory
from yilu.territory.models import Area, Emergency, Outline
from yilu.territory.queries import CaseRow, TierView
from yilu.territory.words import Tier

TierCounts = Mapping[Tier, int]


@dataclass(frozen=True, slots=True)
class Ground:
    """The ground of one area on one day. `tiers`: of each area below by code, of the area itself if it is a county."""

    trail: list[Area]
    below: list[Area]
    cases: dict[str, CaseRow]  # of the area and of each below it that has a series of its own
    cases_then: CaseRow | None  # of the area, on the day compared with
    tiers: dict[str, TierCounts]
    own_tier: TierView | None  # of a county: as published and as computed
    emergency: Emergency | None
    has_outlines: bool

    def tier_counts(self) -> TierCounts:
        """How many counties are in each tier; every county lies in exactly one of the areas below."""
        return {tier: sum(counts[tier] for counts in self.tiers.values()) for tier in Tier}


def ground_of(area: Area, *, day: dt.date, since: dt.date) -> Ground:
    """Asked of the database once in half a minute, whoever reads."""
    return remembered(f"ground:{area.code}:{day}:{since}", lambda: _read(area, day, since))


def _read(area: Area, day: dt.date, since: dt.date) -> Ground:
    is_county = area.level == Area.Level.COUNTY
    below = [] if is_county else territory.children(area.code, on=day)
    codes = [a.code for a in below]
    return Ground(
        trail=territory.ancestors(area.code),
        below=below,
        cases=territory.case_rows([area.code, *codes], day=day),
        cases_then=territory.case_row(area.code, day=since),
        tiers=_counted(codes or [area.code], within=area.code, on=day),
        own_tier=territory.effective_tiers([area.code], on=day)[area.code] if is_county else None,
        emergency=territory.emergency_in_force(area.code, on=day),
        has_outlines=Outline.objects.filter(area_id__in=codes).exists(),
    )


def _counted(codes: Iterable[str], *, within: str, on: dt.date) -> dict[str, TierCounts]:
    found = {code: dict.fromkeys(Tier, 0) for code in codes}
    counties = territory.areas_at(Area.Level.COUNTY, within=within, on=on).values_list("code", flat=True)
    holder = {stem(code): code for code in found}
    for county, tier in territory.tiers_in_force(list(counties), on=on).items():
        code = holder.get(county) or holder.get(county[:4]) or holder.get(county[:2])
        if code is not None:
            found[code][tier] += 1
    return dict(found)
