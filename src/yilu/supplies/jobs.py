"""What runs by itself: counts taken over, sums, overdue transfers; uploads of receipts."""

from django_tasks import task

from yilu.core import clock
from yilu.core.actor import system
from yilu.network import jobs as uploads
from yilu.supplies import actions
from yilu.supplies.workbooks import OF_RECEIPTS

BY = system("job:supplies")


def refresh() -> int:
    """Take the day's counts into the ledger, then bring the sums up to date; how many areas moved."""
    actions.take_day_counts(by=BY, now=clock.now())
    return actions.refresh(by=BY, now=clock.now())


def chase() -> int:
    """Tasks for what never arrived; how many are overdue."""
    return actions.chase_transfers(by=BY, now=clock.now())


@task()
def check_upload(upload_id: int) -> None:
    """Check the rows of an upload of receipts."""
    uploads.check(upload_id, OF_RECEIPTS)


@task()
def write_upload(upload_id: int) -> None:
    """Write an accepted upload of receipts."""
    uploads.write(upload_id, OF_RECEIPTS)
