"""May this person move this stock: a site's and an enterprise's own people theirs, a regulator what is government's."""

from yilu.core.actor import Actor
from yilu.core.jurisdiction import EVERYWHERE
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason, reason
from yilu.network.models import Enterprise, Site
from yilu.supplies.models import Place

NOT_YOURS = reason(
    "supplies.not_yours",
    "该处物资不在您的管辖范围内，或您的岗位没有此项权限。",
    "This stock lies outside your jurisdiction, or your appointment does not permit this.",
)
NOT_GOVERNMENTS = reason(
    "supplies.not_governments",
    "企业的物资由企业自行收发；邮政管理部门调拨政府库存的物资。",
    "An enterprise's supplies are moved by its own people; a regulator sends out what the government holds.",
)
SYSTEM_ONLY = reason("supplies.system_only", "只有系统可以载入物资目录。", "Only the system loads the list of items.")


def why_not(by: Actor, permission: Permission, place: Place) -> list[Reason]:
    """Why `by` may not do this with the stock of the place."""
    where = {"area": place.area_id, "brand": place.brand_id, "branch": place.enterprise_id, "site": place.site_id}
    return _why_not(by, permission, owned=place.brand_id is not None, **where)  # type: ignore[arg-type]


def why_not_at(by: Actor, permission: Permission, site: Site) -> list[Reason]:
    """The same for a site, which may have no stock yet."""
    where = {"area": site.county_id, "brand": site.brand_id, "branch": site.enterprise_id, "site": site.pk}
    return _why_not(by, permission, owned=True, **where)  # type: ignore[arg-type]


def _why_not(by: Actor, permission: Permission, *, owned: bool, area: str, **where: int | None) -> list[Reason]:
    if not by.jurisdiction.may(permission, area=area, **where):
        return [NOT_YOURS]
    regulator = by.jurisdiction is not EVERYWHERE and by.jurisdiction.sees_sector(area)
    return [NOT_GOVERNMENTS] if owned and regulator else []


def check_can(by: Actor, permission: Permission, place: Place) -> None:
    """Raises `Denied` unless `by` may do this with the stock of the place."""
    if found := why_not(by, permission, place):
        raise Denied(*found)


def check_can_keep_depots(by: Actor, *, area: str, enterprise: Enterprise | None) -> None:
    """Raises `Denied` unless `by` may open and close such a depot."""
    brand, branch = (enterprise.brand_id, enterprise.pk) if enterprise else (None, None)
    may = by.jurisdiction.may(Permission.ITEM_EDIT, area=area, brand=brand, branch=branch)
    if not may:
        raise Denied(NOT_YOURS)


def check_is_system(by: Actor) -> None:
    """Raises `Denied` unless the system itself acts."""
    if by.role != "system":
        raise Denied(SYSTEM_ONLY)
