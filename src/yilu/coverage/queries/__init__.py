"""What other rooms may ask of coverage."""

from yilu.coverage.queries.reading import Line, below, by_requirement, firms, sites, total

__all__ = ["Line", "below", "by_requirement", "firms", "sites", "total"]
