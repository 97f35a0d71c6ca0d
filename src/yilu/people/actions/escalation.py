"""Tell those above of missing morning checks: a site gets a task, further up one message each. Nobody is told twice."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.text import Text
from yilu.messages.actions import send
from yilu.people.actions._operator import check_is_system
from yilu.people.models import Escalation
from yilu.people.queries.escalation import Order, Unit
from yilu.people.rules.escalation import KIND, Rung
from yilu.tasks.actions import open_task

TASK = Text(
    "{at:%H:%M} 仍有 {people} 人未晨检：{name}（{day.month}月{day.day}日）",
    "{people} had not checked in at {at:%H:%M}: {name} ({day.day} {day:%b})",
)
WANTED = Text("当日全员晨检记录", "everybody's check of the day")
TITLE = Text(
    "{name}仍有 {people} 人未晨检，涉及 {places} 处", "{name}: {people} people at {places} places have not checked in"
)
BODY = Text(
    "截至 {day.month}月{day.day}日 {at:%H:%M}。请登录查看名单并督促补报；未晨检的人员不得上岗。",
    "At {at:%H:%M} on {day.day} {day:%b}. Sign in, see where, and have them check in; who has not may not work.",
)


def tell_missing(*, order: Order, units: Sequence[Unit], due: dt.datetime, by: Actor, now: dt.datetime) -> int:
    """Tell of these units; for how many nobody is appointed. `due`: when a site's task falls due."""
    with acting("people.check.escalate", by=by, now=now, area=order.area) as act:
        check_is_system(by)
        tell = _open_task if order.rung is Rung.SITE else _send
        nobody = sum(not tell(order, unit, due, by, now) for unit in units)
        act.changed(None, {"rung": str(order.rung), "at": order.at.isoformat(), "units": len(units), "nobody": nobody})
    return nobody


def note_told(*, order: Order, units: Sequence[Unit], nobody: int, by: Actor, now: dt.datetime) -> Escalation:
    """Note that the order is carried out, so that it is not tried again today."""
    with acting("people.check.escalated", by=by, now=now, area=order.area) as act:
        check_is_system(by)
        told, _ = Escalation.objects.get_or_create(
            day=_day(order),
            rung=order.rung.value,
            area_id=order.area,
            due_at=order.at,
            defaults={
                "told_at": now, "people": sum(u.people for u in units), "units": len(units), "nobody": nobody,
            },
        )  # fmt: skip
        act.changed(None, {"rung": str(order.rung), "at": order.at.isoformat(), "units": len(units), "nobody": nobody})
    return told


def _day(order: Order) -> dt.date:
    return order.at.date()


def _open_task(order: Order, unit: Unit, due: dt.datetime, by: Actor, now: dt.datetime) -> bool:
    day = _day(order)
    title = TASK.filled(at=order.at, people=unit.people, name=unit.name, day=day)
    task = open_task(
        kind=KIND,
        title=title,
        area=unit.area,
        site=unit.site,
        post=unit.post,
        due=due,
        key=f"{KIND}:{unit.key}:{day}",
        origin=f"people.morning:{unit.site.pk}" if unit.site else f"people.{unit.key}",
        evidence_wanted=WANTED,
        by=by,
        now=now,
    )
    return task.owner_id is not None


def _send(order: Order, unit: Unit, due: dt.datetime, by: Actor, now: dt.datetime) -> bool:
    if unit.to is None:
        return False
    day = _day(order)
    send(
        to=[unit.to.pk],
        title=TITLE.filled(name=unit.name, people=unit.people, places=unit.places),
        body=BODY.filled(day=day, at=order.at),
        link=f"{reverse('people:coverage')}?day={day}" + (f"&area={unit.area}" if unit.area else ""),
        urgent=True,
        key=f"{KIND}:{unit.key}:{day}:{order.area}:{order.at:%H%M}",
        by=by,
        now=now,
    )
    return True
