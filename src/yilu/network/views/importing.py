"""Importing a workbook on a page, whatever it holds: upload, progress, decision, result, the marked workbook."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django_tasks.base import Task

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.reasons import Denied, Reason
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.core.uploads import was_too_large
from yilu.network import actions, queries
from yilu.network.models import Upload
from yilu.network.sheet.guards import EMPTY, too_large
from yilu.network.tables import rows_table
from yilu.network.views.asking import Request
from yilu.network.workbook import Workbook

State = Upload.State
UNDER_WAY = (State.WAITING, State.CHECKING, State.ACCEPTED, State.WRITING)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = ("imports", "import_template", "import", "decide_import", "marked_import")  # of the addresses in each room
NO_FILE = Reason("network.file.none", Text("请先选择文件。", "Choose a file first."))


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages of one kind say: of what, counted how, back to which list, and how the workbook is filled in."""

    title: Text
    file: Text
    counted_in: Text
    list_title: Text
    hints: tuple[Text, ...]


class Pages(NamedTuple):
    """The views of one kind, in the order of `NAMES`."""

    imports: Callable[..., HttpResponseBase]
    template: Callable[..., HttpResponseBase]
    one: Callable[..., HttpResponseBase]
    decide: Callable[..., HttpResponseBase]
    marked: Callable[..., HttpResponseBase]


def pages(
    *,
    how: Workbook,
    room: str,
    words: Words,
    template: Callable[[Request], IO[bytes]],
    check: Task[Any, Any],
    write: Task[Any, Any],
) -> Pages:
    """The pages in the room, whose list is at `room:<code of the workbook>`; `check` and `write` are its jobs."""
    address = {name: f"{room}:{name}" for name in NAMES} | {"list": f"{room}:{how.code}"}
    told = {"words": words, "address": address}

    def own(request: Request, pk: int) -> Upload:
        return get_object_or_404(queries.uploads(request.actor, how.code), pk=pk)

    @requires(how.permission)
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
                    how=how,
                    file_name=file.name or f"{how.code}.xlsx",
                    pieces=file.chunks(1 << 20),
                    language=get_language() or "zh-hans",
                    by=request.actor,
                    now=clock.now(),
                )
                check.enqueue(upload.pk)
                return redirect(address["import"], pk=upload.pk)
        uploads = queries.uploads(request.actor, how.code).order_by("-pk")[:20]
        context = {"reasons": reasons, "limit": settings.YILU_UPLOAD_LIMIT_MB, "uploads": uploads, **told}
        return render(request, "network/imports.html", context, status=422 if reasons else 200)

    @requires(how.permission)
    def blank(request: Request) -> FileResponse:
        """The workbook to fill in."""
        name = f"yilu-{how.code}-template.xlsx"
        return FileResponse(template(request), as_attachment=True, filename=name, content_type=WORKBOOK)

    @requires(how.permission)
    def one(request: Request, pk: int) -> HttpResponseBase:
        """Where an upload stands: progress, then what was found row by row and the decision, then the result."""
        upload = own(request, pk)
        language = 1 if str(Text("zh", "en")) == "zh" else 2
        context: dict[str, Any] = {
            "upload": upload,
            "under_way": upload.state in UNDER_WAY,
            "share": 100 * upload.rows_read // upload.rows_total if upload.rows_total else 0,
            "reasons": [r[language] for r in upload.reasons],
            "has_marked": upload.parts.filter(file="marked").exists(),
            "good": upload.counts.get("new", 0) + upload.counts.get("changed", 0),
            "verdict": request.GET.get("verdict", ""),
            **told,
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
        return respond(request, "network/import.html", rows_table(how.layout), rows, context)

    @requires(how.permission)
    def decide(request: Request, pk: int) -> HttpResponse:
        """Accept all, accept the good rows only, check again, or drop."""
        upload = own(request, pk)
        choice = request.POST.get("choice", "")
        if request.method != "POST" or choice not in ("all", "good", "again", "drop"):
            return redirect(address["import"], pk=pk)
        act: dict[str, Any] = {"upload": upload, "by": request.actor, "now": clock.now()}
        try:
            if choice in ("all", "good"):
                actions.accept_upload(good_rows_only=choice == "good", **act)
                write.enqueue(pk)
            elif choice == "again":
                actions.recheck_upload(**act)
                check.enqueue(pk)
            else:
                actions.drop_upload(**act)
        except Denied as refused:
            for why in refused.reasons:
                messages.error(request, str(why))
        return redirect(address["import"], pk=pk)

    @requires(how.permission)
    def marked(request: Request, pk: int) -> StreamingHttpResponse:
        """The workbook that came in, marked."""
        upload = own(request, pk)
        if not upload.parts.filter(file="marked").exists():
            raise Http404
        response = StreamingHttpResponse(queries.marked_pieces(upload), content_type=WORKBOOK)
        response.headers["Content-Disposition"] = f'attachment; filename="yilu-marked-{upload.pk}.xlsx"'
        response.headers["Cache-Control"] = "no-store"
        return response

    return Pages(imports, blank, one, decide, marked)
