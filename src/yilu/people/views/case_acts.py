"""What people do with a case: each a small form that says why it is refused, and comes back to the case."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Denied
from yilu.core.text import Text
from yilu.people import actions
from yilu.people.access import NOT_YOUR_CASE, handles
from yilu.people.case_forms import (
    CloseForm,
    ConfirmForm,
    IsolationForm,
    NoteForm,
    ProposalForm,
    ReportCaseForm,
    StayForm,
    in_china,
)
from yilu.people.models import CaseStep, HealthCase, Place, Worker
from yilu.people.queries.cases import seen
from yilu.people.queries.suspension import deciders
from yilu.people.rules.suspension import WHOM
from yilu.people.views.asking import Request, worker_of
from yilu.people.views.cases import case_of

RECORDED = Text("已登记。", "Recorded.")
Words = tuple[Text, Text]  # a form's title and the sentence beneath
REPORT = (
    Text("登记健康异常", "Report a health case"),
    Text(
        "立案后，本人立即停止上岗，相关负责人同时收到通知。",
        "Its person is off post at once; those who answer are told.",
    ),
)
CONFIRM = (
    Text("登记确诊", "Confirmed"),
    Text(
        "诊断由卫生健康部门作出，这里只登记其文书。",
        "The health authority makes the diagnosis; its document is recorded.",
    ),
)
CLOSE = (
    Text("结案", "Close the case"),
    Text("结案后本人可重新排班；当日仍须晨检正常。", "The person may be on shift again, after a normal check."),
)
STAY = (
    Text("补登同住、乘车、到访", "Rooms, rides and visits"),
    Text(
        "晨检只说明在哪个网点；同住、同车、到访在此补登。",
        "A check tells the site alone; rooms, rides and visits are added here.",
    ),
)
ISOLATE = (
    Text("登记隔离观察", "Record an isolation"),
    Text(
        "隔离由卫生健康部门决定；这里登记其文书、地点和起止。",
        "A health authority orders it; here its document, place and days.",
    ),
)
PROPOSE = (
    Text("建议停业", "Propose a suspension"),
    Text(
        "规范未直接要求停业的，由提出人建议、指定负责人决定。",
        "Where no text suspends the site, one proposes and a named officer decides.",
    ),
)


def ask(
    request: Request,
    form: forms.Form,
    do: Callable[[dict[str, Any]], object],
    *,
    words: Words,
    back: str,
    above: str,
) -> HttpResponse:
    """Show the form; on POST do it and go `back`, or show why not beside what was typed. `above`: a crumb."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                do(form.cleaned_data)
            except Denied as refused:
                status = 409 if isinstance(refused, Conflict) else 422
                form.add_error(None, [str(r) for r in refused.reasons])
            else:
                messages.success(request, str(RECORDED))
                return redirect(back)
    title, lead = words
    context = {"form": form, "title": title, "lead": lead, "back": back, "above": above}
    return render(request, "people/case_form.html", context, status=status)


def _case(request: Request, pk: int) -> tuple[HealthCase, str, str]:
    """The case, its page, and its name in the crumbs."""
    case = case_of(request, pk)
    if not handles(request.actor, case):
        raise Denied(NOT_YOUR_CASE)
    return case, reverse("people:case", args=[pk]), str(Text("个案 {n}", "Case {n}").filled(n=pk))


@requires(Permission.CASE_HANDLE)
def report(request: Request, pk: int) -> HttpResponse:
    """Open a case for what was told otherwise than by a check."""
    worker = worker_of(request, pk, Permission.CASE_HANDLE)
    form = ReportCaseForm(request.POST or None, initial={"day": clock.today()})

    def do(data: dict[str, Any]) -> None:
        data["cause"] = HealthCase.Cause(data["cause"])
        actions.report_case(worker=worker, by=request.actor, now=clock.now(), **data)

    return ask(request, form, do, words=REPORT, back=reverse("people:cases"), above=worker.code)


@requires(Permission.CASE_HANDLE)
def confirm(request: Request, pk: int) -> HttpResponse:
    """Put the health authority's confirmation on record."""
    case, back, above = _case(request, pk)
    form = ConfirmForm(request.POST or None, initial={"version": case.version})

    def do(data: dict[str, Any]) -> None:
        actions.confirm_case(case=case, by=request.actor, now=clock.now(), **data)

    return ask(request, form, do, words=CONFIRM, back=back, above=above)


@requires(Permission.CASE_HANDLE)
def close(request: Request, pk: int) -> HttpResponse:
    """Close on the health authority's word."""
    case, back, above = _case(request, pk)
    outcome = "recovered" if case.state == HealthCase.State.CONFIRMED else "cleared"
    form = CloseForm(request.POST or None, initial={"version": case.version, "outcome": outcome})

    def do(data: dict[str, Any]) -> None:
        data["outcome"] = HealthCase.State(data["outcome"])
        actions.close_case(case=case, by=request.actor, now=clock.now(), **data)

    return ask(request, form, do, words=CLOSE, back=back, above=above)


@require_POST
@requires(Permission.CASE_HANDLE)
def step(request: Request, pk: int) -> HttpResponse:
    """Tick a step."""
    rows = CaseStep.objects.within(request.actor.jurisdiction, Permission.CASE_HANDLE)
    done = get_object_or_404(rows.filter(case__in=seen(request.actor).values("pk")), pk=pk)
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    actions.do_step(step=done, note=note, by=request.actor, now=clock.now())
    messages.success(request, str(RECORDED))
    return redirect("people:case", pk=done.case_id)


@requires(Permission.CASE_HANDLE)
def stay(request: Request, pk: int) -> HttpResponse:
    """Record where the person lived, rode or visited."""
    case, back, above = _case(request, pk)
    form = StayForm(request.POST or None, county=case.county_id)

    def do(data: dict[str, Any]) -> None:
        row = actions.Staying(
            case.worker, Place.Kind(data["kind"]), in_china(data["since"]) or clock.now(), in_china(data["until"]),
            name=data["name"], site=data["site"], park=data["park"],
        )  # fmt: skip
        actions.record_stays(rows=[row], by=request.actor, now=clock.now())

    return ask(request, form, do, words=STAY, back=back, above=above)


@requires(Permission.CASE_HANDLE)
def isolate(request: Request, pk: int) -> HttpResponse:
    """Record the isolation that a health authority ordered for the case's person."""
    case, back, above = _case(request, pk)
    return isolation_form(request, case.worker, case, back=back, above=above)


def isolation_form(request: Request, worker: Worker, case: HealthCase | None, *, back: str, above: str) -> HttpResponse:
    """The form of an isolation: for a case's person, or for a contact."""
    form = IsolationForm(request.POST or None, initial={"first_day": clock.today()})

    def do(data: dict[str, Any]) -> None:
        actions.record_isolation(worker=worker, case=case, by=request.actor, now=clock.now(), **data)

    return ask(request, form, do, words=ISOLATE, back=back, above=above)


@requires(Permission.CASE_HANDLE)
def propose(request: Request, pk: int) -> HttpResponse:
    """Put a suspension to a named officer."""
    case, back, above = _case(request, pk)
    able = [] if case.site is None else deciders(case.site, on=clock.today())
    named = [u for u in able if u.pk != request.actor.user_id]
    form = ProposalForm(request.POST or None, deciders=named)

    def do(data: dict[str, Any]) -> None:
        actions.propose_suspension(case=case, by=request.actor, now=clock.now(), **data)

    words = PROPOSE if named else (PROPOSE[0], WHOM.text)
    return ask(request, form, do, words=words, back=back, above=above)
