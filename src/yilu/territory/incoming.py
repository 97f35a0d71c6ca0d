"""What comes in from files: lines of case series and of published tiers, and the report on each line."""

import datetime as dt
from dataclasses import dataclass, field

from yilu.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One unit's cumulative counts to 24:00 of one day; `code` is empty for a bucket that belongs to no place."""

    line: int
    day: dt.date
    code: str
    name: str
    confirmed: int
    cured: int | None = None
    dead: int | None = None
    other: int | None = None  # the same count by a second source, to compare with


@dataclass(frozen=True, slots=True)
class TierLine:
    """One unit of a published list of risk tiers."""

    line: int
    as_of: dt.date
    published: dt.date | None
    code: str
    name: str
    tier: str
    scheme: str
    by_complement: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class LineRefusal:
    """A line that was not taken, and why."""

    line: int
    code: str
    name: str
    reason: Reason


@dataclass(slots=True)
class Report:
    """What became of each line of a file."""

    lines: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    buckets: int = 0  # lines that belong to no place: counted, never assigned
    refused: list[LineRefusal] = field(default_factory=list)
    warnings: list[Reason] = field(default_factory=list)
    written: bool = False
