"""May this person do this to this worker: `may_…` answers, `check_can_…` raises."""

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, reason
from yilu.network.models import Office, Site
from yilu.people.models import HealthCase, Worker

OUTSIDE = reason("people.outside", "这名员工不在您的权限范围内。", "This worker is not within your jurisdiction.")
NOT_YOUR_CASE = reason(
    "people.case.not_yours",
    "该个案不在您的处置范围内，或您的岗位没有此项权限。",
    "This case is not yours to handle, or your appointment does not permit it.",
)
OUTSIDE_PLACE = reason(
    "people.outside_place", "该网点或机关不在您的权限范围内。", "This site or office is not within your jurisdiction."
)


def holds(by: Actor, permission: Permission, worker: Worker) -> bool:
    """Is the permission held over the worker, where he or she is placed now?"""
    return by.jurisdiction.may(
        permission,
        area=worker.county_id,
        brand=worker.brand_id,
        branch=worker.enterprise_id,
        site=worker.site_id,
        person=worker.user_id,
    )


def check_holds(by: Actor, permission: Permission, worker: Worker) -> None:
    """Raises `Denied` unless the permission is held over the worker."""
    if not holds(by, permission, worker):
        raise Denied(OUTSIDE)


def check_can_send(by: Actor, worker: Worker) -> None:
    """Raises `Denied`: a check is sent by the person's own phone, or by who records checks there."""
    own = by.jurisdiction.may(Permission.DEVICE_REPORT, area=worker.county_id, person=worker.pk)
    if not (own or holds(by, Permission.CHECK_WRITE, worker)):
        raise Denied(OUTSIDE)


def may_place(by: Actor, *, site: Site | None, office: Office | None) -> bool:
    """Does the actor keep the workers of the site, or of all areas of the office?"""
    if site is not None:
        place = {"brand": site.brand_id, "branch": site.enterprise_id, "site": site.pk}
        return by.jurisdiction.may(Permission.WORKER_EDIT, area=site.county_id, **place)
    codes = [] if office is None else [a.code for a in office.areas.all()]
    return bool(codes) and all(by.jurisdiction.may(Permission.WORKER_EDIT, area=code) for code in codes)


def check_can_place(by: Actor, *, site: Site | None, office: Office | None) -> None:
    """Raises `Denied` unless the actor keeps the workers there."""
    if not may_place(by, site=site, office=office):
        raise Denied(OUTSIDE_PLACE)


def handles(by: Actor, case: HealthCase) -> bool:
    """Does the actor handle the case, where it was opened?"""
    return by.jurisdiction.may(
        Permission.CASE_HANDLE,
        area=case.county_id,
        brand=case.brand_id,
        branch=case.enterprise_id,
        site=case.site_id,
    )


def check_handles(by: Actor, case: HealthCase) -> None:
    """Raises `Denied` unless the actor handles the case."""
    if not handles(by, case):
        raise Denied(NOT_YOUR_CASE)
