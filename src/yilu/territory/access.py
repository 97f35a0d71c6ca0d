"""Who may do what in territory."""

from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason, reason

OUTSIDE = "territory.outside_jurisdiction"


def outside(area_name: str) -> Reason:
    """The reason for which an act on a place beyond one's jurisdiction is refused."""
    return reason(
        OUTSIDE,
        "{area}不在您的辖区内，或您的岗位没有此项权限。",
        "{area} lies outside your jurisdiction, or your appointment does not carry this permission.",
        area=area_name,
    )


def may_import_cases(actor: Actor, area: str) -> bool:
    """May the actor take in case counts of the area?"""
    return actor.jurisdiction.may(Permission.CASES_IMPORT, area=area)


def may_import_tiers(actor: Actor, area: str) -> bool:
    """May the actor take in published tiers, and state clusters, of the area?"""
    return actor.jurisdiction.may(Permission.TIER_IMPORT, area=area)


def check_can_import(actor: Actor, permission: Permission) -> None:
    """Refuse somebody who may import nowhere; each line is then checked against its own place."""
    if not actor.jurisdiction.may(permission):
        raise Denied(outside("—"))


def check_can_state_cluster(actor: Actor, area: str) -> None:
    """Refuse somebody who may not import tiers over the area."""
    if not may_import_tiers(actor, area):
        raise Denied(outside(area))


def check_can_declare(actor: Actor, area: str) -> None:
    """Refuse somebody who may not put an emergency in force, or end one, over the area."""
    if not actor.jurisdiction.may(Permission.EMERGENCY_DECLARE, area=area):
        raise Denied(outside(area))


def check_can_load_tree(actor: Actor) -> None:
    """Refuse somebody who may not replace the tree of places or its outlines, which are one for all."""
    if not actor.jurisdiction.may(Permission.TREE_LOAD, area=NATION):
        raise Denied(outside(NATION))
