"""Keeping the matrix in step: new evidence within seconds, what turns by itself, norms, tiers, sites; nightly anew."""

from yilu.core import clock
from yilu.core.actor import system
from yilu.coverage import actions
from yilu.coverage.models import SiteRow
from yilu.coverage.queries import pending

NIGHT = 3  # the hour
AT_ONCE = 1000  # sites in one transaction: whoever writes meanwhile waits no longer
JOB = "job:coverage"


def refresh() -> int:
    """Count what the ledger or the clock changed; how many rows."""
    by, now = system(JOB), clock.now()
    if changed := pending.provisions_changed(now=now):
        actions.follow(changed=changed, by=by, now=now)
    told, seen = pending.told(now=now)
    return _recount([*dict.fromkeys([*told, *pending.turned(now=now)])], seen)


def follow_sites() -> int:
    """Count sites that opened, closed or moved, and those whose county's tier changed; close tasks of filled gaps."""
    by, now = system(JOB), clock.now()
    number = _recount(pending.sites_changed(), None)
    if changed := pending.tiers_changed(now=now):
        actions.follow(changed=changed, by=by, now=now)
    actions.close_filled(by=by, now=now)
    return number


def recount() -> int:
    """Every row and every sum anew, in the hour of the night when nobody is looking."""
    if clock.now().hour != NIGHT:
        return 0
    number = _recount(list(SiteRow.objects.values_list("pk", flat=True)), None)
    actions.add_up(by=system(JOB), now=clock.now())
    return number


def _recount(sites: list[int], seen: pending.Seen | None) -> int:
    number, by = 0, system(JOB)
    for n in range(0, len(sites), AT_ONCE) or ((0,) if seen else ()):
        last = n + AT_ONCE >= len(sites)
        now = clock.now()
        number += actions.recount(sites=sites[n : n + AT_ONCE], seen=seen if last else None, by=by, now=now)
    return number
