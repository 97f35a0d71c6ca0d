"""Questions about proposed suspensions: who may decide on a site, what waits."""

import datetime as dt

from django.db.models import QuerySet

from yilu.accounts.models import User
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.network.models import Site
from yilu.people.models import SuspensionProposal
from yilu.tasks.queries import holder

# Whose business it is to suspend a site: above it in the enterprise, and the regulator's over its county.
POSTS = ("branch_manager", "headquarters", "officer", "health_officer", "leader")


def deciders(site: Site, *, on: dt.date) -> list[User]:
    """The people who may be named to decide on this site."""
    where = {"area": site.county_id, "site": site, "enterprise": site.enterprise, "brand": site.brand_id}
    held = (holder(p, on=on, **where) for p in POSTS)  # type: ignore[arg-type]
    return list(dict.fromkeys(u for u in held if u is not None))


def proposals(actor: Actor) -> QuerySet[SuspensionProposal]:
    """The proposals about sites the actor may suspend, those undecided first."""
    rows = SuspensionProposal.objects.within(actor.jurisdiction, Permission.SITE_SUSPEND)
    return rows.select_related("site__brand", "site__county", "officer", "case").order_by("decided_at", "-proposed_at")
