"""What comes in from files: read, judged line by line, reported; no database here."""

from yilu.territory.incoming.lines import CaseLine, LineRefusal, Report, TierLine
from yilu.territory.incoming.reading import read_cases, read_tiers

__all__ = ["CaseLine", "LineRefusal", "Report", "TierLine", "read_cases", "read_tiers"]
