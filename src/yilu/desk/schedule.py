"""What runs by itself, and how often. `yilu work` runs these and the job queue, one after another, in one process."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections

from yilu.audit import jobs as audit
from yilu.coverage import jobs as coverage
from yilu.directives import jobs as directives
from yilu.filings import jobs as filings
from yilu.messages import jobs as messages
from yilu.operations import jobs as operations
from yilu.people import jobs as people
from yilu.rosters import jobs as rosters
from yilu.supplies import jobs as supplies
from yilu.tasks import jobs as tasks

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Scheduled:
    """A job that repeats: its name, the seconds between two runs, and the function."""

    name: str
    every: float
    run: Callable[[], object]
    due: float = 0.0

    def run_if_due(self, clock: float) -> bool:
        """Run it if its time has come; a failure is logged and tried again at the next turn."""
        if clock < self.due:
            return False
        self.due = clock + self.every
        started = time.monotonic()
        try:
            self.run()
        except Exception:
            log.exception("scheduled job %s failed", self.name)
        finally:
            close_old_connections()
        log.debug("scheduled job %s took %.2f s", self.name, time.monotonic() - started)
        return True


def jobs() -> list[Scheduled]:
    """All repeating jobs of the product."""
    return [
        Scheduled("audit.seal", 60, audit.seal.call),
        Scheduled("audit.check", 86400, audit.check.call),
        Scheduled("messages.outbox", 3, messages.outbox),
        Scheduled("directives.settle_rest", 300, directives.settle_rest),
        Scheduled("tasks.escalate", 60, tasks.escalate),
        Scheduled("coverage.refresh", 2, coverage.refresh),
        Scheduled("coverage.follow_sites", 60, coverage.follow_sites),
        Scheduled("coverage.recount", 3600, coverage.recount),
        Scheduled("filings.settle", 30, filings.settle),
        Scheduled("operations.chase", 300, operations.chase),
        Scheduled("people.escalate", 60, people.escalate),
        Scheduled("people.open_days", 3600, people.open_days),
        Scheduled("people.recount", 86400, people.recount),
        Scheduled("people.count_staff", 600, people.count_staff),
        Scheduled("rosters.review", 60, rosters.review),
        Scheduled("people.purge", 86400, people.purge),
        Scheduled("supplies.chase", 3600, supplies.chase),
        Scheduled("supplies.refresh", 60, supplies.refresh),
        Scheduled("operations.refresh", 30, operations.refresh),
    ]
