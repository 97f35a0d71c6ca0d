"""The API of accounts: who am I, appointments, tokens. The same queries and actions as the pages."""

import datetime as dt
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from yilu.accounts.actions import (
    TOKEN_DAYS,
    appoint,
    make_token,
    reset_password,
    reset_second_factor,
    revoke_appointment,
    revoke_token,
    take_on,
)
from yilu.accounts.models import ApiToken, Appointment, User
from yilu.accounts.rules import first_password
from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires, signed_in
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, reason
from yilu.network.models import Brand, Enterprise, Office, Site

NOT_BY_TOKEN = reason(
    "accounts.not_by_token",
    "令牌不能再签发令牌，请本人登录后签发。",
    "A token makes no tokens; sign in and make it yourself.",
)
# A text without NUL, which PostgreSQL does not take.
Plain = Annotated[str, Field(pattern=r"^[^\x00]*$", max_length=200)]
router = Router(tags=["accounts"])


class Me(Schema):
    """Who calls, as what, with which permissions where."""

    name: str
    role: str
    title_zh: str
    title_en: str
    appointment: int | None
    areas: list[str]
    permissions: list[str]


class AppointmentOut(Schema):
    """An appointment; `until` is its last day."""

    id: int
    username: str
    role: str
    area: str
    office: int | None
    brand: int | None
    enterprise: int | None
    site: int | None
    self_only: bool
    valid_from: dt.date
    valid_until: dt.date | None
    revoked_at: dt.datetime | None

    @staticmethod
    def resolve_username(row: Appointment) -> str:
        """The user name, never the person's name."""
        return row.user.username

    @staticmethod
    def resolve_area(row: Appointment) -> str:
        """The division code."""
        return row.area_id

    @staticmethod
    def resolve_office(row: Appointment) -> int | None:
        """Its number."""
        return row.office_id

    @staticmethod
    def resolve_brand(row: Appointment) -> int | None:
        """Its number."""
        return row.brand_id

    @staticmethod
    def resolve_enterprise(row: Appointment) -> int | None:
        """Its number."""
        return row.enterprise_id

    @staticmethod
    def resolve_site(row: Appointment) -> int | None:
        """Its number."""
        return row.site_id


class AppointmentMade(AppointmentOut):
    """The appointment; for a new account also its first password, told this once."""

    first_password: str | None = None


class FirstPassword(Schema):
    """A first password, told this once."""

    first_password: str


class AppointIn(Schema):
    """Whom to appoint to what: an area's code, or an office, a brand, a branch or a site by number.

    With a `name`, a user name that nobody has opens a new account.
    """

    username: Plain
    name: Plain = ""
    role: Plain
    area: Plain | None = None
    office: int | None = None
    brand: int | None = None
    enterprise: int | None = None
    site: int | None = None
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None


class TokenOut(Schema):
    """A token, without its key."""

    id: int
    name: str
    prefix: str
    read_only: bool
    appointment_id: int
    created_at: dt.datetime
    expires_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None


class TokenIn(Schema):
    """What a token is for, what it may do, how long."""

    name: Plain
    read_only: bool = True
    days: int = TOKEN_DAYS


class TokenMade(TokenOut):
    """A token with its key, told this once."""

    key: str


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("/me", response=Me)
@signed_in
def me(request: HttpRequest) -> dict[str, Any]:
    """Who calls."""
    actor = _actor(request)
    held = {p.value for g in actor.jurisdiction.grants for p in g.permissions}
    return {
        "name": actor.name,
        "role": actor.role,
        "title_zh": actor.title.zh,
        "title_en": actor.title.en,
        "appointment": actor.appointment_id,
        "areas": list(actor.jurisdiction.areas),
        "permissions": sorted(held),
    }


@router.get("/appointments", response=list[AppointmentOut])
@paginate
@requires(Permission.ACCOUNT_READ)
def appointments(request: HttpRequest, in_force: bool = True, role: Plain = "") -> Any:
    """Who holds what within the caller's jurisdiction."""
    rows = Appointment.objects.within(_actor(request).jurisdiction, Permission.ACCOUNT_READ).select_related("user")
    if in_force:
        rows = rows.in_force(clock.today())
    return rows.filter(role=role).order_by("pk") if role else rows.order_by("pk")


@router.post("/appointments", response={201: AppointmentMade})
@requires(Permission.ACCOUNT_APPOINT)
def make(request: HttpRequest, body: AppointIn) -> Status[Appointment]:
    """Appoint somebody who has an account, or open one and appoint."""
    actor, now = _actor(request), clock.now()
    seen = {
        "office": Office.objects.all(),
        "brand": Brand.objects.all(),
        "enterprise": Enterprise.objects.within(actor.jurisdiction, Permission.ENTERPRISE_READ),
        "site": Site.objects.within(actor.jurisdiction, Permission.SITE_READ),
    }
    where: dict[str, Any] = {
        name: get_object_or_404(rows, pk=getattr(body, name)) for name, rows in seen.items() if getattr(body, name)
    }
    where |= {"area": body.area, "valid_from": body.valid_from, "valid_until": body.valid_until}
    username = body.username.strip().lower()
    user = User.objects.filter(username=username).first()
    if user is None and body.name:
        password = first_password()
        made = take_on(
            username=username, name=body.name, password=password, role=body.role, where=where, by=actor, now=now
        )
        made.first_password = password  # type: ignore[attr-defined]
        return Status(201, made)
    if user is None:
        raise Http404
    return Status(201, appoint(user=user, role=body.role, by=actor, now=now, **where))


@router.post("/appointments/{pk}/new-password", response=FirstPassword)
@requires(Permission.ACCOUNT_APPOINT)
def new_password(request: HttpRequest, pk: int) -> dict[str, str]:
    """Give the person a new first password; every session ends."""
    rows = Appointment.objects.within(_actor(request).jurisdiction, Permission.ACCOUNT_READ)
    password = first_password()
    reset_password(user=get_object_or_404(rows, pk=pk).user, password=password, by=_actor(request), now=clock.now())
    return {"first_password": password}


@router.post("/appointments/{pk}/drop-second-factor", response={204: None})
@requires(Permission.ACCOUNT_APPOINT)
def drop_second_factor(request: HttpRequest, pk: int) -> Status[None]:
    """Take the second factor off a person who lost the phone."""
    rows = Appointment.objects.within(_actor(request).jurisdiction, Permission.ACCOUNT_READ)
    reset_second_factor(user=get_object_or_404(rows, pk=pk).user, by=_actor(request), now=clock.now())
    return Status(204, None)


@router.delete("/appointments/{pk}", response={204: None})
@requires(Permission.ACCOUNT_APPOINT)
def revoke(request: HttpRequest, pk: int) -> Status[None]:
    """End an appointment at once."""
    rows = Appointment.objects.within(_actor(request).jurisdiction, Permission.ACCOUNT_READ)
    revoke_appointment(appointment=get_object_or_404(rows, pk=pk), by=_actor(request), now=clock.now())
    return Status(204, None)


@router.get("/tokens", response=list[TokenOut])
@paginate
@signed_in
def tokens(request: HttpRequest) -> Any:
    """The caller's own tokens."""
    return ApiToken.objects.filter(appointment__user_id=_actor(request).user_id or 0).order_by("-created_at")


@router.post("/tokens", response={201: TokenMade})
@requires(Permission.TOKEN_MAKE)
def new_token(request: HttpRequest, body: TokenIn) -> Status[dict[str, Any]]:
    """Make a token for the appointment the caller acts under; the key is told this once."""
    if getattr(request, "token", None) is not None:
        raise Denied(NOT_BY_TOKEN)  # else a token could outlive its own date
    actor = _actor(request)
    appointment = get_object_or_404(Appointment, pk=actor.appointment_id)
    token, key = make_token(
        appointment=appointment, name=body.name, read_only=body.read_only, days=body.days, by=actor, now=clock.now()
    )
    return Status(201, {**TokenOut.from_orm(token).dict(), "key": key})


@router.delete("/tokens/{pk}", response={204: None})
@signed_in
def drop_token(request: HttpRequest, pk: int) -> Status[None]:
    """End one of the caller's own tokens."""
    mine = ApiToken.objects.filter(appointment__user_id=_actor(request).user_id or 0)
    revoke_token(token=get_object_or_404(mine, pk=pk), by=_actor(request), now=clock.now())
    return Status(204, None)
