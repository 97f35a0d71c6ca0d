"""Shifts: those of an area, a site's roster, one shift, and the split of a crowd."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION, is_code
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.network.views.areas import area_choices
from yilu.people.queries.cases import near
from yilu.rosters import actions, queries
from yilu.rosters.access import may_edit
from yilu.rosters.forms import PutOnForm, ShiftForm, SplitForm
from yilu.rosters.models import Assignment, Shift
from yilu.rosters.proposing import propose
from yilu.rosters.tables import ORDER, roster_table, shifts_table, span, state_of, told_of

PUT_ON = Text("已排 {n} 人，{refused} 人不能排。", "{n} put on, {refused} could not be.")
MADE, DROPPED, TAKEN_OFF = (
    Text("已增加班次。", "The shift is made."),
    Text("已删除班次。", "The shift is dropped."),
    Text("已撤下。", "Taken off."),
)
ADOPTED = Text("已按方案分 {n} 班：接触由 {before} 对变为 {after} 对。", "{n} shifts: from {before} pairs to {after}.")
SHOWN = 50  # reasons on the page after a bulk act


class Request(HttpRequest):
    """For types only; the actor is put there by `accounts.middleware.Gate`."""

    actor: Actor


def _day(request: Request) -> dt.date:
    try:
        return dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return clock.today()


def _site(request: Request, pk: int) -> Site:
    return get_object_or_404(Site.objects.within(request.actor.jurisdiction, Permission.CHECK_READ), pk=pk)


@require_safe
@requires(Permission.CHECK_READ)
def shifts(request: Request) -> HttpResponseBase:
    """One's own site at once; for who sees more, the shifts of the day and how many each floor bears."""
    sites = {g.site for g in request.actor.jurisdiction.having(Permission.CHECK_READ).grants}
    if len(sites) == 1 and (own := sites.pop()) is not None:
        return redirect("rosters:site", own)
    day, area = _day(request), request.GET.get("area", "")
    rows = queries.shifts(request.actor, day=day)
    if is_code(area) and area != NATION:
        rows = rows.in_area(area)
    listed = queries.with_floors(rows, on=day)
    context = {
        "day": day,
        "areas": area_choices(request.actor, area),
        "sites": len({s.site_id for s in listed}),
        "on": sum(s.on for s in listed),
        "over": sum(s.most is not None and s.on > s.most for s in listed),
        "cut": len(listed) == queries.MOST_LISTED,
    }
    return respond(request, "rosters/shifts.html", shifts_table(), listed, context)


@requires(Permission.CHECK_READ)
def site(request: Request, pk: int) -> HttpResponseBase:
    """A site's roster: its shifts, everybody on them, and who may not be and why."""
    shown, day, today = _site(request, pk), _day(request), clock.today()
    edits = may_edit(request.actor, shown)
    form = ShiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_shift(site=shown, day=day, by=request.actor, now=clock.now(), **form.cleaned_data)
        except Denied as refused:
            form.add_error(None, [str(r) for r in refused.reasons])
        else:
            messages.success(request, str(MADE))
            return redirect(f"{reverse('rosters:site', args=[pk])}?day={day}")
    rows = queries.site_day(shown, day=day, today=today)
    rows.sort(key=lambda r: (ORDER.index(state_of(r)), r.worker.code))
    states = [state_of(r) for r in rows]
    clear = request.actor.jurisdiction.may(Permission.WORKER_PERSON_READ, **_place(shown))
    health = _sees_health(request, shown)
    asked = request.GET.get("show", "")
    context = {
        "site": shown,
        "day": day,
        "today": today,
        "floor": queries.floor_of(shown, on=day),
        "shifts": [(s, span(s), *_heads(rows, s)) for s in queries.shifts_of(shown, day=day)],
        "total": len(rows),
        "counts": {name or "fit": states.count(name) for name in ORDER},
        "asked": asked,
        "form": form if edits and day >= today else None,
        "may_edit": edits,
        "attendance": queries.attendance(shown, first=day - dt.timedelta(days=7), last=day - dt.timedelta(days=1)),
    }
    table = roster_table(clear=clear, health=health, may_edit=edits and day >= today)
    wanted = [r for r in rows if not asked or state_of(r) == ("" if asked == "fit" else asked)]
    response = respond(request, "rosters/site.html", table, wanted, context)
    response.status_code = 422 if request.method == "POST" else 200
    return response


def _place(site: Site) -> dict[str, Any]:
    return {"area": site.county_id, "brand": site.brand_id, "branch": site.enterprise_id, "site": site.pk}


def _sees_health(request: Request, site: Site) -> bool:
    return near(request.actor, request.actor.jurisdiction).may(Permission.HEALTH_READ, **_place(site))


def _heads(rows: list[queries.Row], shift: Shift) -> tuple[int, int]:
    """On post and planned."""
    states = [a.state for r in rows for a in r.assignments if a.shift_id == shift.pk]
    return states.count("on"), states.count("planned")


def _shift(request: Request, pk: int) -> Shift:
    rows = Shift.objects.within(request.actor.jurisdiction, Permission.SHIFT_EDIT)
    return get_object_or_404(rows.select_related("site"), pk=pk)


def _back(shift: Shift) -> HttpResponse:
    return redirect(f"{reverse('rosters:site', args=[shift.site_id])}?day={shift.day}")


@requires(Permission.SHIFT_EDIT)
def shift(request: Request, pk: int) -> HttpResponse:
    """Put people on a shift: everybody who may, a group, or by number; whoever may not is told with the reason."""
    shown = _shift(request, pk)
    people = queries.people_of(shown.site)
    groups = sorted({g for g in people.values_list("shift_group", flat=True) if g})
    form = PutOnForm(request.POST or None, groups=groups)
    refused: list[tuple[str, list[Reason]]] = []
    if request.method == "POST" and form.is_valid():
        asked = people.filter(code__in=form.wanted) if form.wanted else people
        if form.cleaned_data["group"] and not form.wanted:
            asked = asked.filter(shift_group=form.cleaned_data["group"])
        on_others = Assignment.objects.filter(shift__day=shown.day, state__in=queries.STANDING).exclude(shift=shown)
        if not form.wanted:
            asked = asked.exclude(pk__in=on_others.values("worker_id"))
        codes = dict(asked.values_list("pk", "code"))
        told = actions.put_on(shift=shown, workers=list(codes), by=request.actor, now=clock.now())
        return _told(request, shown, codes, told)
    context = {"shift": shown, "span": span(shown), "form": form, "refused": refused}
    return render(request, "rosters/shift.html", context, status=422 if form.errors else 200)


def _told(request: Request, shown: Shift, codes: dict[int, str], told: dict[int, list[Reason]]) -> HttpResponse:
    """What came of putting people on: back to the roster, or the reasons one by one."""
    messages.success(request, str(PUT_ON.filled(n=len(codes) - len(told), refused=len(told))))
    if not told:
        return _back(shown)
    health = _sees_health(request, shown.site)
    refused = [(codes[pk], told_of(why, health)) for pk, why in told.items()]
    context = {"shift": shown, "span": span(shown), "refused": refused[:SHOWN], "more": max(0, len(refused) - SHOWN)}
    return render(request, "rosters/shift.html", context)


@require_POST
@requires(Permission.SHIFT_EDIT)
def confirm(request: Request, pk: int) -> HttpResponse:
    """Put on post everybody planned who may."""
    shown = _shift(request, pk)
    codes = dict(shown.assignments.filter(state="planned").values_list("worker_id", "worker__code"))
    told = actions.confirm(shift=shown, by=request.actor, now=clock.now())
    return _told(request, shown, codes, told)


@require_POST
@requires(Permission.SHIFT_EDIT)
def drop(request: Request, pk: int) -> HttpResponse:
    """Drop a shift that is to come."""
    shown = _shift(request, pk)
    actions.drop_shift(shift=shown, by=request.actor, now=clock.now())
    messages.success(request, str(DROPPED))
    return _back(shown)


@requires(Permission.SHIFT_EDIT)
def take_off(request: Request, pk: int) -> HttpResponse:
    """Ask, then take one person off a shift."""
    rows = Assignment.objects.within(request.actor.jurisdiction, Permission.SHIFT_EDIT)
    assignment = get_object_or_404(rows.select_related("shift__site", "worker"), pk=pk)
    if request.method == "POST":
        actions.take_off(assignment=assignment, by=request.actor, now=clock.now())
        messages.success(request, str(TAKEN_OFF))
        return _back(assignment.shift)
    context = {"assignment": assignment, "shift": assignment.shift, "span": span(assignment.shift)}
    return render(request, "rosters/take_off.html", context)


@requires(Permission.SHIFT_EDIT)
def split(request: Request, pk: int) -> HttpResponse:
    """Propose several shifts in place of one crowd; taken on as groups and shifts of the days named."""
    shown = get_object_or_404(Site.objects.within(request.actor.jurisdiction, Permission.SHIFT_EDIT), pk=pk)
    tomorrow = clock.today() + dt.timedelta(days=1)
    first = {
        "number": 2, "starts": dt.time(6), "hours": 8, "pause": 30, "first": tomorrow,
        "last": tomorrow + dt.timedelta(days=6),
    }  # fmt: skip
    given = request.POST if request.method == "POST" else request.GET if "number" in request.GET else None
    form = SplitForm(given, initial=first)
    proposal = None
    if given is None or form.is_valid():
        asked = form.asked if given is not None else queries.DEFAULT_SPLIT
        day = form.cleaned_data["first"] if given is not None else tomorrow
        proposal = propose(shown, asked, day=day)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            found = actions.adopt_split(
                site=shown, asked=form.asked, first=data["first"], last=data["last"], by=request.actor, now=clock.now()
            )
        except Denied as refused:
            form.add_error(None, [str(r) for r in refused.reasons])
        else:
            told = {"n": len(found.parts), "before": found.pairs_before, "after": found.pairs_after}
            messages.success(request, str(ADOPTED.filled(**told)))
            return redirect(f"{reverse('rosters:site', args=[pk])}?day={data['first']}")
    context = {"site": shown, "form": form, "proposal": proposal}
    return render(request, "rosters/split.html", context, status=422 if form.errors else 200)
