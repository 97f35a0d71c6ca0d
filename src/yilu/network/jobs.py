"""Jobs of this room: checking and writing an uploaded workbook, as whoever uploaded or accepted it."""

from django_tasks import task

from yilu.core import clock
from yilu.core.actor import system
from yilu.core.handover import unpacked
from yilu.network import actions
from yilu.network.models import Upload
from yilu.network.workbook import Workbook
from yilu.network.workbooks import OF_SITES


def check(upload_id: int, how: Workbook) -> None:
    """Check the rows of an upload; for the job of each kind."""
    upload = Upload.objects.get(pk=upload_id, kind=how.code)
    try:
        actions.check_upload(upload=upload, how=how, by=unpacked(upload.actor), now=clock.now())
    except Exception:
        actions.fail_upload(upload=upload, by=system("job:import"), now=clock.now())
        raise


def write(upload_id: int, how: Workbook) -> None:
    """Write an accepted upload; for the job of each kind."""
    upload = Upload.objects.get(pk=upload_id, kind=how.code)
    try:
        actions.write_upload(upload=upload, how=how, by=unpacked(upload.actor), now=clock.now())
    except Exception:
        actions.fail_upload(upload=upload, by=system("job:import"), now=clock.now())
        raise


@task()
def check_upload(upload_id: int) -> None:
    """Check the rows of an upload of sites."""
    check(upload_id, OF_SITES)


@task()
def write_upload(upload_id: int) -> None:
    """Write an accepted upload of sites."""
    write(upload_id, OF_SITES)
