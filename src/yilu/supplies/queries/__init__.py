"""Questions about supplies that other rooms may ask."""

from yilu.supplies.queries.protection import masks_a_day, protected, why_not_protected

__all__ = ["masks_a_day", "protected", "why_not_protected"]
