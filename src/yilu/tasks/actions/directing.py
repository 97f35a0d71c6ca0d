"""What the level above does with a task: move its due time, send it back, cancel it; always with a stated reason."""

from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Invalid
from yilu.core.text import Text
from yilu.tasks.access import check_can
from yilu.tasks.actions.chain import changed, locked, noted, on_ladder, tell
from yilu.tasks.models import Step, Task
from yilu.tasks.rules import NOT_LATER, Verb, why_not_reason

State = Task.State
MOVED = Text("任务期限已调整", "Due time moved")
BACK = Text("任务退回重办", "Task sent back")
CANCELLED = Text("任务已撤销", "Task cancelled")


def extend_due(*, task: Task, due: datetime, reason: str, version: int | None = None, by: Actor, now: datetime) -> Task:
    """Move the due time; its ladder begins anew from there."""
    with acting("tasks.task.extend", by=by, now=now, on=task) as act:
        kept = locked(task, act, version=version)
        check_can(Verb.EXTEND, kept, by=by)
        _check(reason, due=due, now=now)
        changed(kept, act, due=due, escalated_to_id=None, **on_ladder(kept, now=now, due=due))
        noted(kept, Step.Verb.EXTENDED, by=by, now=now, note=reason, due=due)
        tell(kept, [kept.owner_id], what=MOVED, occasion="extended", by=by, now=now)
    return kept


def reopen(*, task: Task, due: datetime, reason: str, version: int | None = None, by: Actor, now: datetime) -> Task:
    """Send a closed or cancelled task back to its owner, to be done by `due`."""
    with acting("tasks.task.reopen", by=by, now=now, on=task) as act:
        kept = locked(task, act, version=version)
        check_can(Verb.REOPEN, kept, by=by)
        _check(reason, due=due, now=now)
        again = {"state": State.OPEN, "closed_at": None, "due": due, "escalated_to_id": None}
        changed(kept, act, **again, **on_ladder(kept, now=now, due=due))
        noted(kept, Step.Verb.REOPENED, by=by, now=now, to=kept.owner_id, note=reason, due=due)
        tell(kept, [kept.owner_id], what=BACK, occasion="reopened", by=by, now=now)
    return kept


def cancel(*, task: Task, reason: str, version: int | None = None, by: Actor, now: datetime) -> Task:
    """Cancel a task that need not be done."""
    with acting("tasks.task.cancel", by=by, now=now, on=task) as act:
        kept = locked(task, act, version=version)
        check_can(Verb.CANCEL, kept, by=by)
        if found := why_not_reason(reason):
            raise Invalid(*found)
        changed(kept, act, state=State.CANCELLED, closed_at=now, next_step_at=None)
        noted(kept, Step.Verb.CANCELLED, by=by, now=now, note=reason)
        tell(kept, [kept.owner_id, kept.escalated_to_id], what=CANCELLED, occasion="cancelled", by=by, now=now)
    return kept


def _check(reason: str, *, due: datetime, now: datetime) -> None:
    if found := why_not_reason(reason) + ([NOT_LATER] if due <= now else []):
        raise Invalid(*found)
