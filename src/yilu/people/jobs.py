"""What runs by itself: days opened ahead and recounted, places kept in step with the sites, records purged in time."""

import datetime as dt

from django_tasks import task

from yilu.core import clock
from yilu.core.actor import system
from yilu.network import jobs as uploads
from yilu.people import actions, escalating
from yilu.people.rules.timing import LATEST
from yilu.people.workbooks import OF_WORKERS

AHEAD = 3  # days whose tables stand before they come


def open_days() -> int:
    """Tables for the days a check may still come in for, and for those to come; who is due today."""
    by, now = system("job:people"), clock.now()
    today = now.date()
    days = [today + dt.timedelta(days=n) for n in range(-LATEST, AHEAD + 1)]
    actions.follow_sites(by=by, now=now)
    made = actions.open_days(days=days, by=by, now=now)
    actions.count_due(day=today, by=by, now=now)
    return made


def escalate() -> int:
    """Close the tasks of sites where everybody has checked in; tell of missing checks where the set hour has come."""
    by, now = system("job:people"), clock.now()
    escalating.settle(by=by, now=now)
    return escalating.escalate(by=by, now=now)


def recount() -> int:
    """Yesterday's counters once more from its records, when nobody is reporting."""
    now = clock.now()
    return actions.recount(day=now.date() - dt.timedelta(days=1), by=system("job:people"), now=now)


def count_staff() -> int:
    """Who is wanted, there, away and isolated, for the boards."""
    now = clock.now()
    return actions.count_staff(day=now.date(), by=system("job:people"), now=now)


def purge() -> int:
    """Purge what emergencies that ended left behind, once the area's days are over."""
    return len(actions.purge_ended(by=system("job:purge"), now=clock.now()))


@task()
def check_upload(upload_id: int) -> None:
    """Check the rows of an upload of workers."""
    uploads.check(upload_id, OF_WORKERS)


@task()
def write_upload(upload_id: int) -> None:
    """Write an accepted upload of workers."""
    uploads.write(upload_id, OF_WORKERS)
