"""Lines of case series and of published tiers, and the report on what became of each."""

import datetime as dt
from collections import Counter
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

    @property
    def figures(self) -> tuple[int, int | None, int | None]:
        """What is stored of it."""
        return self.confirmed, self.cured, self.dead


@dataclass(frozen=True, slots=True)
class TierLine:
    """One unit of a published list of risk tiers; `code` is empty where the unit has none (a development zone)."""

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
    same: int = 0  # already known with the same figures
    buckets: Counter[str] = field(default_factory=Counter)  # lines that belong to no place, by name: never assigned
    refused: list[LineRefusal] = field(default_factory=list)
    warnings: list[Reason] = field(default_factory=list)
    written: bool = False

    @property
    def taken(self) -> int:
        """Lines that are, or would be, written."""
        return self.new + self.changed

    @property
    def in_no_place(self) -> int:
        """Lines that belong to no place."""
        return self.buckets.total()

    @property
    def bucket_names(self) -> list[tuple[str, int]]:
        """The buckets by name, most lines first."""
        return self.buckets.most_common(20)

    def by_reason(self) -> list[tuple[Reason, int]]:
        """How many lines each kind of refusal met, most first, with the first such reason as the example."""
        counts = Counter(r.reason.code for r in self.refused)
        first = {r.reason.code: r.reason for r in reversed(self.refused)}
        return [(first[code], n) for code, n in counts.most_common()]
