"""What runs by itself: counts taken over, sums, overdue transfers."""

from yilu.core import clock
from yilu.core.actor import system
from yilu.supplies import actions

BY = system("job:supplies")


def refresh() -> int:
    """Take the day's counts into the ledger, then bring the sums up to date; how many areas moved."""
    actions.take_day_counts(by=BY, now=clock.now())
    return actions.refresh(by=BY, now=clock.now())


def chase() -> int:
    """Tasks for what never arrived; how many are overdue."""
    return actions.chase_transfers(by=BY, now=clock.now())
