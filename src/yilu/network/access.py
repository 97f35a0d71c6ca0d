"""May this person do this to this enterprise or site now."""

from collections.abc import Iterable

from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason, reason
from yilu.network.models import Enterprise, Site

NOT_YOURS = reason(
    "network.outside_jurisdiction",
    "该网点、企业或地区不在您的管辖范围内，或您的岗位没有此项权限。",
    "This site, enterprise or area lies outside your jurisdiction, or your appointment does not permit this.",
)
SYSTEM_ONLY = reason(
    "network.system_only",
    "只有系统播种演示数据时才能直接写入网点状态。",
    "Only the system, when it seeds a demonstration, writes the states of sites directly.",
)
BY_DECISION = reason(
    "network.by_decision",
    "管理部门停止网点营业，须引用当日对该网点有效的规定并写明怎样算满足，请在“复工报备”的停业页办理；"
    "本处只供企业自行停业或关闭。",
    "A regulator suspends a site on its page under Filings, citing what is in force there today and what would "
    "satisfy it; here an enterprise shuts a site of its own.",
    "国务院2020年3月3日常务会议：取消不合理复工审批",
)

UNDER_ITSELF = reason(
    "network.enterprise_under_itself",
    "企业不能隶属于自己或自己的下级机构。",
    "An enterprise cannot stand under itself or under a unit of its own.",
)


def may_on_site(by: Actor, site: Site, permission: Permission) -> bool:
    """Does the actor hold `permission` over this site?"""
    return by.jurisdiction.may(
        permission, area=site.county_id, brand=site.brand_id, branch=site.enterprise_id, site=site.pk
    )


def check_can(by: Actor, permission: Permission, *, site: Site, unless: Reason = NOT_YOURS) -> None:
    """Raises `Denied` unless the actor holds `permission` over the site."""
    if not may_on_site(by, site, permission):
        raise Denied(unless)


def is_regulator(by: Actor, county: str) -> bool:
    """Does the actor regulate all brands there? Then he shuts a site only by a decision that cites."""
    return by.role != "system" and by.jurisdiction.sees_sector(county)


def why_not_shut(by: Actor, site: Site) -> list[Reason]:
    """Why the actor may not shut the site as its own."""
    if not may_on_site(by, site, Permission.SITE_SUSPEND):
        return [NOT_YOURS]
    return [BY_DECISION] if is_regulator(by, site.county_id) else []


def check_can_shut(by: Actor, site: Site) -> None:
    """Raises `Denied` unless the actor may shut the site as its own."""
    if found := why_not_shut(by, site):
        raise Denied(*found)


def check_can_place_sites(by: Actor, places: Iterable[tuple[str, int, int]]) -> None:
    """Raises `Denied` unless sites may be registered in every (county, brand, enterprise)."""
    for county, brand, enterprise in places:
        if not by.jurisdiction.may(Permission.SITE_EDIT, area=county, brand=brand, branch=enterprise):
            raise Denied(NOT_YOURS)


def check_can_edit_enterprise(by: Actor, *, area: str, brand: int, branch: int | None) -> None:
    """Raises `Denied` unless the enterprise may be registered or changed there."""
    if not by.jurisdiction.may(Permission.ENTERPRISE_EDIT, area=area, brand=brand, branch=branch):
        raise Denied(NOT_YOURS)


def may_edit_enterprise(by: Actor, enterprise: Enterprise) -> bool:
    """May the actor change this enterprise?"""
    return by.jurisdiction.may(
        Permission.ENTERPRISE_EDIT, area=enterprise.area_id, brand=enterprise.brand_id, branch=enterprise.pk
    )


def check_can_add_brand(by: Actor) -> None:
    """Raises `Denied` unless the actor may register brands: a matter of the nation over all brands."""
    if not by.jurisdiction.may(Permission.ENTERPRISE_EDIT, area=NATION):
        raise Denied(NOT_YOURS)


def check_can_edit_park(by: Actor, *, county: str) -> None:
    """Raises `Denied` unless the actor is a regulator over the county: a park is nobody's brand."""
    if not by.jurisdiction.may(Permission.ENTERPRISE_EDIT, area=county):
        raise Denied(NOT_YOURS)


def check_can_edit_office(by: Actor, *, areas: Iterable[str]) -> None:
    """Raises `Denied` unless the actor may keep offices over every one of the areas."""
    if not all(by.jurisdiction.may(Permission.OFFICE_EDIT, area=a) for a in areas):
        raise Denied(NOT_YOURS)


def check_is_system(by: Actor) -> None:
    """Raises `Denied` unless the system itself acts."""
    if by.role != "system":
        raise Denied(SYSTEM_ONLY)


def check_headquarters_rule(enterprise: Enterprise) -> None:
    """Raises `Denied` where a branch does not hang under a headquarters of its own brand."""
    parent = enterprise.parent
    if enterprise.kind == Enterprise.Kind.BRANCH and (parent is None or parent.brand_id != enterprise.brand_id):
        raise Denied(
            reason(
                "network.branch_needs_parent",
                "分支机构必须隶属于本品牌的总部或上级机构：总部对加盟企业统一负责。",
                "A branch belongs to the headquarters or a higher unit of its own brand, which answers for them.",
            )
        )
    while parent is not None:
        if parent.pk == enterprise.pk:
            raise Denied(UNDER_ITSELF)
        parent = parent.parent
