"""Writing a checked workbook of receipts: all of it or only its good rows, in one transaction."""

import datetime as dt

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Invalid
from yilu.network.checking.sentences import rows_refused
from yilu.supplies.access import NOT_YOURS
from yilu.supplies.actions.receiving import receive_many
from yilu.supplies.checking import FoundReceipts


def import_receipts(
    *, found: FoundReceipts, file_name: str, good_rows_only: bool = False, by: Actor, now: dt.datetime
) -> None:
    """Write what was checked. Unless `good_rows_only`, one refused row refuses all."""
    with acting("supplies.import.write", by=by, now=now) as act:
        if not by.jurisdiction.may(Permission.SUPPLY_KEEP):
            raise Denied(NOT_YOURS)
        if found.counts["refused"] and not good_rows_only:
            raise Invalid(rows_refused(found.counts["refused"]))
        if found.new:
            receive_many(rows=found.new, source=file_name, by=by, now=now)
        act.changed(None, {"file": file_name[-100:], **found.plain})
