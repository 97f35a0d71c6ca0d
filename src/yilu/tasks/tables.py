"""The lists of this room."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.accounts.tables import role_name
from yilu.core.tables import Column, Table
from yilu.core.templatetags.yilu import moment
from yilu.core.text import label
from yilu.network.tables import named, unbroken
from yilu.tasks.models import Task
from yilu.tasks.queries import Holding
from yilu.tasks.words import kind

COLOURS = {"open": "yellow", "taken": "blue", "closed": "green", "cancelled": "secondary"}
NOBODY = label("无责任人", "nobody")


def place(task: Task) -> str:
    """Where: the site, else the area."""
    if task.site is not None:
        return task.site.name
    return named(task.area)


def state_badge(code: str) -> SafeString:
    """A state as a word on its colour."""
    return format_html('<span class="badge bg-{}-lt">{}</span>', COLOURS[code], Task.State(code).label)


def owner_shown(name: str) -> SafeString | str:
    """The responsible person; that there is none stands out."""
    return name or format_html('<span class="badge bg-red-lt">{}</span>', NOBODY)


def late_shown(is_late: bool) -> SafeString | str:
    """That it is late, in a word."""
    return format_html('<span class="badge bg-red-lt">{}</span>', label("逾期", "overdue")) if is_late else "—"


def tasks_table(now: datetime) -> Table:
    """The list of tasks."""
    return Table(
        "tasks",
        label("任务清单", "Tasks"),
        (
            Column("title", label("事项", "What"), lambda t: str(t.title), link=task_url),
            Column("due", label("期限", "Due"), lambda t: t.due, "due", lambda due: unbroken(moment(due))),
            Column("late", label("逾期", "Overdue"), lambda t: t.is_standing and t.due < now, show=late_shown),
            Column("state", label("状态", "State"), lambda t: t.state, "state", state_badge),
            Column(
                "owner", label("责任人", "Owner"), lambda t: t.owner.name if t.owner else "", "owner__name", owner_shown
            ),
            Column("place", label("地点", "Place"), place, "area_id", unbroken),
            Column("brand", label("品牌", "Brand"), lambda t: named(t.brand) if t.brand else "—", "brand_id", unbroken),
            Column("kind", label("类别", "Kind"), lambda t: str(kind(t.kind)), "kind", unbroken),
            Column("post", label("岗位", "Post"), lambda t: str(role_name(t.post)), "post", unbroken),
            Column(
                "escalated",
                label("督办人", "Escalated to"),
                lambda t: t.escalated_to.name if t.escalated_to else "—",
                sort="escalated_to__name",
            ),
        ),
        default_sort="due",
        empty=label("这里没有任务。", "No task here."),
    )


def task_url(task: Task) -> str:
    """A task's own page."""
    return reverse("tasks:task", args=[task.pk])


def holdings_table() -> Table:
    """Who holds what, and how much of it is late."""
    return Table(
        "responsible",
        label("责任人", "Responsible people"),
        (
            Column("name", label("姓名", "Name"), lambda h: h.person.name, "name", link=person_url),
            _count("standing", label("在办", "Standing"), lambda h: h.standing),
            _count("late", label("逾期", "Overdue"), lambda h: h.late),
            _count("today", label("今日到期", "Due today"), lambda h: h.today),
            _count("escalated", label("提级督办", "Escalated to"), lambda h: h.escalated),
        ),
        default_sort="-late",
        empty=label("没有在办的任务。", "No task stands."),
    )


def _count(code: str, title: str, value: Callable[[Any], int]) -> Column:
    return Column(code, title, value, code, is_number=True)


def person_url(holding: Holding) -> str:
    """The page of one responsible person."""
    return reverse("tasks:person", args=[holding.person.pk])
