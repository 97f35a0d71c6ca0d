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
