"""The morning of a site or an office: who has checked in, who has not, a check at the gate, which of two stands."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import Text, chinese
from yilu.people import actions
from yilu.people.access import holds, may_place
from yilu.people.forms import GateForm
from yilu.people.models import DifferingCheck, Measurement, MorningCheck, Source, Worker
from yilu.people.queries import days_of
from yilu.people.queries.cases import near
from yilu.people.rules.answers import Check
from yilu.people.tables import BLOCKED, FIT, MISSING, morning_table, name_of, state_of
from yilu.people.views.asking import Request, office_of, site_of, worker_of

RECORDED = Text("已登记：{name}，{state}。", "Recorded: {name}, {state}.")
SETTLED = Text("已核实。", "Settled.")
STATES = {"missing": MISSING, "blocked": BLOCKED, "fit": FIT}
ORDER = [MISSING, BLOCKED, FIT]


@require_safe
@requires(Permission.CHECK_READ)
def mine(request: Request) -> HttpResponse:
    """One's own site at once; for who sees more, how far they are."""
    sites = {g.site for g in request.actor.jurisdiction.having(Permission.CHECK_READ).grants}
    if len(sites) == 1 and (site := sites.pop()) is not None:
        return redirect("people:morning", site)
    return redirect("people:coverage")


@require_safe
@requires(Permission.CHECK_READ)
def morning(request: Request, pk: int) -> HttpResponseBase:
    """Who of the site has checked in today, who has not, who may not work and why."""
    site = site_of(request, pk, Permission.CHECK_READ)
    where = {"area": site.county_id, "brand": site.brand_id, "branch": site.enterprise_id, "site": site.pk}
    return _morning(request, {"site": site, "place": site.name}, where, Q(site=site))


@require_safe
@requires(Permission.CHECK_READ)
def office(request: Request, pk: int) -> HttpResponseBase:
    """The same of the regulator's own staff in an office."""
    shown, area = office_of(request, pk, Permission.CHECK_READ)
    may_add = may_place(request.actor, site=None, office=shown)
    context = {"office": shown, "place": shown.name_zh if chinese() else shown.name_en, "may_add": may_add}
    return _morning(request, context, {"area": area}, Q(office=shown))


def _morning(request: Request, context: dict[str, Any], where: dict[str, Any], here: Q) -> HttpResponseBase:
    """`where`: the place as a jurisdiction asks for it; `here`: the people who work there."""
    may, day = request.actor.jurisdiction, _day(request)
    people = Worker.objects.due_on(day).within(may, Permission.CHECK_READ).filter(here)
    rows = days_of(people.select_related("site", "county").order_by("code"), day=day)
    rows.sort(key=lambda r: (ORDER.index(state_of(r)), r.worker.code))
    counts = {name: sum(state_of(r) == state for r in rows) for name, state in STATES.items()}
    asked = request.GET.get("show", "")
    shown = [r for r in rows if asked not in STATES or state_of(r) == STATES[asked]]
    clear = may.may(Permission.WORKER_PERSON_READ, **where)
    health = near(request.actor, may).may(Permission.HEALTH_READ, **where)
    may_write = day == clock.today() and may.may(Permission.CHECK_WRITE, **where)
    context |= {
        "day": day,
        "due": len(rows),
        "counts": counts,
        "asked": asked,
        "differing": [(r, name_of(r.worker, clear)) for r in rows if r.differing],
        "health": health,
        "may_write": may_write,
        "may_issue": may.may(Permission.CARD_ISSUE, **where),
    }
    table = morning_table(clear=clear, health=health, may_write=may_write)
    return respond(request, "people/morning.html", table, shown, context)


def _day(request: Request) -> dt.date:
    try:
        return min(dt.date.fromisoformat(request.GET.get("day", "")), clock.today())
    except ValueError:
        return clock.today()


@requires(Permission.CHECK_WRITE)
def record(request: Request, pk: int) -> HttpResponse:
    """A check at the gate: on arrival with all answers, on return to the site the temperature alone."""
    worker, now = worker_of(request, pk, Permission.CHECK_WRITE), clock.now()
    refused: tuple[object, ...] = ()
    checked = MorningCheck.objects.filter(worker=worker, day=now.date()).exists()
    first = Measurement.Kind.RETURN if checked and now.hour >= 12 else Measurement.Kind.ARRIVAL
    form = GateForm(request.POST or None, worker=worker, initial={"kind": first.value})
    if request.method == "POST" and form.is_valid():
        try:
            _record(worker, form, request, now)
        except Denied as denied:
            refused = denied.reasons
        else:
            [today] = days_of([worker], day=now.date())
            clear = holds(request.actor, Permission.WORKER_PERSON_READ, worker)
            messages.success(request, str(RECORDED.filled(name=name_of(worker, clear), state=state_of(today))))
            return redirect(_morning_of(worker))
    clear = holds(request.actor, Permission.WORKER_PERSON_READ, worker)
    context = {"worker": worker, "name": name_of(worker, clear), "form": form, "refused": refused}
    return render(request, "people/record.html", context, status=422 if form.errors or refused else 200)


def _record(worker: Worker, form: GateForm, request: Request, now: dt.datetime) -> None:
    kind, client_id = Measurement.Kind(form.cleaned_data["kind"]), form.cleaned_data["client_id"]
    reading = actions.Reading(kind, form.tenths, client_id, form.cleaned_data["witness"])
    actions.measure(worker=worker, reading=reading, source=Source.GATE, by=request.actor, now=now)
    if kind is Measurement.Kind.ARRIVAL:
        check = Check(now.date(), client_id, now, now, form.answers)
        actions.send_check(worker=worker, check=check, source=Source.GATE, by=request.actor, now=now)


@require_POST
@requires(Permission.CHECK_WRITE)
def settle(request: Request, pk: int) -> HttpResponse:
    """Say which of two checks stands."""
    within = DifferingCheck.objects.within(request.actor.jurisdiction, Permission.CHECK_WRITE)
    differing = get_object_or_404(within.select_related("worker"), pk=pk)
    second = request.POST.get("stands") == "second"
    actions.settle_difference(differing=differing, second_stands=second, by=request.actor, now=clock.now())
    messages.success(request, str(SETTLED))
    return redirect(_morning_of(differing.worker))


def _morning_of(worker: Worker) -> str:
    if worker.site_id is None:
        return reverse("people:office", args=[worker.office_id])
    return reverse("people:morning", args=[worker.site_id])
