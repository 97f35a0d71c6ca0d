"""What other rooms may ask of territory."""

from yilu.territory.queries.areas import ancestors, area, areas_at, children
from yilu.territory.queries.cases import case_row, case_rows, case_trend
from yilu.territory.queries.emergencies import RetentionClock, emergency_in_force, retention_clock
from yilu.territory.queries.maps import outlines, tile_layout
from yilu.territory.queries.rows import CaseRow, TierView
from yilu.territory.queries.tiers import effective_tiers, tier_counts

__all__ = [
    "CaseRow",
    "RetentionClock",
    "TierView",
    "ancestors",
    "area",
    "areas_at",
    "case_row",
    "case_rows",
    "case_trend",
    "children",
    "effective_tiers",
    "emergency_in_force",
    "outlines",
    "retention_clock",
    "tier_counts",
    "tile_layout",
]
