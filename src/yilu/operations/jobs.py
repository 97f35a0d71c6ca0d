"""What runs by itself: bring rollups up to date and release what is due."""

from yilu.core import clock
from yilu.core.actor import system
from yilu.operations import actions


def refresh() -> int:
    """Refresh touched days and release those whose hour has come; how many days were refreshed."""
    actor, now = system("job:rollups"), clock.now()
    days = actions.refresh_rollups(by=actor, now=now)
    actions.release_days(by=actor, now=now)
    return days
