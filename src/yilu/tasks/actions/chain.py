"""What every verb does: lock the task as its editor saw it, note a link of the chain, tell people."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from yilu.audit.recording import Recording
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, reason
from yilu.core.text import Text
from yilu.messages.actions import send
from yilu.tasks.models import Step, Task
from yilu.tasks.rules import ladder, next_rung, rungs_passed

CHANGED_MEANWHILE = reason(
    "tasks.changed_meanwhile",
    "您打开之后，别人已办理了这项任务。请看最新情况后再办。",
    "Somebody acted on this task after you opened it. Look at it as it stands now, then act.",
)


def locked(task: Task, act: Recording, *, version: int | None) -> Task:
    """The task as it stands, locked. Raises `Conflict` if it is no longer the `version` the editor saw."""
    kept = Task.objects.select_for_update(of=("self",)).select_related("site", "enterprise").get(pk=task.pk)
    act.on(kept, area=kept.area_id, brand_id=kept.brand_id)
    if version is not None and version != kept.version:
        raise Conflict(CHANGED_MEANWHILE)
    return kept


def changed(task: Task, act: Recording, **values: Any) -> None:
    """Write the values as the next version, and to the audit."""
    before = {f: _plain(getattr(task, f)) for f in values}
    for name, value in values.items():
        setattr(task, name, value)
    task.version += 1
    task.save(update_fields=[*values, "version"])
    after = {f: _plain(getattr(task, f)) for f in values}
    act.changed({**before, "version": task.version - 1}, {**after, "version": task.version})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def noted(
    task: Task, verb: Step.Verb, *, by: Actor, now: datetime, to: int | None = None, note: str = "", **more: Any
) -> None:
    """Add a link to the chain; `more`: `due` where it moved, `post` where it was turned to one."""
    Step.objects.create(task=task, at=now, verb=verb, by=by.name[:80], to_id=to, note=note.strip()[:1000], **more)


def on_ladder(task: Task, *, now: datetime, due: datetime) -> dict[str, Any]:
    """Where on its ladder a task stands whose due time is now `due`: rungs already passed are not climbed again."""
    rungs = ladder(task.kind, in_enterprise=task.brand_id is not None)
    made = rungs_passed(rungs, due=due, now=now)
    return {"steps_made": made, "next_step_at": next_rung(rungs, made, due)}


def tell(
    task: Task,
    people: Iterable[int | None],
    *,
    what: Text,
    occasion: str,
    urgent: bool = False,
    by: Actor,
    now: datetime,
) -> None:
    """Tell them about the task; whoever acts is not told what he or she just did."""
    to = {p for p in people if p is not None} - {by.user_id}
    if not to:
        return
    title = Text(f"{what.zh}：{task.title_zh}", f"{what.en}: {task.title_en}")
    body = Text("详见任务页。", "See the task's page.")
    key, link = f"task:{task.pk}:{occasion}:{task.version}", f"/tasks/{task.pk}/"
    send(to=to, title=title, body=body, link=link, urgent=urgent, key=key, by=by, now=now)
