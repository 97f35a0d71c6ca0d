"""An uploaded workbook on its way: kept encrypted, checked by a job, accepted or dropped, written by a job."""

import datetime as dt
import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.db.models import Q
from django.utils import translation

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.handover import packed
from yilu.core.reasons import Conflict, Denied, Reason, reason
from yilu.core.rows import insert_rows
from yilu.network.access import NOT_YOURS
from yilu.network.checking import Checked
from yilu.network.models import Upload, UploadPart, UploadRow
from yilu.network.queries import marks_of
from yilu.network.sheet.marking import marked_copy
from yilu.network.sheet.reading import OpenedSheet, open_sheet
from yilu.network.workbook import Workbook

PIECE = 1 << 20
ROW_FIELDS = ("upload_id", "row", "verdict", "is_warned", "code", "name", "notes")
KEPT_FOR = dt.timedelta(days=7)
LOST_AFTER = dt.timedelta(minutes=15)  # a job that long without an end has died
State = Upload.State
UNDER_WAY = (State.WAITING, State.CHECKING, State.ACCEPTED, State.WRITING)

ALREADY_DECIDED = reason(
    "network.import.decided",
    "这次导入已经确认、完成或放弃，不能重复操作。",
    "This import was accepted, finished or dropped already.",
)
GONE = reason(
    "network.import.gone",
    "上传的文件已删除（完成、放弃或超过7天），请重新上传。",
    "The uploaded file is gone (finished, dropped, or older than 7 days); upload it again.",
)


def receive_upload(
    *, how: Workbook, file_name: str, pieces: Iterable[bytes], language: str = "zh-hans", by: Actor, now: dt.datetime
) -> Upload:
    """Keep an uploaded file, encrypted, to be checked by a job. Files older than seven days are removed on the way."""
    with acting("network.import.upload", by=by, now=now) as act:
        if not by.jurisdiction.may(how.permission) or by.user_id is None:
            raise Denied(NOT_YOURS)
        Upload.objects.filter(uploaded_at__lt=now - KEPT_FOR).delete()
        upload = Upload.objects.create(
            kind=how.code, uploader_id=by.user_id, appointment_id=by.appointment_id, file_name=file_name[-200:],
            size=0, digest="", actor=packed(by), uploaded_at=now, decided_at=now, language=language,
        )  # fmt: skip
        upload.size, upload.digest = _keep(upload, UploadPart.File.UPLOADED, pieces)
        upload.save(update_fields=["size", "digest"])
        act.on(upload)
        act.changed(None, {"file": upload.file_name, "bytes": upload.size, "sha256": upload.digest})
    return upload


def _keep(upload: Upload, file: str, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Store the pieces encrypted; their length and SHA-256."""
    sha, size = hashlib.sha256(), 0
    upload.parts.filter(file=file).delete()
    for number, piece in enumerate(pieces):
        sha.update(piece)
        size += len(piece)
        UploadPart.objects.create(upload=upload, file=file, number=number, content=piece)
    return size, sha.hexdigest()


@contextmanager
def _opened(upload: Upload, how: Workbook) -> Iterator[OpenedSheet]:
    """The uploaded file as an opened sheet; decrypted only while this is open. Raises `Denied` if gone."""
    with tempfile.NamedTemporaryFile(prefix="yilu-import-") as file:
        for part in upload.parts.filter(file=UploadPart.File.UPLOADED).order_by("number").iterator(chunk_size=4):
            file.write(part.content)
        file.flush()
        if not file.tell():
            raise Denied(GONE)
        yield open_sheet(Path(file.name), upload.file_name, how.layout)


def check_upload(*, upload: Upload, how: Workbook, by: Actor, now: dt.datetime) -> None:
    """Check the file row by row, keep what was found about each, and the marked workbook. For the job."""
    _note(upload, state=State.CHECKING, rows_read=0, reasons=[], counts={})
    try:
        with _opened(upload, how) as opened:
            _note(upload, rows_total=opened.total)
            rows: list[tuple[Any, ...]] = []

            def seen(checked: Checked[Any, Any]) -> None:
                if checked.verdict != "unchanged" or checked.notes:
                    rows.append(_row_of(upload, checked))

            found = how.check(
                opened=opened, by=by, now=now, seen=seen, progress=lambda done, _: _note(upload, rows_read=done)
            )
            with acting("network.import.check", by=by, now=now, on=upload) as act:
                upload.rows.all().delete()
                insert_rows(UploadRow, ROW_FIELDS, rows)
                if found.counts["refused"] or found.counts["warned"]:
                    with (
                        translation.override(upload.language),
                        marked_copy(opened, lambda: marks_of(upload, opened)) as marked,
                    ):
                        _keep(upload, UploadPart.File.MARKED, _pieces(marked))
                _note(upload, state=State.CHECKED, counts=found.plain)
                act.changed(None, found.plain)
    except Denied as refused:
        _refused(upload, refused, State.REFUSED)


def _row_of(upload: Upload, checked: Checked[Any, Any]) -> tuple[Any, ...]:
    notes: list[list[Any]] = [[n.column, n.reason.text.zh, n.reason.text.en, n.refuses] for n in checked.notes]
    if checked.change is not None:
        notes += [list(n) for n in checked.change.sentences()]
    return upload.pk, checked.row, checked.verdict, checked.is_warned, checked.code[:60], checked.name[:100], notes


def accept_upload(*, upload: Upload, good_rows_only: bool, by: Actor, now: dt.datetime) -> None:
    """Decide that a checked file be written, all of it or only its good rows; a job does so."""
    with acting("network.import.accept", by=by, now=now, on=upload) as act:
        changed = Upload.objects.filter(pk=upload.pk, state=State.CHECKED).update(
            state=State.ACCEPTED,
            good_rows_only=good_rows_only,
            actor=packed(by),
            rows_read=0,
            reasons=[],
            decided_at=now,
        )
        if not changed:
            raise Conflict(ALREADY_DECIDED)
        act.changed(None, {"good_rows_only": good_rows_only, **upload.counts})


def recheck_upload(*, upload: Upload, by: Actor, now: dt.datetime) -> None:
    """Have a file checked again, as what is registered may have moved on, or the job never came back."""
    with acting("network.import.recheck", by=by, now=now, on=upload):
        open_still = Q(state__in=(State.CHECKED, State.REFUSED)) | (
            Q(state__in=UNDER_WAY) & Q(decided_at__lt=now - LOST_AFTER)
        )
        rows = Upload.objects.filter(open_still, pk=upload.pk)
        if not rows.update(state=State.WAITING, actor=packed(by), decided_at=now):
            raise Conflict(ALREADY_DECIDED)


def write_upload(*, upload: Upload, how: Workbook, by: Actor, now: dt.datetime) -> None:
    """Check an accepted file once more against what is registered now, and write it. For the job."""
    if not Upload.objects.filter(pk=upload.pk, state=State.ACCEPTED).update(state=State.WRITING):
        return
    upload.refresh_from_db()
    try:
        with _opened(upload, how) as opened:
            found = how.check(opened=opened, by=by, now=now, progress=lambda done, _: _note(upload, rows_read=done))
            opened.release()
        with acting("network.import.write", by=by, now=now, on=upload) as act:
            how.write(found=found, file_name=upload.file_name, good_rows_only=upload.good_rows_only, by=by, now=now)
            upload.parts.filter(file=UploadPart.File.UPLOADED).delete()
            _note(upload, state=State.DONE, counts=found.plain, finished_at=now)
            act.changed(None, found.plain)
    except Denied as refused:
        _refused(upload, refused, State.CHECKED)


def drop_upload(*, upload: Upload, by: Actor, now: dt.datetime) -> None:
    """Give up an import: its file and what was found about its rows are removed at once."""
    with acting("network.import.drop", by=by, now=now, on=upload):
        ended = (State.DONE, State.DROPPED, State.ACCEPTED, State.WRITING)
        if (
            not Upload.objects.filter(pk=upload.pk)
            .exclude(state__in=ended)
            .update(state=State.DROPPED, finished_at=now)
        ):
            raise Conflict(ALREADY_DECIDED)
        upload.parts.all().delete()
        upload.rows.all().delete()


def fail_upload(*, upload: Upload, by: Actor, now: dt.datetime) -> None:
    """Note that the job broke down, so that nobody waits for it. Nothing was written."""
    with acting("network.import.fail", by=by, now=now, on=upload):
        state = State.CHECKED if upload.counts else State.REFUSED
        _refused(upload, Denied(BROKE_DOWN), state)


BROKE_DOWN = reason(
    "network.import.broke_down",
    "处理时出了故障，没有写入任何数据；可以重新核对，仍不行请告知管理员。",
    "Processing broke down and nothing was written; check again, and tell the administrator if it happens once more.",
)


def _note(upload: Upload, **values: Any) -> None:
    """Progress, seen by the page that waits."""
    Upload.objects.filter(pk=upload.pk).update(**values)
    for name, value in values.items():
        setattr(upload, name, value)


def _refused(upload: Upload, refused: Denied, state: str) -> None:
    _note(upload, state=state, reasons=[_plain(r) for r in refused.reasons])


def _plain(why: Reason) -> list[str]:
    return [why.code, why.text.zh, why.text.en, why.clause]


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
