"""The verbs of accounts: people, appointments, tokens. Passwords, names and secrets never reach the audit."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from yilu.accounts.access import (
    ALREADY_REVOKED,
    MAY_NOT_APPOINT,
    check_can_answer_for,
    check_can_appoint,
    check_can_make_token,
    check_can_revoke,
    check_can_revoke_token,
)
from yilu.accounts.models import ApiToken, Appointment, User
from yilu.accounts.queries import claim_of
from yilu.accounts.roles import ROLES
from yilu.accounts.rules import Scope, why_not_appointment, why_not_username
from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.jurisdiction import NATION, common_area
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Denied, Invalid, reason
from yilu.network.models import Brand, Enterprise, Office, Site
from yilu.territory.models import Area

TOKEN_MARK = "yilu_"
TOKEN_DAYS = 90


def add_user(
    *,
    username: str,
    name: str,
    by: Actor,
    now: datetime,
    password: str | None = None,
    email: str = "",
    phone: str = "",
    language: str = "zh-hans",
    must_change_password: bool = True,
) -> User:
    """Add a person, who may do nothing until appointed. Without a password nobody can sign in as him or her."""
    with acting("accounts.user.add", by=by, now=now) as act:
        if not by.jurisdiction.may(Permission.ACCOUNT_APPOINT):
            raise Denied(MAY_NOT_APPOINT)
        username = username.strip().lower()
        if found := why_not_username(username):
            raise Invalid(*found)
        if not name.strip():
            raise Invalid(reason("accounts.name_missing", "请填写姓名。", "Give the person's name."))
        user = User(
            username=username,
            name=name.strip(),
            email=email.strip(),
            phone=phone.strip(),
            language=language,
            created_at=now,
            must_change_password=must_change_password,
        )
        user.set_password(password)
        try:
            with transaction.atomic():
                user.save(force_insert=True)
        except IntegrityError:
            raise Conflict(
                reason(
                    "accounts.username_taken",
                    "用户名“{name}”已有人使用。",
                    "The user name “{name}” is taken.",
                    name=username,
                )
            ) from None
        act.on(user)
        act.changed(None, {"username": username, "must_change_password": must_change_password})
    return user


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
        valid_from=valid_from or now.astimezone(ZONE).date(),
        valid_until=valid_until,
        made_by_id=by.user_id,
        made_at=now,
    )
    with acting("accounts.appointment.make", by=by, now=now, on=user, area=area or "", brand_id=brand_id) as act:
        if found := why_not_appointment(
            Scope(role, brand_id, enterprise_id, appointment.site_id, appointment.valid_from, valid_until)
        ):
            raise Invalid(*found)
        if not Area.objects.filter(pk=area or "").exists():
            raise Invalid(
                reason("accounts.area_unknown", "没有“{area}”这一地区。", "There is no area “{area}”.", area=area or "")
            )
        check_can_appoint(by, claim_of(appointment), user=user)
        appointment.save(force_insert=True)
        act.on(appointment)
        act.changed(None, _plain(appointment))
    return appointment


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


def change_own_password(*, user: User, password: str, by: Actor, now: datetime) -> None:
    """Set the password a person chose; a first password is done with."""
    with acting("accounts.password.change", by=by, now=now, on=user):
        if by.user_id != user.pk:
            raise Denied(reason("accounts.not_own_password", "只能修改本人的密码。", "Only your own password."))
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])


def reset_password(*, user: User, password: str, by: Actor, now: datetime) -> None:
    """Give a person who forgot a new first password, to be changed at the next sign-in; every session ends."""
    with acting("accounts.password.reset", by=by, now=now, on=user):
        check_can_answer_for(by, user, on=now.astimezone(ZONE).date())
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])


def make_token(
    *,
    appointment: Appointment,
    name: str,
    by: Actor,
    now: datetime,
    read_only: bool = True,
    days: int = TOKEN_DAYS,
) -> tuple[ApiToken, str]:
    """Make a key for programs: returned this once, only its digest is kept. It never outlives its appointment."""
    area, brand = appointment.area_id, appointment.brand_id
    with acting("accounts.token.make", by=by, now=now, on=appointment, area=area, brand_id=brand) as act:
        check_can_make_token(by, appointment)
        if not name.strip() or not 1 <= days <= 366:
            raise Invalid(
                reason(
                    "accounts.token_form",
                    "请填写用途，有效期为1至366天。",
                    "Say what the token is for; it lasts 1 to 366 days.",
                )
            )
        key = TOKEN_MARK + secrets.token_urlsafe(32)
        token = ApiToken(
            appointment=appointment,
            name=name.strip()[:60],
            read_only=read_only,
            prefix=key[:12],
            digest=digest_of(key),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        token.save(force_insert=True)
        act.on(token)
        act.changed(None, {"appointment": appointment.pk, "read_only": read_only, "days": days})
    return token, key


def digest_of(key: str) -> str:
    """What is kept of a key. It is 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(key.encode()).hexdigest()


def revoke_token(*, token: ApiToken, by: Actor, now: datetime) -> None:
    """End a token at once."""
    of = token.appointment
    with acting("accounts.token.revoke", by=by, now=now, on=token, area=of.area_id, brand_id=of.brand_id):
        check_can_revoke_token(by, token)
        if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
            raise Conflict(
                reason("accounts.token_already_revoked", "该令牌已作废。", "This token was already revoked.")
            )
        token.revoked_at = now
