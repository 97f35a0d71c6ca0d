"""The verbs of tasks: open, take, delegate, prove, close, move the due time, reopen, cancel, escalate what is late."""

from yilu.tasks.actions.directing import cancel, extend_due, reopen
from yilu.tasks.actions.doing import add_evidence, close_task, delegate, take
from yilu.tasks.actions.escalating import escalate_overdue
from yilu.tasks.actions.many import AT_ONCE, Order, cancel_many, open_many
from yilu.tasks.actions.opening import open_task

__all__ = [
    "AT_ONCE",
    "Order",
    "add_evidence",
    "cancel",
    "cancel_many",
    "close_task",
    "delegate",
    "escalate_overdue",
    "extend_due",
    "open_many",
    "open_task",
    "reopen",
    "take",
]
