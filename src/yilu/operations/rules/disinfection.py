"""Is the next disinfection due? By the hours the norm fixes, or an area ordered; where nobody did, none is overdue."""

import datetime as dt
from dataclasses import dataclass

from yilu.core.reasons import Reason, reason

# Requirements a disinfection is evidence of, where they are in force: outlets, all places, the resumption guide.
PROVES = ("O5", "U2", "G5")
NO_PLACE = reason("operations.disinfection.place", "请写明消毒地点。", "Say where.")
NO_AGENT = reason("operations.disinfection.agent", "请写明所用消毒剂。", "Say with what.")
AHEAD = reason("operations.disinfection.ahead", "消毒时间晚于现在。", "It would have happened after now.")
LONG_AGO = reason(
    "operations.disinfection.long_ago", "消毒记录应在 {days} 天内补记。", "It is recorded within {days} days.", days=7
)
A_MOMENT = dt.timedelta(minutes=5)  # clocks of phones differ
LATEST = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Due:
    """When a site was last disinfected, and when it must be again; `clause` says on whose word."""

    last: dt.datetime | None
    every_hours: int | None  # None: nobody fixed an interval
    clause: str

    @property
    def at(self) -> dt.datetime | None:
        """When the next is due; None: no interval, or never disinfected."""
        if self.last is None or self.every_hours is None:
            return None
        return self.last + dt.timedelta(hours=self.every_hours)

    def is_overdue(self, now: dt.datetime) -> bool:
        """Is it overdue? A site never disinfected is, where there is an interval."""
        return self.every_hours is not None and (self.at is None or self.at < now)


def why_not_log(*, at: dt.datetime, place: str, agent: str, now: dt.datetime) -> list[Reason]:
    """What forbids recording a disinfection."""
    why = [NO_PLACE] * (not place.strip()) + [NO_AGENT] * (not agent.strip())
    if at > now + A_MOMENT:
        why.append(AHEAD)
    elif at < now - LATEST:
        why.append(LONG_AGO)
    return why
