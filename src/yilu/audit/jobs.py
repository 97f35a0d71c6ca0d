"""Background work of the audit: sealing every minute, checking the chain every night (the worker keeps the times)."""

from django_tasks import task

from yilu.audit.actions import check_chain
from yilu.audit.sealing import seal_all
from yilu.core import clock
from yilu.core.actor import system


@task()
def seal() -> int:
    """Seal every act that is not sealed yet; how many were."""
    return seal_all(clock.now())


@task()
def check() -> bool:
    """Walk the chain and record what was found; True if it is intact."""
    return check_chain(by=system("job:audit.check"), now=clock.now()).is_intact
