"""Questions about supplies that other rooms may ask."""

from yilu.supplies.queries.allocation import allocation_problem
from yilu.supplies.queries.area import Protection, protection_of, protection_through
from yilu.supplies.queries.protection import masks_a_day, protected, why_not_protected
from yilu.supplies.queries.stock import depots, kept_at, short_sites, state_of, transfers

__all__ = [
    "Protection",
    "allocation_problem",
    "depots",
    "kept_at",
    "masks_a_day",
    "protected",
    "protection_of",
    "protection_through",
    "short_sites",
    "state_of",
    "transfers",
    "why_not_protected",
]
