"""Importing sites on a page: template, upload, progress, preview, decision, result, and the marked workbook."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.core.uploads import was_too_large
from yilu.network import actions, jobs, queries
from yilu.network.models import Brand, SiteImport
from yilu.network.sheet.guards import EMPTY, too_large
from yilu.network.sheet.template import template as template_workbook
from yilu.network.tables import rows_table
from yilu.network.views.asking import Request

State = SiteImport.State
UNDER_WAY = (State.WAITING, State.CHECKING, State.ACCEPTED, State.WRITING)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_FILE = Reason("network.file.none", Text("请先选择文件。", "Choose a file first."))


@requires(Permission.SITE_EDIT)
def imports(request: Request) -> HttpResponse:
    """Upload a workbook; below, one's own earlier uploads."""
    reasons: list[Reason] = []
    if request.method == "POST":
        file = request.FILES.get("file")
        if was_too_large(request):
            reasons = [too_large(settings.YILU_UPLOAD_LIMIT_MB)]
        elif file is None:
            reasons = [NO_FILE]
        elif not file.size:
            reasons = [EMPTY]
        else:
            upload = actions.receive_upload(
                file_name=file.name or "sites.xlsx",
                pieces=file.chunks(1 << 20),
                language=get_language() or "zh-hans",
                by=request.actor,
                now=clock.now(),
            )
            jobs.check_upload.enqueue(upload.pk)
            return redirect("network:import", pk=upload.pk)
    context = {
        "reasons": reasons,
        "limit": settings.YILU_UPLOAD_LIMIT_MB,
        "uploads": queries.uploads(request.actor).order_by("-pk")[:20],
    }
    return render(request, "network/imports.html", context, status=422 if reasons else 200)


@requires(Permission.SITE_EDIT)
def template(request: Request) -> FileResponse:
    """The workbook to fill in, with the brands of one's jurisdiction in its drop-down."""
    editing = request.actor.jurisdiction.having(Permission.SITE_EDIT)
    own = {g.brand for g in editing.grants}
    brands = Brand.objects.order_by("code")
    if None not in own:
        brands = brands.filter(pk__in=[b for b in own if b is not None])
    return FileResponse(
        template_workbook([b.name_zh for b in brands]),
        as_attachment=True,
        filename="yilu-sites-template.xlsx",
        content_type=WORKBOOK,
    )


def _upload(request: Request, pk: int) -> SiteImport:
    return get_object_or_404(queries.uploads(request.actor), pk=pk)


@requires(Permission.SITE_EDIT)
def one_import(request: Request, pk: int) -> HttpResponseBase:
    """Where an upload stands: progress, then what was found row by row and the decision, then the result."""
    upload = _upload(request, pk)
    language = 1 if str(Text("zh", "en")) == "zh" else 2
    context: dict[str, Any] = {
        "upload": upload,
        "under_way": upload.state in UNDER_WAY,
        "share": 100 * upload.rows_read // upload.rows_total if upload.rows_total else 0,
        "reasons": [r[language] for r in upload.reasons],
        "has_marked": upload.parts.filter(file="marked").exists(),
        "good": upload.counts.get("new", 0) + upload.counts.get("changed", 0),
        "verdict": request.GET.get("verdict", ""),
    }
    if request.headers.get("HX-Target") == "import-progress":
        if upload.state in UNDER_WAY:
            return render(request, "network/import_progress.html", context)
        response = HttpResponse()
        response.headers["HX-Refresh"] = "true"
        return response
    rows = upload.rows.all()
    if context["verdict"] == "warned":
        rows = rows.filter(is_warned=True)
    elif context["verdict"]:
        rows = rows.filter(verdict=context["verdict"])
    return respond(request, "network/import.html", rows_table(), rows, context)


@requires(Permission.SITE_EDIT)
def decide(request: Request, pk: int) -> HttpResponse:
    """Accept all, accept the good rows only, check again, or drop."""
    upload = _upload(request, pk)
    choice = request.POST.get("choice", "")
    if request.method != "POST" or choice not in ("all", "good", "again", "drop"):
        return redirect("network:import", pk=pk)
    act: dict[str, Any] = {"upload": upload, "by": request.actor, "now": clock.now()}
    try:
        if choice in ("all", "good"):
            actions.accept_upload(good_rows_only=choice == "good", **act)
            jobs.write_upload.enqueue(pk)
        elif choice == "again":
            actions.recheck_upload(**act)
            jobs.check_upload.enqueue(pk)
        else:
            actions.drop_upload(**act)
    except Denied as refused:
        for why in refused.reasons:
            messages.error(request, str(why))
    return redirect("network:import", pk=pk)


@requires(Permission.SITE_EDIT)
def marked(request: Request, pk: int) -> StreamingHttpResponse:
    """The workbook that came in, marked."""
    upload = _upload(request, pk)
    if not upload.parts.filter(file="marked").exists():
        raise Http404
    response = StreamingHttpResponse(queries.marked_pieces(upload), content_type=WORKBOOK)
    response.headers["Content-Disposition"] = f'attachment; filename="yilu-marked-{upload.pk}.xlsx"'
    response.headers["Cache-Control"] = "no-store"
    return response
