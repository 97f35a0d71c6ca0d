"""Health cases: the list, one case, and the report to government that people print and send themselves."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION, is_code
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason
from yilu.core.tables import asked as asked_of
from yilu.core.tables import export, respond
from yilu.network.tables import named
from yilu.network.views.areas import area_choices
from yilu.people.access import NOT_YOUR_CASE, handles, holds
from yilu.people.case_forms import NoteForm
from yilu.people.case_tables import cases_table
from yilu.people.models import Contact, HealthCase, Isolation, SuspensionProposal, Worker
from yilu.people.queries import cases as queries
from yilu.people.queries.requirements import requirements_at
from yilu.people.rules.cases import IS_CLOSED, NOT_DETAILED, STILL_ISOLATED
from yilu.people.rules.isolation import STANDS_ALREADY
from yilu.people.rules.steps import STEPS
from yilu.people.rules.suspension import NO_SITE, NOT_OPEN, PROPOSED
from yilu.people.tables import name_of
from yilu.people.views.asking import Request
from yilu.people.views.case_report import report_rows, report_table
from yilu.tasks.queries import mine


def sees_person(request: Request, worker: Worker) -> bool:
    """May the reader see whole names?"""
    return holds(request.actor, Permission.WORKER_PERSON_READ, worker)


def case_of(request: Request, pk: int) -> HealthCase:
    """The case as one of those the actor sees, or 404."""
    return get_object_or_404(queries.seen(request.actor), pk=pk)


@require_safe
@requires(Permission.CASE_READ)
def cases(request: Request) -> HttpResponseBase:
    """The list: by area, state, what it is (for those who may know), and mine."""
    actor, now = request.actor, clock.now()
    asked = {k: request.GET.get(k, "") for k in ("area", "state", "cause", "mine")}
    area = asked["area"] if is_code(asked["area"]) and asked["area"] != NATION else ""
    rows = queries.seen(actor)
    if area:
        rows = rows.filter(pk__in=HealthCase.objects.in_area(area).values("pk"))
    if asked["state"] != "all":
        rows = rows.exclude(closed_at=None) if asked["state"] == "closed" else rows.filter(closed_at=None)
    reads = queries.reads_details(actor)
    if reads and asked["cause"] in HealthCase.Cause.values:
        rows = rows.filter(cause=asked["cause"])
    if asked["mine"]:
        held = mine(actor).filter(kind="people.case").values_list("origin", flat=True)
        rows = rows.filter(pk__in=[origin.rpartition(":")[2] for origin in held])
    context = {
        "asked": asked,
        "counted": queries.counted(actor, now=now, area=area),
        "areas": area_choices(actor, area),
        "causes": HealthCase.Cause.choices if reads else (),
    }
    table = cases_table(actor, clear=lambda w: sees_person(request, w))
    return respond(request, "people/cases.html", table, _listed(request, rows), context)


def _listed(request: Request, rows: QuerySet[HealthCase]) -> QuerySet[HealthCase]:
    """With the next clock, and how many contacts the reader may see."""
    seen = Contact.objects.within(request.actor.jurisdiction, Permission.CASE_READ).filter(case=OuterRef("pk"))
    number = seen.order_by().values("case").annotate(n=Count("pk")).values("n")
    return rows.annotate(
        next_due=Min("steps__due_at", filter=Q(steps__done_at=None)),
        contact_count=Coalesce(Subquery(number, output_field=IntegerField()), 0),
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """A button: where it leads, or why it is grey."""

    url: str
    why_not: list[Reason]


def _offered(request: Request, case: HealthCase, *, isolated: bool, details: bool) -> dict[str, Offered]:
    blocked = [IS_CLOSED] if case.closed_at else [] if handles(request.actor, case) else [NOT_YOUR_CASE]
    proposed = SuspensionProposal.objects.filter(site=case.site_id or 0, decided_at=None).exists()
    suspension = [NO_SITE] if case.site is None else []
    if case.site is not None and case.site.status != "open":
        suspension.append(NOT_OPEN)
    more: dict[str, list[Reason]] = {
        "confirm_case": [],
        "close_case": [STILL_ISOLATED] if isolated else [],
        "trace": [],
        "stay": [],
        "isolate": [STANDS_ALREADY] if isolated else [],
        "propose": suspension + ([PROPOSED] if proposed else []),
    }
    offered = {name: Offered(reverse(f"people:{name}", args=[case.pk]), blocked + why) for name, why in more.items()}
    offered["trace"] = Offered(offered["trace"].url, [])  # looking is not acting
    report = [] if details else [NOT_DETAILED]
    return offered | {"case_report": Offered(reverse("people:case_report", args=[case.pk]), report)}


@require_safe
@requires(Permission.CASE_READ)
def case(request: Request, pk: int) -> HttpResponse:
    """One case: what stands next and by when, contacts, isolation, the site, what happened."""
    shown, now = case_of(request, pk), clock.now()
    details = queries.sees_details(request.actor, shown)
    standing = Isolation.objects.filter(worker=shown.worker, released_at=None).first()
    contacts = Contact.objects.filter(case=shown)
    own = contacts.within(request.actor.jurisdiction, Permission.CASE_READ)
    context = {
        "case": shown,
        "name": name_of(shown.worker, sees_person(request, shown.worker)),
        "county": named(shown.county),
        "details": details,
        "steps": _steps(shown, now=now),
        "note_form": NoteForm(),
        "handles": shown.closed_at is None and handles(request.actor, shown),
        "findings": shown.findings.order_by("-found_at") if details else (),
        "contacts": {
            "own": own.count(),
            "first": own.filter(degree=1).count(),
            "apart": Isolation.objects.filter(worker__in=own.values("worker"), released_at=None).count(),
            "kept": contacts.exists(),
        },
        "isolation": standing,
        "history": queries.history(shown),
        "proposals": shown.proposals.select_related("officer").order_by("-proposed_at"),
        "offered": _offered(request, shown, isolated=standing is not None, details=details),
        "not_detailed": NOT_DETAILED,
        "may_worker": holds(request.actor, Permission.WORKER_READ, shown.worker),
        "now": now,
    }
    return render(request, "people/case.html", context)


def _steps(shown: HealthCase, *, now: Any) -> list[dict[str, Any]]:
    in_force = requirements_at(shown.site, on=shown.opened_at.astimezone(clock.ZONE).date())
    lines = []
    for step in queries.steps_of(shown):
        rule = STEPS.get(step.code)
        clause = in_force.get(rule.requirement) if rule else None
        lines.append(
            {
                "step": step,
                "text": rule.text if rule else step.code,
                "clause": clause.citation if clause else "",
                "late": step.done_at is None and step.due_at is not None and step.due_at < now,
            }
        )
    return lines


@require_safe
@requires(Permission.CASE_READ)
def case_report(request: Request, pk: int) -> HttpResponseBase:
    """The report to government, to be printed or saved; the product sends it to nobody."""
    shown = case_of(request, pk)
    if not queries.sees_details(request.actor, shown):
        raise Denied(NOT_DETAILED)
    table, rows = report_table(), report_rows(shown, now=clock.now())
    if (kind := asked_of(request, table, "export")) in ("xlsx", "csv"):
        return export(table, rows, kind)
    return render(request, "people/case_report.html", {"case": shown, "rows": rows, "now": clock.now()})
