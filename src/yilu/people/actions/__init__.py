"""The verbs of the room."""

from yilu.people.actions.checks import Bulk, send_check, send_checks, settle_difference

__all__ = ["Bulk", "send_check", "send_checks", "settle_difference"]
