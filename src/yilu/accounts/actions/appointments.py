"""Appointments: made and revoked."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from yilu.accounts.access import ALREADY_REVOKED, check_can_appoint, check_can_revoke
from yilu.accounts.actions.people import add_user
from yilu.accounts.models import Appointment, User
from yilu.accounts.queries import claim_of
from yilu.accounts.roles import ROLES
from yilu.accounts.rules import Scope, why_not_appointment
from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.jurisdiction import NATION, common_area
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.network.models import Brand, Enterprise, Office, Site
from yilu.territory.models import Area


def appoint(
    *,
    user: User,
    role: str,
    by: Actor,
    now: datetime,
    area: str | None = None,
    office: Office | None = None,
    brand: Brand | None = None,
    enterprise: Enterprise | None = None,
    site: Site | None = None,
    self_only: bool = False,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> Appointment:
    """Appoint a person to a role over an area (its code), or over all areas of an office.

    A site settles area, branch and brand; a branch settles the brand and, if none is given, its own area; a brand alone
    reaches over the nation. `valid_until` is the last day.
    """
    today = now.astimezone(ZONE).date()
    enterprise_id: int | None
    brand_id: int | None
    if site is not None:
        area, enterprise_id, brand_id = site.county_id, site.enterprise_id, site.brand_id
    elif enterprise is not None:
        area, enterprise_id, brand_id = area or enterprise.area_id, enterprise.pk, enterprise.brand_id
    else:
        area, enterprise_id, brand_id = area or (NATION if brand else None), None, brand.pk if brand else None
    if office is not None:
        area = common_area(office.areas.values_list("code", flat=True))
    appointment = Appointment(
        user=user,
        role=role,
        area_id=area or "",
        office=office,
        brand_id=brand_id,
        enterprise_id=enterprise_id,
        site=site,
        self_only=self_only or (role in ROLES and ROLES[role].oneself_only),
        valid_from=valid_from or today,
        valid_until=valid_until,
        made_by_id=by.user_id,
        made_at=now,
    )
    with acting("accounts.appointment.make", by=by, now=now, on=user, area=area or "", brand_id=brand_id) as act:
        earliest = today if by.user_id is not None else None
        scope = Scope(role, brand_id, enterprise_id, appointment.site_id, appointment.valid_from, valid_until, earliest)
        if found := why_not_appointment(scope):
            raise Invalid(*found)
        if not Area.objects.filter(pk=area or "").exists():
            raise Invalid(
                reason("accounts.area_unknown", "没有“{area}”这一地区。", "There is no area “{area}”.", area=area or "")
            )
        check_can_appoint(by, claim_of(appointment), user=user)
        if _already(appointment):
            raise Conflict(
                reason(
                    "accounts.already_appointed", "此人已有相同的任职。", "This person already holds this appointment."
                )
            )
        appointment.save(force_insert=True)
        act.on(appointment)
        act.changed(None, _plain(appointment))
    return appointment


def take_on(
    *, username: str, name: str, password: str, role: str, where: Mapping[str, Any], by: Actor, now: datetime
) -> Appointment:
    """Add a person and appoint him or her in one act (`where`: what `appoint` takes); refused, neither is done."""
    with acting("accounts.person.take_on", by=by, now=now) as act:
        user = add_user(username=username, name=name, password=password, by=by, now=now)
        made = appoint(user=user, role=role, by=by, now=now, **where)
        act.on(user, area=made.area_id, brand_id=made.brand_id)
    return made


def _already(new: Appointment) -> bool:
    return (
        Appointment.objects.filter(
            user=new.user, role=new.role, area=new.area_id, office=new.office, brand=new.brand_id
        )
        .filter(enterprise=new.enterprise_id, site=new.site)
        .in_force(new.valid_from)
        .exists()
    )


def _plain(appointment: Appointment) -> dict[str, object]:
    until = appointment.valid_until
    return {
        "user": appointment.user_id,
        "role": appointment.role,
        "area": appointment.area_id,
        "office": appointment.office_id,
        "brand": appointment.brand_id,
        "enterprise": appointment.enterprise_id,
        "site": appointment.site_id,
        "self_only": appointment.self_only,
        "from": appointment.valid_from.isoformat(),
        "until": until.isoformat() if until else None,
    }


def revoke_appointment(*, appointment: Appointment, by: Actor, now: datetime) -> None:
    """End an appointment at once; its tokens end with it."""
    area, brand = appointment.area_id, appointment.brand_id
    with acting("accounts.appointment.revoke", by=by, now=now, on=appointment, area=area, brand_id=brand) as act:
        check_can_revoke(by, appointment)
        if not Appointment.objects.filter(pk=appointment.pk, revoked_at=None).update(revoked_at=now):
            raise Conflict(ALREADY_REVOKED)
        appointment.revoked_at = now
        act.changed(_plain(appointment), None)
