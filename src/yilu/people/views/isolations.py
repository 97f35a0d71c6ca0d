"""Isolations: who stands isolated, one with its days, and the clearance that ends it."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.people import actions
from yilu.people.access import NOT_YOUR_CASE, holds
from yilu.people.case_forms import FollowUpForm, ReleaseForm
from yilu.people.case_tables import isolations_table
from yilu.people.models import Contact
from yilu.people.queries import isolation as queries
from yilu.people.queries.cases import sees_details_of
from yilu.people.rules.isolation import RELEASED
from yilu.people.tables import name_of
from yilu.people.views.asking import Request, worker_of
from yilu.people.views.case_acts import ask, isolation_form
from yilu.people.views.cases import sees_person

RELEASE = (
    Text("登记解除隔离", "Record the clearance"),
    Text(
        "只凭卫生健康部门的解除文书；期满不等于解除。",
        "Only on the health authority's clearance: that the days are over releases nobody.",
    ),
)


@require_safe
@requires(Permission.CASE_READ)
def isolations(request: Request) -> HttpResponseBase:
    """Who is isolated on whose word; today's missing follow-ups first."""
    today = clock.today()
    everything = queries.isolations(request.actor, today=today)
    show = request.GET.get("show", "standing")
    standing = queries.standing(everything, today=today)
    missing = queries.missing(everything, today=today)
    rows = {"missing": missing, "all": everything}.get(show, standing)
    context = {"show": show, "standing": standing.count(), "missing": missing.count()}
    table = isolations_table(clear=lambda w: sees_person(request, w), today=today)
    return respond(request, "people/isolations.html", table, rows, context)


@requires(Permission.CASE_READ)
def isolation(request: Request, pk: int) -> HttpResponse:
    """One isolation: its document, its days, and today's follow-up on the spot."""
    today = clock.today()
    shown = get_object_or_404(queries.isolations(request.actor, today=today), pk=pk)
    actor, status = request.actor, 200
    form = FollowUpForm(request.POST or None, initial={"day": today})
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.follow_up(isolation=shown, by=actor, now=clock.now(), **form.values)
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
            else:
                return redirect("people:isolation", pk=pk)
    handling = holds(actor, Permission.CASE_HANDLE, shown.worker)
    why_not = [RELEASED] if shown.released_at else [] if handling else [NOT_YOUR_CASE]
    context = {
        "isolation": shown,
        "name": name_of(shown.worker, sees_person(request, shown.worker)),
        "form": form,
        "follow_ups": shown.follow_ups.order_by("-day"),
        "details": sees_details_of(actor, shown.worker),
        "why_not": why_not,
        "today": today,
    }
    return render(request, "people/isolation.html", context, status=status)


@requires(Permission.CASE_HANDLE)
def release(request: Request, pk: int) -> HttpResponse:
    """Record the clearance that ends it."""
    shown = get_object_or_404(queries.isolations(request.actor, today=clock.today()), pk=pk)
    if not holds(request.actor, Permission.CASE_HANDLE, shown.worker):
        raise Denied(NOT_YOUR_CASE)

    def do(data: dict[str, Any]) -> None:
        actions.release(isolation=shown, by=request.actor, now=clock.now(), **data)

    form = ReleaseForm(request.POST or None)
    back = reverse("people:isolation", args=[pk])
    return ask(request, form, do, words=RELEASE, back=back, above=shown.worker.code)


@requires(Permission.CASE_HANDLE)
def isolate_worker(request: Request, pk: int) -> HttpResponse:
    """Record the isolation ordered for a contact."""
    worker = worker_of(request, pk, Permission.CASE_HANDLE)
    contact = Contact.objects.filter(worker=worker, case__closed_at=None).order_by("degree", "-found_at").first()
    case = contact.case if contact else None
    return isolation_form(request, worker, case, back=reverse("people:isolations"), above=worker.code)
