"""One filing: what still stands between its site and opening, and everything one may do about it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.middleware import status_of
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason
from yilu.core.text import Text
from yilu.filings import actions, queries
from yilu.filings.access import may_write_dossier, why_not_decide, why_not_write
from yilu.filings.forms import AnswerForm, EvidenceForm
from yilu.filings.models import Filing
from yilu.filings.queries.lists import SHOWN
from yilu.filings.rules.plans import ANSWERS, PLANS, Plan
from yilu.filings.rules.states import RUNNING, State, Verb, why_not_move
from yilu.filings.words import lead
from yilu.network.access import may_on_site
from yilu.network.queries import area_path
from yilu.network.views.asking import Request
from yilu.norms.actions import BY_HAND, record_evidence
from yilu.norms.rules.kinds import Proof

VERBS = {
    "file": (actions.file, Text("已报备，回执见下。", "Filed; the receipt is below.")),
    "settle": (actions.settle, Text("已按现有情况重新核对。", "Weighed again as things stand.")),
    "close": (actions.close_filing, Text("报备已终止。", "The filing is closed.")),
    "pass": (actions.pass_review, Text("审核通过。", "Passed.")),
}


def filing_of(request: Request, pk: int) -> Filing:
    """The filing, if it is the reader's to see."""
    return get_object_or_404(queries.filings(request.actor).select_related(*SHOWN), pk=pk)


@require_safe
@requires(Permission.FILING_READ)
def filing(request: Request, pk: int) -> HttpResponse:
    """One filing."""
    return page(request, filing_of(request, pk))


@require_POST
@requires(Permission.FILING_READ)
def act(request: Request, pk: int, verb: str) -> HttpResponse:
    """File, weigh again, close, pass; refused, the reasons stand on the page."""
    if verb not in VERBS:
        raise Http404
    shown, (do, done) = filing_of(request, pk), VERBS[verb]
    seen = request.POST.get("version", "")
    given: dict[str, Any] = {} if verb == "settle" else {"version": int(seen) if seen.isdigit() else None}
    try:
        do(filing=shown, **given, by=request.actor, now=clock.now())
    except Denied as refused:
        return page(request, filing_of(request, pk), status=status_of(refused), refused=refused.reasons)
    messages.success(request, str(done))
    return redirect("filings:filing", pk=pk)


@require_POST
@requires(Permission.EVIDENCE_WRITE)
def evidence(request: Request, pk: int) -> HttpResponse:
    """Record evidence for one of the conditions; then the filing is weighed again at once."""
    shown = filing_of(request, pk)
    given = request.POST.get("provision", "")
    in_force = {str(p.pk): p for p in queries.provisions_at(shown.site, on=clock.today())}
    if given not in in_force:
        raise Http404
    form = EvidenceForm(request.POST, provision=in_force[given])
    if not form.is_valid():
        return page(request, shown, status=422, sent=(given, form))
    data, now = form.cleaned_data, clock.now()
    try:
        record_evidence(
            requirement=in_force[given].requirement.code, site=shown.site, kind=Proof(data["kind"]), at=now,
            origin=BY_HAND, summary=Text(data["summary"], data["summary"]), by=request.actor, now=now,
        )  # fmt: skip
        actions.settle(filing=shown, by=request.actor, now=now)
    except Denied as refused:
        return page(request, shown, status=status_of(refused), refused=refused.reasons)
    messages.success(request, str(Text("证据已登记。", "Evidence recorded.")))
    return redirect("filings:filing", pk=pk)


@require_safe
@requires(Permission.FILING_READ)
def receipt(request: Request, pk: int) -> HttpResponse:
    """The receipt, to print: number, site, times; it says that filing is not approval."""
    shown = filing_of(request, pk)
    if not shown.receipt:
        raise Http404
    context = {"filing": shown, "path": area_path(shown.site.county), "now": clock.now()}
    return render(request, "filings/receipt.html", context)


def _told(answers: dict[str, str], plan: Plan, *, sees_people: bool) -> list[tuple[Text, str]]:
    """What was told of one plan; what names people is masked for those who may not see them."""
    of_plan = [a for a in ANSWERS.values() if a.plan == plan and a.code in answers]
    return [(a.name, answers[a.code] if sees_people or not a.names_people else "＊") for a in of_plan]


def page(
    request: Request,
    shown: Filing,
    *,
    status: int = 200,
    refused: tuple[Reason, ...] = (),
    sent: tuple[str, EvidenceForm] | None = None,
) -> HttpResponse:
    """The page of a filing as it stands."""
    actor, now = request.actor, clock.now()
    found = queries.conditions(shown, now=now)
    site = shown.site
    writes, decides = not why_not_write(actor, site), not why_not_decide(actor, site)
    may_tell = writes and may_on_site(actor, site, Permission.EVIDENCE_WRITE) and shown.state != State.CLOSED
    rows = [
        {
            "c": c,
            "form": (sent[1] if sent and sent[0] == str(c.provision.pk) else EvidenceForm(provision=c.provision))
            if c.is_unmet and may_tell and c.requirement.code not in ("Y1", "O12")
            else None,
            "is_sent": sent is not None and sent[0] == str(c.provision.pk),
            "answer_form": AnswerForm(auto_id=f"answer-{c.provision.pk}-%s")
            if c.citation and writes and c.citation.answered_at is None
            else None,
        }
        for c in found
    ]
    unmet = sum(c.is_unmet for c in found)
    sees_people = may_on_site(actor, site, Permission.SITE_PERSON_READ)
    answers = shown.dossier.answers
    context = {
        "filing": shown,
        "site": site,
        "path": area_path(site.county),
        "lead": lead(shown, unmet),
        "rows": rows,
        "unmet": unmet,
        "known": queries.known(site, now=now),
        "plans": [(name, _told(answers, plan, sees_people=sees_people)) for plan, name in PLANS.items()],
        "attachments": queries.attachments(shown.dossier),
        "shared": Filing.objects.filter(dossier=shown.dossier_id).count(),
        "decisions": shown.decisions.order_by("-pk")[:20],
        "chain": shown.steps.order_by("-pk")[:100],
        "review": queries.review_of(site.county_id, on=clock.today()),
        "refused": refused,
        "writes": writes,
        "writes_papers": writes and may_write_dossier(actor, shown.dossier),
        "may_file": writes and not why_not_move(shown.state, Verb.FILE),
        "may_close": writes and shown.state not in RUNNING and shown.state != State.CLOSED,
        "may_settle": shown.state != State.CLOSED and (writes or decides),
        "may_pass": decides and shown.state == State.UNDER_REVIEW,
        "may_order": decides and site.status == "open",
    }  # fmt: skip
    return render(request, "filings/filing.html", context, status=status)
