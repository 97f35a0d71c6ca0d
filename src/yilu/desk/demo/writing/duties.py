"""The duties of the demo's people, and the overdue reports of Hunan, through the same actions as everybody's."""

import datetime as dt
from typing import Any

from yilu.accounts.models import Appointment
from yilu.accounts.queries import actor_under
from yilu.core.actor import Actor
from yilu.core.clock import start_of
from yilu.core.text import Text
from yilu.desk.demo.duties import DUTIES, Duty
from yilu.desk.demo.people import PROVINCE
from yilu.desk.demo.progress import over
from yilu.messages import actions as messages
from yilu.operations import chasing
from yilu.tasks import actions as tasks
from yilu.tasks.facts import Proof
from yilu.tasks.models import Task

DONE = Text("已办结（合成佐证）", "done (synthetic)")
WHY = "演示：情况有变，按新要求办理"
_HOUR = dt.timedelta(hours=1)


def write_duties(*, day: dt.date, by: Actor, now: dt.datetime) -> None:
    """Give each duty at 9:00 the day before, do with it what was done since, then let what is late climb."""
    given_at = start_of(day) - 15 * _HOUR
    related = ("user", "area", "office", "brand", "enterprise", "site__enterprise")
    posts = {a.user.username: a for a in Appointment.objects.select_related(*related).order_by("-pk")}
    for n, duty in enumerate(over(DUTIES, "任务", "tasks")):
        task = _given(duty, n, posts, day=day, at=given_at)
        for step, then in enumerate(duty.then, start=1):
            _done(task, then, duty, posts, day=day, at=given_at + step * _HOUR)
    chasing.chase(by=by, now=start_of(day) - 3.5 * _HOUR, area=PROVINCE)
    for hour in range(1, int((now - given_at) / _HOUR) + 1):
        tasks.escalate_overdue(by=by, now=given_at + hour * _HOUR)
    messages.read_all(by=actor_under(posts["prefecture"], on=day), now=given_at + _HOUR)


def _given(duty: Duty, n: int, posts: dict[str, Appointment], *, day: dt.date, at: dt.datetime) -> Task:
    holder = posts[duty.to]
    where: dict[str, Any] = {"area": duty.place or holder.area_id}
    if not duty.place:
        where |= {"enterprise": holder.enterprise} if duty.branch else {"site": holder.site}
    return tasks.open_task(
        kind="tasks.manual", title=duty.title, **where, post=duty.post, owner=holder.user, due=at + duty.due * _HOUR,
        key=f"demo:duty:{n}", evidence_wanted=duty.wanted, by=actor_under(posts[duty.given_by], on=day), now=at,
    )  # fmt: skip


def _done(task: Task, then: str, duty: Duty, posts: dict[str, Appointment], *, day: dt.date, at: dt.datetime) -> None:
    verb, _, whom = then.partition(":")
    above, holder = (actor_under(posts[who], on=day) for who in (duty.given_by, duty.to))
    if verb == "take":
        tasks.take(task=task, by=holder, now=at)
    elif verb == "hand":
        tasks.delegate(task=task, to=posts[whom].user, note="请协助办理", by=holder, now=at)
    elif verb == "close":
        tasks.close_task(task=task, version=None, evidence=[Proof(text=DONE.zh)], by=holder, now=at)
    elif verb == "back":
        tasks.reopen(task=task, due=task.due, reason=WHY, by=above, now=at)
    else:
        tasks.cancel(task=task, reason=WHY, by=above, now=at)
