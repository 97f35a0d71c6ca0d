"""May this person inspect this site, carry out this visit, rectify, look again?"""

from yilu.core.actor import Actor, system
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, reason
from yilu.inspections.models import Inspection
from yilu.inspections.rules import NOT_YOURS
from yilu.network.access import may_on_site
from yilu.network.models import Site

NOT_INSPECTING = reason("inspections.denied", "该网点不在您的检查范围内。", "This site is not among those you inspect.")
NOT_RECTIFYING = reason("inspections.not_rectifying", "由网点所属企业整改。", "The site's own enterprise rectifies it.")
NOT_ASKING = reason("inspections.item.denied", "只能为本辖区设检查项。", "You may set items only for your own area.")


def check_can_inspect(by: Actor, site: Site) -> None:
    """An inspector over the site."""
    if not may_on_site(by, site, Permission.INSPECTION_WRITE):
        raise Denied(NOT_INSPECTING)


def check_can_carry_out(by: Actor, inspection: Inspection) -> None:
    """Its own inspector, still over the site."""
    check_can_inspect(by, inspection.site)
    if inspection.inspector_id != by.user_id:
        raise Denied(NOT_YOURS)


def check_can_rectify(by: Actor, site: Site) -> None:
    """People of the enterprise who file its evidence."""
    is_own = any(g.brand is not None for g in by.jurisdiction.having(Permission.EVIDENCE_WRITE).grants)
    if not (is_own and may_on_site(by, site, Permission.EVIDENCE_WRITE)):
        raise Denied(NOT_RECTIFYING)


def check_can_ask(by: Actor, area: str) -> None:
    """Whoever refines norms for the area."""
    if not by.jurisdiction.may(Permission.NORM_REFINE, area=area):
        raise Denied(NOT_ASKING)


def in_name_of(by: Actor) -> Actor:
    """The room's rule keeps a finding's task in step, whoever acted: that takes no right to direct tasks at large."""
    return system(f"inspections: {by.name}")
