"""Returns: the list, one return and what is done with it, registering who is away."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION, is_code
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Denied, Reason
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.views.areas import area_choices
from yilu.people import actions
from yilu.people.access import OUTSIDE, holds
from yilu.people.models import Measurement, Return, Worker
from yilu.people.queries import returns as queries
from yilu.people.return_forms import (
    ArriveForm,
    BecauseForm,
    BookForm,
    ClearForm,
    PlanForm,
    VersionForm,
    workers_here,
)
from yilu.people.return_tables import returns_table
from yilu.people.rules.returns import AWAY, HELD, STATES, VERBS, State, Verb, why_not_verb
from yilu.people.tables import name_of
from yilu.people.views.asking import Request
from yilu.people.views.cases import sees_person
from yilu.territory.models import Area
from yilu.territory.words import Tier, shown_name

PLANNED = Text("已登记 {n} 人外出，解除前不得上岗。", "{n} registered as away: on no shift until cleared.")
DONE = Text("已登记。", "Recorded.")


@require_safe
@requires(Permission.WORKER_READ)
def returns(request: Request) -> HttpResponseBase:
    """Who is away, booked, on the way, here and not cleared; whose origin's tier changed."""
    asked = {k: request.GET.get(k, "") for k in ("area", "site", "state")}
    today = clock.today()
    area = asked["area"] if is_code(asked["area"]) and asked["area"] != NATION else ""
    everything = queries.returns(request.actor)
    if area:
        everything = everything.in_area(area)
    if asked["site"].isdigit():
        everything = everything.filter(site_id=asked["site"])
    standing = everything.open()
    changed = queries.changed_tiers(standing, on=today)
    origins = set(standing.order_by().values_list("origin_id", flat=True).distinct())
    tiers = queries.origin_tiers(origins, on=today)
    rows = standing
    if asked["state"] == "changed":
        rows = standing.filter(state__in=AWAY, origin_id__in={o for o, _ in changed}).exclude(day=None)
    elif asked["state"] in set(State):
        rows = everything.filter(state=asked["state"])
    high = [code for code, tier in tiers.items() if tier is Tier.HIGH]
    context = {
        "asked": asked,
        "areas": area_choices(request.actor, area),
        "states": [(s.value, str(t)) for s, t in STATES.items()],
        "away": standing.filter(state__in=AWAY).count(),
        "high": standing.filter(state__in=AWAY, origin_id__in=high).count(),
        "booked": standing.filter(state__in=AWAY).exclude(day=None).count(),
        "here": standing.filter(state__in=HELD).count(),
        "changed": sum(_waiting(standing, pair) for pair in changed),
        "may_book": request.actor.jurisdiction.may(Permission.RETURN_BOOK),
        "may_plan": request.actor.jurisdiction.may(Permission.PLAN_MAKE),
    }
    table = returns_table(clear=lambda w: sees_person(request, w), tiers=tiers, changed=changed)
    return respond(request, "people/returns.html", table, rows.select_related(*queries.LISTED), context)


def _waiting(rows: Any, pair: tuple[str, str]) -> int:
    origin, tier = pair
    return int(rows.filter(state__in=AWAY, origin_id=origin, tier=tier).exclude(day=None).count())


@requires(Permission.RETURN_BOOK)
def plan(request: Request) -> HttpResponse:
    """Register who is away."""
    mine = Worker.objects.within(request.actor.jurisdiction, Permission.RETURN_BOOK)
    form = PlanForm(request.POST or None, workers=workers_here(mine), initial={"codes": request.GET.get("codes", "")})
    refused: tuple[Reason, ...] = ()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        shared = (data["origin"], data["earliest"], Return.Quarters(data["quarters"]), data["conveyance"])
        rows = [actions.Plan(pk, *shared) for pk in data["codes"]]
        try:
            actions.plan_returns(rows=rows, by=request.actor, now=clock.now())
        except Denied as denied:
            refused = denied.reasons
        else:
            messages.success(request, str(PLANNED.filled(n=len(rows))))
            return redirect("people:returns")
    prefectures = Area.objects.filter(level=Area.Level.PREFECTURE, valid_until=None).select_related("parent")
    origins = [f"{a.parent.name_zh if a.parent else ''}{a.name_zh} {a.code}" for a in prefectures.order_by("code")]
    context = {"form": form, "refused": refused, "origins": origins}
    return render(request, "people/return_plan.html", context, status=422 if form.errors or refused else 200)


# What each verb asks for, which action does it, and who may.
Act = tuple[type[forms.Form], Callable[..., object], Permission]
ACTS: dict[Verb, Act] = {
    Verb.BOOK: (BookForm, actions.book_return, Permission.RETURN_BOOK),
    Verb.UNBOOK: (BecauseForm, actions.unbook_return, Permission.RETURN_BOOK),
    Verb.DEPART: (VersionForm, actions.note_departure, Permission.RETURN_BOOK),
    Verb.TURN_BACK: (BecauseForm, actions.turn_back, Permission.RETURN_BOOK),
    Verb.ARRIVE: (ArriveForm, actions.check_arrival, Permission.CHECK_WRITE),
    Verb.CLEAR: (ClearForm, actions.clear_return, Permission.CASE_HANDLE),
    Verb.CANCEL: (VersionForm, actions.cancel_return, Permission.RETURN_BOOK),
}


@require_safe
@requires(Permission.WORKER_READ)
def one(request: Request, pk: int) -> HttpResponse:
    """One return and what may be done with it now."""
    return _page(request, _return(request, pk))


@requires(Permission.WORKER_READ)
def act(request: Request, pk: int, verb: str) -> HttpResponse:
    """Do one thing with a return; refused, the page says why beside what was typed."""
    back = _return(request, pk)
    if request.method != "POST" or verb not in {v.value for v in ACTS} | {"decide"}:
        return redirect("people:return", pk)
    kind, do, permission = (BecauseForm, _decide, Permission.RETURN_BOOK) if verb == "decide" else ACTS[Verb(verb)]
    if not holds(request.actor, permission, back.worker):
        raise Denied(OUTSIDE)
    form = kind(request.POST)
    status = 422
    if form.is_valid():
        try:
            do(back=back, by=request.actor, now=clock.now(), **_values(form))
        except Denied as refused:
            status = 409 if isinstance(refused, Conflict) else 422
            form.add_error(None, [str(r) for r in refused.reasons])
        else:
            messages.success(request, str(DONE))
            return redirect("people:return", pk)
    return _page(request, back, tried=(verb, form), status=status)


def _decide(*, because: str, **told: Any) -> None:
    actions.decide_return(ground=because, **told)


def _values(form: forms.Form) -> dict[str, Any]:
    data = dict(form.cleaned_data)
    if "temperature" in data:
        tenths, client_id = int(data.pop("temperature") * 10), data.pop("client_id")
        data["reading"] = actions.Reading(Measurement.Kind.ARRIVAL, tenths, client_id)
    return data


def _return(request: Request, pk: int) -> Return:
    return get_object_or_404(queries.returns(request.actor).select_related(*queries.LISTED, "isolation"), pk=pk)


def _page(
    request: Request, back: Return, *, tried: tuple[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    today = clock.today()
    changed = queries.changed_tiers(Return.objects.filter(pk=back.pk), on=today).get((back.origin_id, back.tier))
    offered = []
    for verb, (kind, _, permission) in ACTS.items():
        if why_not_verb(verb, back.state) or not holds(request.actor, permission, back.worker):
            continue
        first = {"version": back.version, "day": back.day or max(today, back.earliest or today)}
        form = tried[1] if tried and tried[0] == verb else kind(initial=first, prefix=None, auto_id=f"{verb}_%s")
        offered.append((verb.value, str(VERBS[verb]), form))
    decide = tried[1] if tried and tried[0] == "decide" else BecauseForm(initial={"version": back.version})
    areas = queries.counting_areas(back.county_id)
    shown, names = back.day or today, Area.objects.in_bulk(areas)
    context = {
        "back": back,
        "name": name_of(back.worker, sees_person(request, back.worker)),
        "state": STATES[State(back.state)],
        "tier": queries.origin_tiers([back.origin_id], on=today)[back.origin_id],
        "changed": changed,
        "decide": decide if changed and holds(request.actor, Permission.RETURN_BOOK, back.worker) else None,
        "offered": offered,
        "ordered": queries.ordered_isolation(back.county_id, on=today),
        "rooms": [
            (shown_name(names[r.area]), r)
            for r in queries.rooms(areas, first=shown, last=shown)
            if r.arrivals is not None
        ],
        "may_isolate": back.state == State.ARRIVED and holds(request.actor, Permission.CASE_HANDLE, back.worker),
    }
    return render(request, "people/return.html", context, status=status)
