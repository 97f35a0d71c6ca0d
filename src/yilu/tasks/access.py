"""May this person do this to this task: its owner does the work, whoever stands over its place directs it."""

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason, reason
from yilu.tasks.models import Task
from yilu.tasks.rules import Verb, why_not_in_state
from yilu.tasks.words import MANUAL

NOBODY = reason("tasks.nobody", "请先登录。", "Sign in first.")
NOT_YOURS = reason(
    "tasks.not_yours",
    "任务不由您承办，您的岗位也无权对此处交办督办。",
    "The task is not yours, and your appointment does not direct tasks of this place.",
)
NOT_OVER_IT = reason(
    "tasks.not_over_it",
    "您的岗位无权对此处交办督办。",
    "Your appointment does not direct tasks of this place.",
)
BY_THE_LEVEL_ABOVE = reason(
    "tasks.by_the_level_above",
    "本人承办的任务，由上一级调整期限、撤销。",
    "The due time of one's own task is moved, and the task cancelled, by the level above.",
)
# What the owner may not do with his or her own task.
NOT_FOR_THE_OWNER = (Verb.EXTEND, Verb.CANCEL)
FOR_THE_LEVEL_ABOVE = (*NOT_FOR_THE_OWNER, Verb.REOPEN)


def directs(by: Actor, task: Task) -> bool:
    """Does the actor direct the tasks of this place?"""
    return by.jurisdiction.may(
        Permission.TASK_ASSIGN,
        area=task.area_id,
        brand=task.brand_id,
        branch=task.enterprise_id,
        site=task.site_id,
        person=task.owner_id,
    )


def holds(by: Actor, task: Task) -> bool:
    """Does the actor answer for the task?"""
    return by.user_id is not None and by.user_id in (task.owner_id, task.escalated_to_id)


def of_the_post(by: Actor, task: Task) -> bool:
    """Does the actor hold the post the task belongs to, over its place?"""
    return by.role == task.post and by.jurisdiction.may(
        Permission.TASK_READ,
        area=task.area_id,
        brand=task.brand_id,
        branch=task.enterprise_id,
        site=task.site_id,
        person=task.owner_id,
    )


def why_not(verb: Verb, task: Task, *, by: Actor) -> list[Reason]:
    """Why `by` may not do this with the task as it stands."""
    if found := why_not_in_state(verb, task.state):
        return found
    if verb in NOT_FOR_THE_OWNER and by.user_id is not None and by.user_id == task.owner_id:
        return [BY_THE_LEVEL_ABOVE]
    if directs(by, task):
        return []
    if verb in FOR_THE_LEVEL_ABOVE:
        return [NOT_OVER_IT]
    return [] if holds(by, task) or (verb == Verb.TAKE and of_the_post(by, task)) else [NOT_YOURS]


def check_can(verb: Verb, task: Task, *, by: Actor) -> None:
    """Raises `Denied` if `by` may not do this with the task now."""
    if found := why_not(verb, task, by=by):
        raise Denied(*found)


def why_not_open(
    kind: str, *, by: Actor, area: str, brand: int | None, branch: int | None, site: int | None
) -> list[Reason]:
    """Why `by` may not open it. Another room's act opens what its own rules ask for; a person, where he directs."""
    if not by.known:
        return [NOBODY]
    if kind != MANUAL or by.jurisdiction.may(Permission.TASK_ASSIGN, area=area, brand=brand, branch=branch, site=site):
        return []
    return [NOT_OVER_IT]
