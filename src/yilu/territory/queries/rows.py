"""The small frozen rows that questions about territory are answered with."""

import datetime as dt
from dataclasses import dataclass

from yilu.core.reasons import Reason
from yilu_planner.risk import Tier


@dataclass(frozen=True, slots=True)
class TierView:
    """The risk tier of one unit on one day: what is published is effective, what is computed is a check beside it."""

    code: str
    published: Tier  # unknown where no list names the unit
    computed: Tier
    effective: Tier
    reason: Reason  # why the computed tier is what it is, or why it is unknown
    scheme: str = ""
    as_of: dt.date | None = None  # of the published list

    @property
    def disagrees(self) -> bool:
        """Are both known, and different?"""
        return Tier.UNKNOWN not in (self.published, self.computed) and self.published != self.computed


@dataclass(frozen=True, slots=True)
class CaseRow:
    """Cases of one unit to 24:00 of `as_of`, from one source; None is unknown."""

    code: str
    as_of: dt.date
    confirmed: int
    cured: int | None
    dead: int | None
    new_confirmed: int | None  # against the day before `as_of`; None where that day is missing
    source: str
    synthetic: bool
