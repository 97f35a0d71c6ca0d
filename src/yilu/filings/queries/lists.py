"""Lists: filings in sight, sites one may file for, what waits for review, registered delays."""

from django.db.models import Count, Exists, OuterRef

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.remembered import remembered
from yilu.filings.models import DelayOrder, Filing
from yilu.filings.rules.states import State
from yilu.network.listing import ListedQuerySet
from yilu.network.models import Site

SHOWN = ("site__brand", "site__county", "site__enterprise", "dossier")
CANNOT_OPEN = (Site.Status.OPEN, Site.Status.CLOSED)


def filings(actor: Actor) -> ListedQuerySet[Filing]:
    """The filings the actor may see."""
    return Filing.objects.within(actor.jurisdiction, Permission.FILING_READ)


def counted(rows: ListedQuerySet[Filing], *, key: str) -> dict[str, int]:
    """How many are in each state; remembered for a moment under `key` (who asks, and for what)."""

    def count() -> dict[str, int]:
        return dict(rows.order_by().values_list("state").annotate(n=Count("*")))

    found = remembered(f"filings.counted:{key}", count)
    return {s.value: found.get(s.value, 0) for s in State}


def under_review(actor: Actor) -> ListedQuerySet[Filing]:
    """What waits for a decision of the actor's, the soonest to run out first."""
    rows = Filing.objects.within(actor.jurisdiction, Permission.FILING_DECIDE).filter(state=State.UNDER_REVIEW)
    return rows.select_related(*SHOWN).order_by("review_until", "pk")


def may_start(actor: Actor) -> ListedQuerySet[Site]:
    """The sites the actor may begin a filing for: shut, not for good, and no filing under way."""
    live = Filing.objects.filter(site=OuterRef("pk")).exclude(state=State.CLOSED)
    rows = Site.objects.within(actor.jurisdiction, Permission.FILING_WRITE).exclude(status__in=CANNOT_OPEN)
    return rows.filter(~Exists(live))


def delays(actor: Actor) -> ListedQuerySet[DelayOrder]:
    """The delay orders the actor may see: an enterprise its own, a regulator those of its area."""
    rows = DelayOrder.objects.within(actor.jurisdiction, Permission.FILING_READ)
    return rows.select_related("area", "brand", "to").order_by("-at", "-pk")
