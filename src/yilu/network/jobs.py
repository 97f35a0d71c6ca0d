"""Jobs of this room: checking and writing an uploaded workbook, as whoever uploaded or accepted it."""

from django_tasks import task

from yilu.core import clock
from yilu.core.actor import system
from yilu.core.handover import unpacked
from yilu.network import actions
from yilu.network.models import SiteImport


@task()
def check_upload(upload_id: int) -> None:
    """Check the rows of an upload."""
    upload = SiteImport.objects.get(pk=upload_id)
    try:
        actions.check_upload(upload=upload, by=unpacked(upload.actor), now=clock.now())
    except Exception:
        actions.fail_upload(upload=upload, by=system("job:import"), now=clock.now())
        raise


@task()
def write_upload(upload_id: int) -> None:
    """Write an accepted upload."""
    upload = SiteImport.objects.get(pk=upload_id)
    try:
        actions.write_upload(upload=upload, by=unpacked(upload.actor), now=clock.now())
    except Exception:
        actions.fail_upload(upload=upload, by=system("job:import"), now=clock.now())
        raise
