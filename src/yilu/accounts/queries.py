"""Questions about people and what they may do; the only builder of jurisdictions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from yilu.accounts.addresses import address_of
from yilu.accounts.models import Appointment, User
from yilu.accounts.roles import ROLES
from yilu.core import clock
from yilu.core.actor import PUBLIC, Actor
from yilu.core.jurisdiction import NATION, NOWHERE, Grant, Jurisdiction
from yilu.core.reasons import Reason, reason
from yilu.core.text import Text
from yilu.network.models import Enterprise

# Where the session keeps the appointment its person chose to act under.
CHOSEN = "yilu_appointment"
NEVER_APPOINTED = reason(
    "accounts.never_appointed",
    "您的账号尚无任职，看不到任何数据。请联系本单位负责人任命。",
    "Your account has no appointment, so there is nothing for you to see. Ask your unit's leader to appoint you.",
)


def branches_under(enterprise_id: int) -> frozenset[int]:
    """The branch itself and every branch below it."""
    found: set[int] = set()
    level = {enterprise_id}
    while level:
        found |= level
        level = set(Enterprise.objects.filter(parent_id__in=level).values_list("pk", flat=True)) - found
    return frozenset(found)


def grants_of(appointment: Appointment) -> tuple[Grant, ...]:
    """What an appointment gives; a field office that spans districts gives one grant for each."""
    role = ROLES.get(appointment.role)
    if role is None:  # a role that a later version dropped gives nothing
        return ()
    site = appointment.site
    areas: Iterable[str] = [appointment.area_id if site is None else site.county_id]
    if appointment.office is not None:
        areas = appointment.office.areas.order_by("code").values_list("code", flat=True)
    branches = None
    if site is None and appointment.enterprise_id is not None:
        branches = branches_under(appointment.enterprise_id)
    return tuple(
        Grant(
            permissions=role.permissions,
            area=area,
            brand=appointment.brand_id,
            branches=branches,
            site=appointment.site_id,
            person=appointment.user_id if appointment.self_only else None,
        )
        for area in areas
    )


def claim_of(appointment: Appointment) -> tuple[Grant, ...]:
    """What somebody must stand over to make or end the appointment: its grants, a site's placed within its branch."""
    grants = grants_of(appointment)
    if appointment.site is None:
        return grants
    return tuple(replace(g, branches=frozenset({appointment.site.enterprise_id})) for g in grants)


def appointments_of(user: User, *, on: date) -> list[Appointment]:
    """The person's appointments in force on the day, the one made first coming first."""
    return list(
        Appointment.objects.filter(user=user)
        .in_force(on)
        .select_related("office", "area", "brand", "enterprise", "site")
        .order_by("pk")
    )


def jurisdiction_of(user: User, *, on: date) -> Jurisdiction:
    """Everything the person may see and do on the day under all appointments together."""
    if not user.is_active:
        return NOWHERE
    return Jurisdiction(tuple(g for a in appointments_of(user, on=on) for g in grants_of(a)))


def place_of(appointment: Appointment) -> Text:
    """Where the appointment lies, in words: the site, else the branch, else the brand (and its area), else the area."""
    for thing in (appointment.site, appointment.enterprise):
        if thing is not None:
            name = getattr(thing, "name_zh", "") or getattr(thing, "name", "")
            return Text(name, getattr(thing, "name_en", "") or name)
    area = Text(appointment.area.name_zh, appointment.area.name_en)
    if appointment.brand is not None:
        brand = Text(appointment.brand.name_zh, appointment.brand.name_en)
        everywhere = appointment.area_id == NATION
        return brand if everywhere else Text(f"{brand.zh}·{area.zh}", f"{brand.en}, {area.en}")
    if appointment.office is not None:
        return Text(appointment.office.name_zh, appointment.office.name_en)
    return area


def title_of(appointment: Appointment) -> Text:
    """The appointment in words: 湖南省 · 负责人."""
    role = ROLES[appointment.role].name if appointment.role in ROLES else Text(appointment.role, appointment.role)
    place = place_of(appointment)
    return Text(f"{place.zh} · {role.zh}", f"{role.en}, {place.en}")


def actor_under(appointment: Appointment, *, on: date, origin: str = "") -> Actor:
    """The person as acting under one appointment; with nothing to see if it is not in force on the day."""
    user = appointment.user
    in_force = (
        user.is_active
        and appointment.revoked_at is None
        and appointment.valid_from <= on
        and (appointment.valid_until is None or on <= appointment.valid_until)
    )
    return Actor(
        user_id=user.pk,
        name=user.username,
        jurisdiction=Jurisdiction(grants_of(appointment)) if in_force else NOWHERE,
        appointment_id=appointment.pk,
        role=appointment.role,
        title=title_of(appointment),
        origin=origin,
    )


def actor_of(request: HttpRequest, *, now: datetime) -> Actor:
    """Who makes this request. One appointment acts at a time: the one chosen in the session, else the oldest."""
    user = getattr(request, "user", None)
    origin = address_of(request)
    if not isinstance(user, User) or not user.is_active:
        return Actor(user_id=PUBLIC.user_id, name=PUBLIC.name, origin=origin)
    on = now.astimezone(clock.ZONE).date()
    mine = appointments_of(user, on=on)
    if not mine:
        return Actor(user_id=user.pk, name=user.username, origin=origin)
    chosen = request.session.get(CHOSEN)
    appointment = next((a for a in mine if a.pk == chosen), mine[0])
    appointment.user = user
    return actor_under(appointment, on=on, origin=origin)


def needs_second_factor(user: User, *, on: date) -> bool:
    """Does a role the person holds on the day require the second factor?"""
    if not settings.YILU_REQUIRE_TOTP:
        return False
    roles = Appointment.objects.filter(user=user).in_force(on).values_list("role", flat=True)
    return any(ROLES[r].needs_second_factor for r in roles if r in ROLES)


def has_second_factor(user: User) -> bool:
    """Has the person set one up?"""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


def to_set_up(user: User, *, on: date) -> str:
    """The name of the page a person must see to before any other: first password, second factor; '' for none."""
    if user.must_change_password:
        return "account_change_password"
    if needs_second_factor(user, on=on) and not has_second_factor(user):
        return "mfa_activate_totp"
    return ""


def why_nothing(user: User, *, on: date) -> Reason:
    """Why a signed-in person with no appointment in force sees nothing: none yet, over, or still to come."""
    last = Appointment.objects.filter(user=user).order_by("-valid_from", "-pk").first()
    if last is None:
        return NEVER_APPOINTED
    if last.revoked_at is None and last.valid_from > on:
        return reason(
            "accounts.appointment_to_come",
            "您的任职自 {day} 起生效，在此之前看不到任何数据。",
            "Your appointment begins on {day}; until then there is nothing for you to see.",
            day=last.valid_from.isoformat(),
        )
    ended = last.valid_until
    if last.revoked_at is not None:
        ended = last.revoked_at.astimezone(clock.ZONE).date()
    return reason(
        "accounts.appointment_over",
        "您的任职已于 {day} 结束，现在看不到任何数据。如需继续工作，请联系本单位负责人重新任命。",
        "Your appointment ended on {day}; there is nothing for you to see now. To go on working, ask your leader.",
        day=ended.isoformat() if ended else "—",
    )
