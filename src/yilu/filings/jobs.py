"""Background: what follows from the rules while nobody looks."""

from yilu.core import clock
from yilu.core.actor import system
from yilu.filings import actions


def settle() -> int:
    """Begin reviews, let them run out, open what nothing stands against, warn where conditions no longer hold."""
    return actions.settle_due(by=system("job:filings"), now=clock.now())
