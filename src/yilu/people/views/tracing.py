"""The trace of a case as graph and table, and the kept lists of contacts."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Reason
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.models import Site
from yilu.people import actions
from yilu.people.access import NOT_YOUR_CASE, handles
from yilu.people.actions import MOST_DAYS
from yilu.people.case_tables import contacts_table, met_table
from yilu.people.chain import chain_option
from yilu.people.models import Contact, Isolation, Worker
from yilu.people.queries.tracing import Trace, trace, tracing_days
from yilu.people.rules.cases import IS_CLOSED, SMALLEST_TOLD
from yilu.people.tables import name_of
from yilu.people.views.asking import Request
from yilu.people.views.cases import case_of, sees_person

KEPT = Text(
    "名单已留存（{n} 人），涉及的网点已收到通知。", "The list is kept ({n} people); the sites concerned are told."
)


@requires(Permission.CASE_READ)
def trace_case(request: Request, pk: int) -> HttpResponseBase:
    """Whom the case's person met in the days before today; on POST the list is kept."""
    case, today = case_of(request, pk), clock.today()
    ordered = tracing_days(case.county_id, on=today)
    typed = (request.POST or request.GET).get("days", "")
    days = int(typed) if typed.isdigit() and 1 <= int(typed) <= MOST_DAYS else ordered
    why_not: list[Reason] = [IS_CLOSED] if case.closed_at else [] if handles(request.actor, case) else [NOT_YOUR_CASE]
    if request.method == "POST":
        kept = actions.keep_contacts(case=case, days=days or 0, by=request.actor, now=clock.now())
        messages.success(request, str(KEPT.filled(n=kept)))
        return redirect("people:case", pk=pk)
    context: dict[str, Any] = {
        "case": case, "days": days, "ordered": ordered, "most": MOST_DAYS, "why_not": why_not, "smallest": SMALLEST_TOLD
    }  # fmt: skip
    found = _found(request, case.worker_id, days, today)
    names = _names(request, found)
    own = name_of(case.worker, sees_person(request, case.worker))
    if found.met:
        context["chain"] = chain_option(found, names={pk: n.split()[0] for pk, n in names.items()}, index_name=own)
    context |= {"trace": found, "name": own, "first": found.degree(1), "second": found.degree(2)}
    table = met_table(found, names=names, sites=_sites(request, found))
    return respond(request, "people/trace.html", table, list(found.met), context)


def _found(request: Request, worker: int, days: int | None, today: dt.date) -> Trace:
    if days is None:  # nobody ordered a number, nobody chose one: nothing is computed
        return Trace(worker, today, today, (), 0, {}, {})
    return trace(request.actor, worker, first=today - dt.timedelta(days=days - 1), last=today)


def _names(request: Request, found: Trace) -> dict[int, str]:
    """The people within reach, named as the reader may see them."""
    workers = Worker.objects.within(request.actor.jurisdiction, Permission.CASE_READ).filter(
        pk__in=[m.person for m in found.met]
    )
    return {w.pk: f"{name_of(w, sees_person(request, w))} {w.code}" for w in workers}


def _sites(request: Request, found: Trace) -> dict[int, str]:
    """Names of the sites of the meetings: each was a contact's own or visited one."""
    numbers = {number for kind, number in (m.where for m in found.met) if kind == "site"}
    return dict(Site.objects.filter(pk__in=numbers).values_list("pk", "name"))


@require_safe
@requires(Permission.CASE_READ)
def contacts(request: Request) -> HttpResponseBase:
    """One's own people on the lists of cases, whoever's case it is."""
    rows = Contact.objects.within(request.actor.jurisdiction, Permission.CASE_READ).filter(case__closed_at=None)
    rows = rows.select_related("worker__site")
    people = set(rows.values_list("worker_id", flat=True))
    isolated = {
        i.worker_id: i.released_at is None
        for i in Isolation.objects.filter(worker_id__in=people).order_by("worker_id", "recorded_at")
    }
    may = request.actor.jurisdiction.may(Permission.CASE_HANDLE)
    table = contacts_table(clear=lambda w: sees_person(request, w), isolated=isolated, may_isolate=may)
    context = {"people": len(people), "apart": sum(isolated.values())}
    return respond(request, "people/contacts.html", table, rows, context)
