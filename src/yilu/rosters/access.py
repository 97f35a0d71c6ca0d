"""May this person make shifts there: `check_can_…` raises."""

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, reason
from yilu.network.models import Site

NOT_YOURS = reason("rosters.not_yours", "您不能为该网点排班。", "You do not make shifts for this site.")


SYSTEM_ONLY = reason("rosters.system_only", "只能由系统执行。", "Only the system does this.")


def check_is_system(by: Actor) -> None:
    """Raises `Denied` for everybody who signs in."""
    if by.role != "system":
        raise Denied(SYSTEM_ONLY)


def may_edit(by: Actor, site: Site) -> bool:
    """Does the actor make the site's shifts?"""
    return by.jurisdiction.may(
        Permission.SHIFT_EDIT, area=site.county_id, brand=site.brand_id, branch=site.enterprise_id, site=site.pk
    )


def check_can_edit(by: Actor, site: Site) -> None:
    """Raises `Denied` unless the actor makes the site's shifts."""
    if not may_edit(by, site):
        raise Denied(NOT_YOURS)
