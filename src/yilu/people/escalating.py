"""Missing morning checks are told upward at the hours an area set; a site's task closes when everybody has checked in.

A turn with nothing to do costs two small questions.
"""

import datetime as dt
from collections import defaultdict

from yilu.core.actor import Actor
from yilu.core.clock import end_of
from yilu.core.text import Text
from yilu.norms.queries import parameters
from yilu.people import actions
from yilu.people.queries.escalation import Order, missing_at, orders_due, units
from yilu.people.rules.escalation import KIND, RUNGS, Rung, told_at
from yilu.people.rules.timing import LATEST
from yilu.tasks.actions import close_task
from yilu.tasks.facts import Proof
from yilu.tasks.models import Task

AT_ONCE = 200  # units told of in one transaction: checks must not wait long for it
EVERYBODY = Text("全员已晨检", "everybody has checked in")


def escalate(*, by: Actor, now: dt.datetime) -> int:
    """Carry out every order whose hour has come; how many. One that broke off is taken up again: keys tell what was."""
    orders = orders_due(now=now)
    for order in orders:
        day, nobody = order.at.date(), 0
        told = units(order, day=day)
        due = _next(order, now=now)
        for start in range(0, len(told), AT_ONCE):
            some = told[start : start + AT_ONCE]
            nobody += actions.tell_missing(order=order, units=some, due=due, by=by, now=now)
        actions.note_told(order=order, units=told, nobody=nobody, by=by, now=now)
    return len(orders)


def _next(order: Order, *, now: dt.datetime) -> dt.datetime:
    """When somebody further up is told: until then a site has time. The end of the day if nobody will be."""
    day, numbers = order.at.date(), parameters(order.area, on=order.at.date())
    hours = [told_at(day, numbers[r.parameter].value) for r in RUNGS.values() if r.parameter in numbers]
    return min((h for h in hours if h > max(order.at, now)), default=end_of(day))


def settle(*, by: Actor, now: dt.datetime) -> int:
    """Close the tasks of sites and offices where nobody is missing any more; how many."""
    waiting: defaultdict[dt.date, dict[tuple[str, int], Task]] = defaultdict(dict)
    recent = Task.objects.standing().filter(kind=KIND, opened_at__gte=now - dt.timedelta(days=LATEST))
    for task in recent:
        _, kind, pk, missed_on = task.key.split(":")
        waiting[dt.date.fromisoformat(missed_on)][kind, int(pk)] = task
    closed = 0
    for day, tasks in waiting.items():
        still = missing_at(tasks, day=day)
        for place, task in tasks.items():
            if place not in still:
                proof = Proof(text=EVERYBODY.zh, link=_page(place, day))
                close_task(task=task, version=None, evidence=[proof], by=by, now=now)
                closed += 1
    return closed


def _page(place: tuple[str, int], day: dt.date) -> str:
    kind, pk = place
    return f"/people/sites/{pk}/morning/?day={day}" if kind == Rung.SITE else f"/people/offices/{pk}/?day={day}"
