"""What other rooms may ask of territory."""

from yilu.territory.queries.areas import ancestors, area, areas_at, changes_of, children, named
from yilu.territory.queries.cases import CaseSource, case_row, case_rows, case_sources, case_trend
from yilu.territory.queries.emergencies import RetentionClock, emergencies_over, emergency_in_force, retention_clock
from yilu.territory.queries.maps import outlines, tile_layout
from yilu.territory.queries.rows import CaseRow, TierView
from yilu.territory.queries.tiers import (
    disagreements,
    effective_tiers,
    published_days,
    tier_counts,
    tier_counts_of,
    tier_history,
    tiers_in_force,
)

__all__ = [
    "CaseRow",
    "CaseSource",
    "RetentionClock",
    "TierView",
    "ancestors",
    "area",
    "areas_at",
    "case_row",
    "case_rows",
    "case_sources",
    "case_trend",
    "changes_of",
    "children",
    "disagreements",
    "effective_tiers",
    "emergencies_over",
    "emergency_in_force",
    "named",
    "outlines",
    "published_days",
    "retention_clock",
    "tier_counts",
    "tier_counts_of",
    "tier_history",
    "tiers_in_force",
    "tile_layout",
]
