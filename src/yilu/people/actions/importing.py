"""Writing a checked workbook of workers: all of it or only its good rows, in one transaction with one audit row."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Invalid, reason
from yilu.people.access import OUTSIDE_PLACE
from yilu.people.actions.workers import add_workers, change_worker, transfer_worker
from yilu.people.checking import Change, Found

NOT_ALL = reason(
    "people.import.refused",
    "有 {n} 行不能导入，没有写入任何一行。可改好后再导，或选择只导入合格的行。",
    "{n} rows cannot be imported; nothing was written. Mend them, or import the good rows only.",
)


def import_workers(*, found: Found, file_name: str, good_rows_only: bool = False, by: Actor, now: dt.datetime) -> None:
    """Write what was checked. Unless `good_rows_only`, one refused row refuses all."""
    with acting("people.import.write", by=by, now=now) as act:
        if not by.jurisdiction.may(Permission.WORKER_EDIT):
            raise Denied(OUTSIDE_PLACE)
        if found.refused and not good_rows_only:
            raise Invalid(reason(NOT_ALL.code, NOT_ALL.text.zh, NOT_ALL.text.en, n=len(found.refused)))
        if found.new:
            add_workers(rows=found.new, by=by, now=now)
        for change in found.changes:
            _write(change, by, now)
        act.changed(None, {"file": file_name[-100:], **found.plain, "sha256": _digest(found.changes)})


def _write(change: Change, by: Actor, now: dt.datetime) -> None:
    worker, today = change.worker, now.astimezone(ZONE).date()
    if change.values:
        worker = change_worker(worker=worker, version=worker.version, changes=change.values, by=by, now=now)
    if change.site is not None:
        transfer_worker(worker=worker, version=worker.version, site=change.site, on=today, cause="导入", by=by, now=now)


def _digest(changes: Iterable[Change]) -> str:
    """SHA-256 over whose what was changed, without what tells of a person."""
    sha = hashlib.sha256()
    for c in changes:
        sha.update(repr((c.worker.pk, c.worker.version, sorted(c.values), c.site.pk if c.site else None)).encode())
    return sha.hexdigest()
