"""Questions about runs."""

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.scope import ScopedQuerySet
from yilu.plans.models import Run

LARGE = ("inputs", "result", "adjusted")


def runs(actor: Actor) -> ScopedQuerySet[Run]:
    """The runs the actor may see, latest first."""
    rows = Run.objects.within(actor.jurisdiction, Permission.PLAN_READ)
    return rows.select_related("area", "brand", "enterprise").order_by("-proposed_at", "-pk")


def runs_listed(actor: Actor) -> ScopedQuerySet[Run]:
    """The same for a list: without their documents."""
    return runs(actor).defer(*LARGE)
