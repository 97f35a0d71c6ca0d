"""What runs by itself: reminders and escalation."""

from yilu.core import clock
from yilu.core.actor import system
from yilu.tasks import actions


def escalate() -> int:
    """Climb every rung that is due; how many tasks moved."""
    return actions.escalate_overdue(by=system("job:escalation"), now=clock.now())
