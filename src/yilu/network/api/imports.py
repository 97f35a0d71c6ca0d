"""Importing sites over the API: upload, status with the findings, decide, fetch the marked workbook."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Literal

from django.conf import settings
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid
from yilu.core.uploads import was_too_large
from yilu.network import actions, jobs, queries
from yilu.network.models import Upload
from yilu.network.sheet.guards import too_large
from yilu.network.views.asking import Request
from yilu.network.views.importing import NO_FILE, WORKBOOK
from yilu.network.workbooks import OF_SITES

router = Router()
ROWS = 1000
NO_UPLOAD: Any = File(None)  # type: ignore[type-arg]  # a function, whatever its stub says


class NoteOut(Schema):
    """A sentence about a row; `refuses` null where it only tells what changes."""

    column: str
    zh: str
    en: str
    refuses: bool | None


class RowOut(Schema):
    """What was found about a row."""

    row: int
    verdict: str
    code: str
    name: str
    notes: list[NoteOut]


class ImportOut(Schema):
    """An upload. `counts`: new, changed, unchanged, refused, warned."""

    id: int
    file_name: str
    state: str
    rows_read: int
    rows_total: int
    counts: dict[str, int]
    reasons: list[dict[str, str]]
    uploaded_at: dt.datetime
    finished_at: dt.datetime | None


class Decision(Schema):
    """all: everything or nothing; good: the good rows only; again: check once more; drop: give up."""

    choice: Literal["all", "good", "again", "drop"]


def _values(upload: Upload) -> dict[str, Any]:
    plain = {f: getattr(upload, f) for f in ImportOut.model_fields if f != "reasons"}
    return plain | {"reasons": [dict(zip(("code", "zh", "en", "clause"), r, strict=True)) for r in upload.reasons]}


def _upload(request: Request, upload_id: int) -> Upload:
    return get_object_or_404(queries.uploads(request.actor, OF_SITES.code), pk=upload_id)


@router.post("", response={202: ImportOut})
@requires(Permission.SITE_EDIT)
def upload(request: Request, file: UploadedFile | None = NO_UPLOAD) -> Status[dict[str, Any]]:
    """Upload an .xlsx or .csv of sites (multipart field `file`); a job checks it, nothing is written yet."""
    if was_too_large(request):
        raise Invalid(too_large(settings.YILU_UPLOAD_LIMIT_MB))
    if file is None:
        raise Invalid(NO_FILE)
    kept = actions.receive_upload(
        how=OF_SITES,
        file_name=file.name or "sites.xlsx",
        pieces=file.chunks(1 << 20),
        language=get_language() or "zh-hans",
        by=request.actor,
        now=clock.now(),
    )
    jobs.check_upload.enqueue(kept.pk)
    kept.refresh_from_db()
    return Status(202, _values(kept))


@router.get("/{int:upload_id}", response=ImportOut)
@requires(Permission.SITE_EDIT)
def status(request: Request, upload_id: int) -> dict[str, Any]:
    """Where one's own upload stands."""
    return _values(_upload(request, upload_id))


@router.get("/{int:upload_id}/rows", response=list[RowOut])
@requires(Permission.SITE_EDIT)
def rows(request: Request, upload_id: int, verdict: str = "", after: int = 0) -> list[dict[str, Any]]:
    """What was found, a thousand rows at a time from the row `after` on."""
    found = _upload(request, upload_id).rows.filter(row__gt=min(max(after, 0), 2**31 - 1)).order_by("row")
    if verdict:
        found = found.filter(verdict=verdict)
    return [
        {
            "row": r.row,
            "verdict": r.verdict,
            "code": r.code,
            "name": r.name,
            "notes": [dict(zip(("column", "zh", "en", "refuses"), n, strict=True)) for n in r.notes],
        }
        for r in found[:ROWS]
    ]


@router.post("/{int:upload_id}/decision", response=ImportOut)
@requires(Permission.SITE_EDIT)
def decide(request: Request, upload_id: int, decision: Decision) -> dict[str, Any]:
    """Accept, check again or drop."""
    upload = _upload(request, upload_id)
    act: dict[str, Any] = {"upload": upload, "by": request.actor, "now": clock.now()}
    if decision.choice in ("all", "good"):
        actions.accept_upload(good_rows_only=decision.choice == "good", **act)
        jobs.write_upload.enqueue(upload_id)
    elif decision.choice == "again":
        actions.recheck_upload(**act)
        jobs.check_upload.enqueue(upload_id)
    else:
        actions.drop_upload(**act)
    upload.refresh_from_db()
    return _values(upload)


@router.get("/{int:upload_id}/marked.xlsx")
@requires(Permission.SITE_EDIT)
def marked(request: Request, upload_id: int) -> StreamingHttpResponse:
    """The workbook that came in, each bad cell marked and explained."""
    upload = _upload(request, upload_id)
    pieces: Iterator[bytes] = queries.marked_pieces(upload)
    if not upload.parts.filter(file="marked").exists():
        raise Http404
    return StreamingHttpResponse(pieces, content_type=WORKBOOK)
