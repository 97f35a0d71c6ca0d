"""What happens by itself to a task that nobody finishes: its owner is reminded, then one level above the other told."""

from datetime import datetime
from typing import Any

from yilu.accounts.models import User
from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.text import Text
from yilu.tasks.actions.chain import changed, locked, noted, tell
from yilu.tasks.models import Step, Task
from yilu.tasks.queries import holder
from yilu.tasks.rules import Rung, Whom, ladder, next_rung

# Of one run of the job; what is left goes with the next.
MOST = 500
SOON = Text("任务即将到期", "Task falls due soon")
LATE = Text("任务已逾期", "Task overdue")
UP = Text("下级任务逾期，提级督办", "Overdue below you, now yours to see to")


def escalate_overdue(*, by: Actor, now: datetime) -> int:
    """Climb every rung that is due; how many tasks moved. A post filled meanwhile gives the task its owner."""
    due = (
        Task.objects.standing()
        .filter(next_step_at__lte=now)
        .order_by("next_step_at", "pk")
        .values_list("pk", flat=True)
    )
    return sum(_climb(Task(pk=pk), by=by, now=now) for pk in list(due[:MOST]))


def _climb(task: Task, *, by: Actor, now: datetime) -> bool:
    with acting("tasks.task.escalate", by=by, now=now, on=task) as act:
        kept = locked(task, act, version=None)
        if not kept.is_standing or kept.next_step_at is None or kept.next_step_at > now:
            return False
        rungs = ladder(kept.kind, in_enterprise=kept.brand_id is not None)
        values: dict[str, Any] = {}
        made = kept.steps_made
        if kept.owner_id is None and (owner := _holder(kept, kept.post, now=now)) is not None:
            values["owner_id"] = owner.pk
            noted(kept, Step.Verb.ASSIGNED, by=by, now=now, to=owner.pk)
        up: User | None = None
        while made < len(rungs) and kept.due + rungs[made].after <= now:
            up = _climbed(kept, rungs[made], by=by, now=now) or up
            made += 1
        values |= {"steps_made": made, "next_step_at": next_rung(rungs, made, kept.due)}
        if up is not None:
            values["escalated_to_id"] = up.pk
        changed(kept, act, **values)
        is_late = kept.due <= now
        tell(kept, [kept.owner_id], what=LATE if is_late else SOON, occasion="late", urgent=is_late, by=by, now=now)
        if up is not None and up.pk != kept.owner_id:
            tell(kept, [up.pk], what=UP, occasion="escalated", urgent=True, by=by, now=now)
    return True


def _climbed(task: Task, rung: Rung, *, by: Actor, now: datetime) -> User | None:
    """Note the rung, filled or not; whoever above now has to see to the task."""
    if rung.whom == Whom.OWNER:
        noted(task, Step.Verb.REMINDED, by=by, now=now, to=task.owner_id, post=task.post)
        return None
    up = _holder(task, rung.whom, now=now)
    noted(task, Step.Verb.ESCALATED, by=by, now=now, to=up.pk if up else None, post=str(rung.whom))
    return up


def _holder(task: Task, post: str, *, now: datetime) -> User | None:
    on = now.astimezone(ZONE).date()
    return holder(post, area=task.area_id, site=task.site, enterprise=task.enterprise, brand=task.brand_id, on=on)
