"""What runs by itself: whoever may no longer work is taken off the day's shifts."""

from yilu.core import clock
from yilu.core.actor import system
from yilu.rosters import actions


def review() -> int:
    """Take off those of whom something is told since they were put on post; how many."""
    now = clock.now()
    return actions.take_off_blocked(day=now.date(), by=system("job:rosters"), now=now)
