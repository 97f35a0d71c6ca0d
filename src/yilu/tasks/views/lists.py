"""The list in its four tabs, opening a task, and who is responsible for what."""

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from yilu.accounts.queries import appointments_of, title_of
from yilu.core import clock
from yilu.core.gate import requires, signed_in
from yilu.core.jurisdiction import NATION, is_code
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.models import Brand
from yilu.network.tables import named
from yilu.network.views.areas import area_choices
from yilu.network.views.asking import Request
from yilu.tasks import actions, queries
from yilu.tasks.forms import NewTaskForm
from yilu.tasks.models import Task, TaskQuerySet, held_by
from yilu.tasks.tables import holdings_table, tasks_table
from yilu.tasks.words import KINDS, MANUAL

TABS = {
    "mine": Text("我的", "Mine"),
    "unit": Text("本单位", "My unit"),
    "overdue": Text("逾期", "Overdue"),
    "all": Text("全部", "All"),
}


def _tab(request: Request, name: str) -> TaskQuerySet:
    now = clock.now()
    lists = {
        "mine": lambda: queries.mine(request.actor),
        "unit": lambda: queries.of_unit(request.actor),
        "overdue": lambda: queries.overdue(request.actor, now=now),
        "all": lambda: queries.seen(request.actor),
    }
    return lists[name]()


@require_safe
@signed_in
def tasks(request: Request) -> HttpResponseBase:
    """The list: mine, my unit's, overdue, all; by kind, area, brand, state, owner missing."""
    asked = {k: request.GET.get(k, "") for k in ("tab", "kind", "area", "brand", "state", "owner")}
    if asked["tab"] not in TABS:
        asked["tab"] = "mine"
    rows = _tab(request, asked["tab"])
    if asked["kind"] in KINDS:
        rows = rows.filter(kind=asked["kind"])
    if is_code(asked["area"]) and asked["area"] != NATION:
        rows = rows.in_area(asked["area"])
    if asked["brand"].isdigit() and len(asked["brand"]) < 10:
        rows = rows.filter(brand_id=asked["brand"])
    if asked["state"] in Task.State.values:
        rows = rows.filter(state=asked["state"])
    if asked["owner"] == "nobody":
        rows = rows.filter(owner=None)
    context = {
        "asked": asked,
        "tabs": TABS.items(),
        "counts": queries.counted(rows, now=clock.now()),
        "kinds": sorted(KINDS.items()),
        "areas": area_choices(request.actor, asked["area"]),
        "brands": [(str(b.pk), named(b)) for b in Brand.objects.order_by("code")],
        "states": Task.State.choices,
        "may_open": request.actor.jurisdiction.may(Permission.TASK_ASSIGN),
        "may_see_people": request.actor.jurisdiction.may(Permission.TASK_READ),
    }
    return respond(request, "tasks/tasks.html", tasks_table(clock.now()), rows, context)


@requires(Permission.TASK_ASSIGN)
def new_task(request: Request) -> HttpResponse:
    """Give somebody a matter to see to."""
    form = NewTaskForm(request.POST or None, by=request.actor)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            key = f"{MANUAL}:{request.actor.user_id}:{secrets.token_hex(8)}"
            try:
                made = actions.open_task(kind=MANUAL, key=key, **form.arguments, by=request.actor, now=clock.now())
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
            else:
                messages.success(request, str(Text("已下达。", "Opened.")))
                return redirect("tasks:task", pk=made.pk)
    return render(request, "tasks/new.html", {"form": form}, status=status)


@require_safe
@requires(Permission.TASK_READ)
def people(request: Request) -> HttpResponseBase:
    """Every responsible person whose tasks I may see: what he or she holds, what is late."""
    rows = queries.holdings(request.actor, now=clock.now())
    late = [h for h in rows if h.late]
    unowned = queries.blind_spots(request.actor).count()
    context = {"total": len(rows), "late": len(late), "unowned": unowned}
    return respond(request, "tasks/people.html", holdings_table(), rows, context)


@require_safe
@requires(Permission.TASK_READ)
def person(request: Request, pk: int) -> HttpResponseBase:
    """One responsible person: posts, tasks standing, what is late."""
    now, today = clock.now(), clock.today()
    found = get_object_or_404(queries.people_seen_by(request.actor, on=today), pk=pk)
    held = queries.seen(request.actor).standing().filter(held_by(found.pk))
    context = {
        "person": found,
        "posts": [title_of(a) for a in appointments_of(found, on=today)],
        "counts": queries.counted(held, now=now),
        "escalated": held.filter(escalated_to=found).exclude(owner=found).count(),
    }
    return respond(request, "tasks/person.html", tasks_table(now), held, context)
