"""Workers from a workbook: the template, a check that writes nothing, and the import itself."""

import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason, reason
from yilu.core.text import Text
from yilu.core.uploads import was_too_large
from yilu.network.sheet.guards import EMPTY, too_large
from yilu.network.sheet.reading import open_sheet
from yilu.people import actions
from yilu.people.checking import Found, check_workers
from yilu.people.sheet import WORKERS, template
from yilu.people.views.asking import Request

SHOWN = 200  # refused rows on the page
WRITTEN = Text("已导入：新增 {new} 人，更新 {changed} 人。", "Imported: {new} new, {changed} changed.")
NO_FILE = reason("people.import.no_file", "请先选择文件。", "Choose a file first.")


@requires(Permission.WORKER_EDIT)
def imports(request: Request) -> HttpResponse:
    """Upload a workbook: checked first, written when asked; what is wrong stands row by row."""
    refused: tuple[Reason, ...] = ()
    found: Found | None = None
    if request.method == "POST":
        try:
            found, name = _checked(request)
            if request.POST.get("do") == "write":
                good_only = "good_rows_only" in request.POST
                actions.import_workers(
                    found=found, file_name=name, good_rows_only=good_only, by=request.actor, now=clock.now()
                )
                messages.success(request, str(WRITTEN.filled(**found.plain)))
                return redirect("people:workers")
        except Denied as denied:
            refused = denied.reasons
    context: dict[str, Any] = {"refused": refused, "found": found, "limit": settings.YILU_UPLOAD_LIMIT_MB}
    if found is not None:
        context |= {"counts": found.plain, "rows": found.refused[:SHOWN], "more": max(0, len(found.refused) - SHOWN)}
    return render(request, "people/imports.html", context, status=422 if refused else 200)


def _checked(request: Request) -> tuple[Found, str]:
    """What the check found, and the name of the file."""
    file = request.FILES.get("file")
    if was_too_large(request):
        raise Denied(too_large(settings.YILU_UPLOAD_LIMIT_MB))
    if file is None:
        raise Denied(NO_FILE)
    if not file.size:
        raise Denied(EMPTY)
    # It names people: on disk only while it is read.
    with tempfile.NamedTemporaryFile(prefix="yilu-workers-") as kept:
        for piece in file.chunks():
            kept.write(piece)
        kept.flush()
        name = file.name or ""
        opened = open_sheet(Path(kept.name), name, WORKERS)
        return check_workers(opened=opened, by=request.actor, now=clock.now()), name


@require_safe
@requires(Permission.WORKER_EDIT)
def workbook(request: Request) -> FileResponse:
    """The workbook to fill in."""
    return FileResponse(template(), as_attachment=True, filename="yilu-workers.xlsx")
