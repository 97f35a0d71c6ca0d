"""What runs by itself: bring rollups up to date, release what is due, chase what is overdue."""

from yilu.core import clock
from yilu.core.actor import system
from yilu.operations import actions, chasing


def refresh() -> int:
    """Refresh touched days and release those whose hour has come; how many days were refreshed."""
    actor, now = system("job:rollups"), clock.now()
    days = actions.refresh_rollups(by=actor, now=now)
    actions.release_days(by=actor, now=now)
    return days


def chase() -> int:
    """Close the tasks of reports that came in, open those of reports overdue; how many were opened."""
    actor, now = system("job:chasing"), clock.now()
    chasing.settle(by=actor, now=now)
    return chasing.chase(by=actor, now=now)
