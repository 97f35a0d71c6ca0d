"""May this person run the planner here, and decide on what it proposed."""

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason, reason
from yilu.plans.models import Run

NOT_YOURS = reason(
    "plans.not_yours",
    "您的岗位无权在此测算、调整或采用方案。",
    "Your appointment does not make, adjust or adopt plans here.",
)


def why_not(by: Actor, *, area: str, brand: int | None, branch: int | None) -> list[Reason]:
    """Why `by` may not make plans there."""
    may = by.jurisdiction.may(Permission.PLAN_MAKE, area=area, brand=brand, branch=branch)
    return [] if may else [NOT_YOURS]


def why_not_decide(by: Actor, run: Run) -> list[Reason]:
    """Why `by` may not adjust, adopt or withdraw the run."""
    return why_not(by, area=run.area_id, brand=run.brand_id, branch=run.enterprise_id)


def check_can(by: Actor, *, area: str, brand: int | None, branch: int | None) -> None:
    """Raises `Denied` unless `by` may make plans there."""
    if found := why_not(by, area=area, brand=brand, branch=branch):
        raise Denied(*found)
