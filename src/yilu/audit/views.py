"""The auditor's pages: the record, one act, the chain."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from yilu.audit.actions import check_chain
from yilu.audit.models import Act, Seal
from yilu.audit.queries import ASKED, acts, chain_standing, refused_on
from yilu.audit.words import OUTCOMES, outcome, role, subject, verb
from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.tables import Column, Table, respond
from yilu.core.text import Text, label


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _page_of(found: Act) -> str:
    return reverse("audit:act", args=[found.pk])


def _acts_table() -> Table:
    return Table(
        "acts",
        label("操作记录", "Acts"),
        [
            Column("at", label("时间", "When"), lambda a: a.at, sort="at", link=_page_of),
            Column("who", label("何人", "Who"), lambda a: a.actor, sort="actor"),
            Column("role", label("身份", "As"), lambda a: str(role(a.role))),
            Column("what", label("何事", "What"), lambda a: str(verb(a.verb)), sort="verb"),
            Column("subject", label("对象", "To what"), lambda a: str(subject(a.subject_type, a.subject_id))),
            Column("area", label("地区", "Area"), lambda a: a.area, sort="area"),
            Column("outcome", label("结果", "Outcome"), lambda a: str(outcome(a.outcome)), sort="outcome"),
            Column("reason", label("理由", "Reason"), lambda a: a.reason),
            Column("origin", label("来自", "From"), lambda a: a.origin),
            Column("number", label("编号", "Number"), lambda a: a.pk, is_number=True),
            Column("seal", label("封条", "Seal"), lambda a: a.seal_id, is_number=True),
        ],
        default_sort="-at",
        empty=label("没有符合条件的记录。", "No act matches."),
    )


@require_safe
@requires(Permission.AUDIT_READ)
def record(request: HttpRequest) -> HttpResponseBase:
    """Who did what to what, where and when, with what outcome."""
    asked = {k: request.GET.get(k, "") for k in ASKED}
    rows = acts(_actor(request).jurisdiction, asked)
    context = {
        "asked": asked,
        "outcomes": OUTCOMES.items(),
        "chain": chain_standing(),
        "refused": refused_on(clock.today(), _actor(request).jurisdiction),
    }
    return respond(request, "audit/acts.html", _acts_table(), rows, context)


@require_safe
@requires(Permission.AUDIT_READ)
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act: everything the record holds of it."""
    found = get_object_or_404(Act.objects.within(_actor(request).jurisdiction, Permission.AUDIT_READ), pk=pk)
    before, after = found.before or {}, found.after or {}
    changes = [(k, before.get(k), after.get(k)) for k in dict.fromkeys([*before, *after])]
    context = {
        "act": found,
        "verb": verb(found.verb),
        "subject": subject(found.subject_type, found.subject_id),
        "outcome": outcome(found.outcome),
        "role": role(found.role),
        "changes": changes,
        "seal": Seal.objects.filter(pk=found.seal_id).first() if found.seal_id else None,
    }
    return render(request, "audit/act.html", context)


def _short(digest: str) -> SafeString:
    """The page shows a beginning; hover and exports the whole."""
    return format_html('<code title="{}">{}…</code>', digest, digest[:16])


def _seals_table() -> Table:
    return Table(
        "seals",
        label("封条", "Seals"),
        [
            Column("number", label("批次", "Batch"), lambda s: s.number, sort="number", is_number=True),
            Column("at", label("封存时间", "Sealed"), lambda s: s.sealed_at, sort="sealed_at"),
            Column("acts", label("记录数", "Acts"), lambda s: s.acts, sort="acts", is_number=True),
            Column("digest", label("摘要（链头）", "Digest (head)"), lambda s: s.digest, show=_short),
            Column("previous", label("上一封条", "The seal before"), lambda s: s.previous, show=_short),
        ],
        default_sort="-number",
        empty=label("尚未封存。", "Nothing is sealed yet."),
    )


@require_safe
@requires(Permission.AUDIT_READ)
def chain(request: HttpRequest) -> HttpResponseBase:
    """The seals, the head, and the last check."""
    return respond(request, "audit/chain.html", _seals_table(), Seal.objects.all(), {"chain": chain_standing()})


@require_POST
@requires(Permission.AUDIT_READ)
def check(request: HttpRequest) -> HttpResponse:
    """Walk the chain now (about six seconds for a million acts)."""
    verdict = check_chain(by=_actor(request), now=clock.now())
    if verdict.is_intact:
        intact = Text("核验完毕：{n} 条已封存记录完整无改动。", "Verified: {n} sealed acts, none altered.")
        messages.success(request, str(intact.filled(n=f"{verdict.acts:,}")))
    for found in verdict.findings[:20]:
        messages.error(request, str(found.text))
    return redirect("audit:chain")
