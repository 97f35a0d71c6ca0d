"""Writing a checked workbook of workers: all of it or only its good rows, in one transaction with one audit row."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Invalid
from yilu.network.checking.sentences import rows_refused
from yilu.network.models import Site
from yilu.people.access import OUTSIDE_PLACE
from yilu.people.actions.workers import add_workers, change_worker, transfer_worker
from yilu.people.checking import Change, FoundWorkers


def import_workers(
    *, found: FoundWorkers, file_name: str, good_rows_only: bool = False, by: Actor, now: dt.datetime
) -> None:
    """Write what was checked. Unless `good_rows_only`, one refused row refuses all."""
    with acting("people.import.write", by=by, now=now) as act:
        if not by.jurisdiction.may(Permission.WORKER_EDIT):
            raise Denied(OUTSIDE_PLACE)
        if found.counts["refused"] and not good_rows_only:
            raise Invalid(rows_refused(found.counts["refused"]))
        if found.new:
            add_workers(rows=found.new, by=by, now=now)
        for change in found.changes:
            _write(change, by, now)
        act.changed(None, {"file": file_name[-100:], **found.plain, "sha256": _digest(found.changes)})


def _write(change: Change, by: Actor, now: dt.datetime) -> None:
    worker, today = change.worker, now.astimezone(ZONE).date()
    if change.values:
        worker = change_worker(worker=worker, version=worker.version, changes=change.values, by=by, now=now)
    if change.place is not None:
        site, office = (change.place, None) if isinstance(change.place, Site) else (None, change.place)
        transfer_worker(
            worker=worker, version=worker.version, on=today, cause="导入", site=site, office=office, by=by, now=now
        )


def _digest(changes: Iterable[Change]) -> str:
    """SHA-256 over whose what was changed, without what tells of a person."""
    sha = hashlib.sha256()
    for c in changes:
        sha.update(repr((c.worker.pk, c.worker.version, sorted(c.values), c.place and c.place.pk)).encode())
    return sha.hexdigest()
