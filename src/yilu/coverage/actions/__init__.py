"""The verbs of coverage: count rows again, follow what is in force, add all up, give blind spots out as tasks."""

from yilu.coverage.actions.counting import add_up, follow, recount
from yilu.coverage.actions.ordering import close_filled, order_gaps

__all__ = ["add_up", "close_filled", "follow", "order_gaps", "recount"]
