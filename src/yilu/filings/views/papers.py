"""The papers: both plans in fields, the files, and filing for every site they serve."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.middleware import status_of
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Denied
from yilu.core.text import Text
from yilu.core.uploads import was_too_large
from yilu.filings import actions, queries
from yilu.filings.access import may_write_dossier
from yilu.filings.forms import AnswersForm, AttachForm, content_of
from yilu.filings.models import Attachment, Dossier, Filing
from yilu.filings.queries.conditions import subjects
from yilu.filings.rules.plans import Answer, Plan, asked
from yilu.filings.rules.states import State
from yilu.network.access import may_on_site
from yilu.network.views.asking import Request
from yilu.norms.queries import Force, facts_of

LISTED = 200  # sites of the papers shown, and weighed, on one page


def _filings(request: Request, dossier: Dossier) -> QuerySet[Filing]:
    rows = queries.filings(request.actor).filter(dossier=dossier).select_related("site__county", "dossier")
    return rows.order_by("pk")


def _dossier(request: Request, pk: int) -> Dossier:
    """The papers, for whoever sees a filing they serve."""
    found = get_object_or_404(Dossier, pk=pk)
    if not _filings(request, found).exists():
        raise Http404
    return found


def _writable(request: Request, pk: int) -> Dossier:
    found = _dossier(request, pk)
    if not may_write_dossier(request.actor, found):
        raise Http404
    return found


def _asked(filings: list[Filing]) -> list[Answer]:
    """The fields that norms in force at any of the sites ask for."""
    on = clock.today()
    force = Force(on)
    facts = facts_of([f.site for f in filings], on=on)
    return asked({p.requirement.code for f in set(facts.values()) for p in force.over(f)})


@require_http_methods(["GET", "POST"])
@requires(Permission.FILING_WRITE)
def dossier(request: Request, pk: int) -> HttpResponse:
    """Write the plans; see every site they are for, and what each still lacks."""
    shown = _writable(request, pk)
    rows = list(_filings(request, shown)[:LISTED])
    only = rows[0].site if len(rows) == 1 else None
    knows = only is not None and may_on_site(request.actor, only, Permission.SITE_PERSON_READ)
    known = {"head": f"{only.contact_name} {only.contact_phone}".strip()} if only and knows else {}
    form = AnswersForm(request.POST or None, dossier=shown, asked=_asked(rows), known=known)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                kept = actions.write_dossier(
                    dossier=shown, version=form.cleaned_data["version"], answers=form.answers, by=request.actor,
                    now=clock.now(),
                )  # fmt: skip
            except Denied as refused:
                form.add_error(None, [str(r) for r in refused.reasons])
                status = status_of(refused)
                if isinstance(refused, Conflict):
                    shown.refresh_from_db()
                    form.data = {**form.data.dict(), "version": str(shown.version)}  # type: ignore[attr-defined]
            else:
                messages.success(request, str(Text("已保存。", "Saved.")))
                for waiting in rows[:1] if only else ():
                    actions.settle(filing=waiting, by=request.actor, now=clock.now())
                return redirect("filings:filing", pk=rows[0].pk) if only else redirect("filings:dossier", pk=kept.pk)
    return _page(request, shown, rows, form, status=status)


def _page(
    request: Request,
    shown: Dossier,
    rows: list[Filing],
    form: AnswersForm,
    *,
    status: int,
    attach: AttachForm | None = None,
) -> HttpResponse:
    weighed = queries.conditions_of(subjects(rows), now=clock.now())
    unmet = {f.pk: [c for c in weighed[f.site_id] if c.is_unmet] for f in rows}
    context = {
        "dossier": shown,
        "form": form,
        "attach_form": attach or AttachForm(auto_id="attach-%s"),
        "attachments": queries.attachments(shown),
        "rows": [(f, unmet[f.pk]) for f in rows],
        "total": _filings(request, shown).count() if len(rows) == LISTED else len(rows),
        "drafts": _filings(request, shown).filter(state=State.DRAFT).count(),
        "blocked": sum(bool(u) for u in unmet.values()),
        "versions": Dossier.objects.filter(first=shown.root_id).count() + 1,
        "only": rows[0] if len(rows) == 1 else None,
    }
    return render(request, "filings/dossier.html", context, status=status)


@require_POST
@requires(Permission.FILING_WRITE)
def attach(request: Request, pk: int) -> HttpResponse:
    """Attach a file: its own bytes say what it is, not its name."""
    shown = _writable(request, pk)
    form = AttachForm(request.POST, request.FILES, auto_id="attach-%s")
    status = 422
    if was_too_large(request):
        form.add_error(None, str(Text("文件过大，没有保存。", "The file is too large and was not kept.")))
    elif form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.attach(
                dossier=shown, plan=Plan(form.cleaned_data["plan"]), file_name=file.name or "",
                content=content_of(file), by=request.actor, now=clock.now(),
            )  # fmt: skip
        except Denied as refused:
            form.add_error("file", [str(r) for r in refused.reasons])
            status = status_of(refused)
        else:
            messages.success(request, str(Text("已上传。", "Attached.")))
            return redirect("filings:dossier", pk=pk)
    rows = list(_filings(request, shown)[:LISTED])
    answers = AnswersForm(dossier=shown, asked=_asked(rows), known={})
    return _page(request, shown, rows, answers, status=status, attach=form)


@require_POST
@requires(Permission.FILING_WRITE)
def file_all(request: Request, pk: int) -> HttpResponse:
    """File for every site of the papers that waits: each gets its receipt."""
    shown = _writable(request, pk)
    try:
        filed = actions.file_many(dossier=shown, by=request.actor, now=clock.now())
    except Denied as refused:
        messages.error(request, " ".join(str(r) for r in refused.reasons))
    else:
        done = Text(
            "已为 {n} 处网点报备，其中 {m} 处已复工；其余的满足条件后自动复工。",
            "Filed for {n} sites, {m} of them opened; the others open by themselves when their conditions are met.",
        )
        messages.success(request, str(done.filled(n=len(filed), m=sum(f.is_running for f in filed))))
    return redirect("filings:dossier", pk=pk)


def _attachment(request: Request, pk: int) -> Attachment:
    """A file, for whoever sees what it belongs to; it may name people."""
    row = get_object_or_404(Attachment.objects.select_related("dossier", "delay"), pk=pk)
    if row.delay_id is not None:
        get_object_or_404(queries.delays(request.actor), pk=row.delay_id)
        return row
    versions = Dossier.objects.filter(first=row.dossier_id).values("pk")
    rows = queries.filings(request.actor).select_related("site")
    one = (rows.filter(dossier=row.dossier_id) | rows.filter(dossier__in=versions)).first()
    if one is None or not may_on_site(request.actor, one.site, Permission.SITE_PERSON_READ):
        raise Http404
    return row


@require_safe
@requires(Permission.FILING_READ)
def attachment(request: Request, pk: int) -> StreamingHttpResponse:
    """A file, never shown inside the page."""
    row = _attachment(request, pk)
    response = StreamingHttpResponse(queries.pieces(row), content_type=row.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, row.file_name) or "attachment"
    response.headers["Content-Length"] = str(row.size)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@requires(Permission.FILING_WRITE)
def remove(request: Request, pk: int) -> HttpResponse:
    """Take a file away from papers not yet filed."""
    row = _attachment(request, pk)
    if row.dossier_id is None:
        raise Http404
    try:
        actions.detach(attachment=row, by=request.actor, now=clock.now())
    except Denied as refused:
        messages.error(request, " ".join(str(r) for r in refused.reasons))
    return redirect("filings:dossier", pk=row.dossier_id)
