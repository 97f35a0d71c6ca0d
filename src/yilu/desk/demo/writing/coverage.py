"""What the ledger shows of every open site, counted once all else is written."""

import datetime as dt

from django.db.models import Max

from yilu.core.actor import Actor
from yilu.coverage import actions as coverage
from yilu.coverage.queries import pending
from yilu.network.models import Site
from yilu.norms.models import Evidence

AT_ONCE = 5000


def write_coverage(*, by: Actor, now: dt.datetime) -> None:
    """All rows and sums, and how far of the ledger they tell."""
    if changed := pending.provisions_changed(now=now):
        coverage.follow(changed=changed, by=by, now=now)
    seen = pending.Seen(Evidence.objects.aggregate(last=Max("pk"))["last"] or 0, ())
    sites = list(Site.objects.filter(status=Site.Status.OPEN).order_by("county_id").values_list("pk", flat=True))
    for n in range(0, len(sites), AT_ONCE):
        coverage.recount(sites=sites[n : n + AT_ONCE], seen=seen, by=by, now=now)
