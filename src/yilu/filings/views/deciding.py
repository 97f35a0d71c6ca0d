"""Decisions: only what is in force at the site can be chosen; each is answered, contested, confirmed on its page."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.middleware import status_of
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.text import Text
from yilu.filings import actions, queries
from yilu.filings.access import may_answer, why_not_decide, why_not_write
from yilu.filings.forms import AnswerForm, ContestForm, DecideForm, VerdictForm, citing_of
from yilu.filings.models import Citation, Contest, Decision, Filing
from yilu.filings.rules.citing import CITABLE
from yilu.filings.rules.states import State, Verb
from yilu.filings.views.citing import rows_to_cite
from yilu.network.models import Site
from yilu.network.queries import area_path
from yilu.network.views.asking import Request
from yilu.operations.queries.stopping import what_stops

TITLES = {
    Verb.RETURN: Text("退回", "Return"),
    Verb.RECTIFY: Text("责令整改", "Order to rectify"),
    Verb.SUSPEND: Text("停业", "Suspend"),
}


@require_http_methods(["GET", "POST"])
@requires(Permission.FILING_DECIDE)
def decide(request: Request, pk: int, verb: str) -> HttpResponse:
    """Return, order to rectify or suspend, citing what is in force here today: the form offers nothing else."""
    if verb not in CITABLE:
        raise Http404
    actor, now, wanted = request.actor, clock.now(), Verb(verb)
    within = Site.objects.within(actor.jurisdiction, Permission.FILING_DECIDE).select_related("county", "brand")
    site = get_object_or_404(within, pk=pk)
    filing = Filing.objects.filter(site=site).exclude(state=State.CLOSED).select_related("site", "dossier").first()
    if wanted == Verb.RETURN and filing is None:
        raise Http404
    form, status = (
        DecideForm(request.POST or None, verb=wanted, initial={"version": filing.version if filing else None}),
        200,
    )
    if request.method == "POST":
        status = 422
        if form.is_valid():
            version, citing = form.cleaned_data["version"], citing_of(request.POST)
            given = {"citing": citing, "version": version, "by": actor, "now": now}
            try:
                if wanted == Verb.RETURN and filing is not None:
                    made = actions.return_filing(filing=filing, **given)
                elif wanted == Verb.RECTIFY:
                    made = actions.order_rectification(site=site, due=form.cleaned_data["due"], **given)
                else:
                    made = actions.suspend(site=site, **given)
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
                status = status_of(refused)
            else:
                messages.success(request, str(Text("已作出决定。", "Decided.")))
                return redirect("filings:decision", pk=made.pk)
    context = {
        "site": site,
        "filing": filing,
        "verb": wanted.value,
        "name": TITLES[wanted],
        "rows": rows_to_cite(wanted, site, filing, request.POST, now=now),
        "form": form,
        "path": area_path(site.county),
        "stop": what_stops(site, day=clock.today()) if wanted == Verb.SUSPEND else None,
    }
    return render(request, "filings/decide.html", context, status=status)


def _decision(request: Request, pk: int) -> Decision:
    return get_object_or_404(queries.decisions(request.actor), pk=pk)


@require_safe
@requires(Permission.FILING_READ)
def decision(request: Request, pk: int) -> HttpResponse:
    """One decision: what it cites, what would satisfy it, how it was answered and contested."""
    return _page(request, _decision(request, pk))


def _page(
    request: Request, shown: Decision, *, status: int = 200, contest_form: ContestForm | None = None,
    verdict_form: VerdictForm | None = None, refused: Denied | None = None,
) -> HttpResponse:  # fmt: skip
    contest_row = Contest.objects.filter(decision=shown).select_related("to").first()
    writes = not why_not_write(request.actor, shown.site)
    stands = shown.ended_at is None
    rows = shown.citations.select_related("provision__requirement", "provision__norm").order_by("pk")
    context = {
        "decision": shown,
        "path": area_path(shown.site.county),
        "rows": [
            (c, AnswerForm(auto_id=f"answer-{c.pk}-%s") if writes and stands and c.answered_at is None else None)
            for c in rows
        ],
        "contest": contest_row,
        "contest_form": contest_form or ContestForm(auto_id="contest-%s")
        if writes and contest_row is None and shown.verb in CITABLE
        else None,
        "verdict_form": verdict_form or VerdictForm(auto_id="verdict-%s")
        if contest_row and contest_row.answered_at is None and may_answer(request.actor, contest_row.to_id)
        else None,
        "may_confirm": stands and shown.verb == Verb.RECTIFY and not why_not_decide(request.actor, shown.site),
        "refused": refused.reasons if refused else (),
    }
    return render(request, "filings/decision.html", context, status=status)


@require_POST
@requires(Permission.FILING_WRITE)
def contest(request: Request, pk: int) -> HttpResponse:
    """Put it to the level above."""
    shown, form = _decision(request, pk), ContestForm(request.POST, auto_id="contest-%s")
    if form.is_valid():
        try:
            actions.contest(decision=shown, ground=form.cleaned_data["ground"], by=request.actor, now=clock.now())
        except Denied as refused:
            return _page(request, shown, status=status_of(refused), contest_form=form, refused=refused)
        messages.success(request, str(Text("申诉已提交上一级。", "Put to the level above.")))
        return redirect("filings:decision", pk=pk)
    return _page(request, shown, status=422, contest_form=form)


@require_POST
@requires(Permission.FILING_ANSWER)
def verdict(request: Request, pk: int) -> HttpResponse:
    """Uphold or revoke a contested decision."""
    shown, form = _decision(request, pk), VerdictForm(request.POST, auto_id="verdict-%s")
    get_object_or_404(Contest, decision=shown)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.answer_contest(
                decision=shown, is_upheld=data["is_upheld"] == "yes", answer=data["answer"], by=request.actor,
                now=clock.now(),
            )  # fmt: skip
        except Denied as refused:
            return _page(request, shown, status=status_of(refused), verdict_form=form, refused=refused)
        messages.success(request, str(Text("已答复。", "Answered.")))
        return redirect("filings:decision", pk=pk)
    return _page(request, shown, status=422, verdict_form=form)


@require_POST
@requires(Permission.FILING_DECIDE)
def confirm(request: Request, pk: int) -> HttpResponse:
    """What was ordered has been done."""
    shown = _decision(request, pk)
    try:
        actions.confirm_rectified(decision=shown, by=request.actor, now=clock.now())
    except Denied as refused:
        return _page(request, shown, status=status_of(refused), refused=refused)
    messages.success(request, str(Text("整改已确认。", "Confirmed.")))
    return redirect("filings:decision", pk=pk)


@require_POST
@requires(Permission.FILING_WRITE)
def answer(request: Request, pk: int) -> HttpResponse:
    """Say of one cited condition how it is met."""
    row = get_object_or_404(Citation.objects.select_related("decision__site", "provision"), pk=pk)
    shown, form = _decision(request, row.decision_id), AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_citation(citation=row, words=form.cleaned_data["words"], by=request.actor, now=clock.now())
        except Denied as refused:
            return _page(request, shown, status=status_of(refused), refused=refused)
        messages.success(request, str(Text("已答复。", "Answered.")))
    else:
        messages.error(request, str(Text("请写明如何满足。", "Say how it is met.")))
    if shown.filing_id:
        return redirect("filings:filing", pk=shown.filing_id)
    return redirect("filings:decision", pk=shown.pk)
