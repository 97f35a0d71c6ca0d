"""May this person appoint, revoke, make a token: `why_not_…` greys the button, `check_can_…` guards the act."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Q

from yilu.accounts.models import ApiToken, Appointment, User
from yilu.accounts.queries import claim_of
from yilu.accounts.roles import ENTERPRISE_PERMISSIONS, Role
from yilu.core.actor import Actor
from yilu.core.jurisdiction import Grant, Jurisdiction
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason, reason

MAY_NOT_APPOINT = reason("accounts.may_not_appoint", "您的岗位不能任免人员。", "Your role does not appoint people.")
BEYOND_AREA = reason(
    "accounts.beyond_jurisdiction", "该任职超出您的管辖范围。", "This appointment reaches beyond your jurisdiction."
)
BEYOND_POWERS = reason(
    "accounts.beyond_powers",
    "该角色的权限超出您自己的权限。",
    "This role may do more than you may.",
)
ONESELF = reason("accounts.oneself", "不能任免本人。", "Nobody appoints or dismisses himself or herself.")
NOT_KNOWN = reason(
    "accounts.not_known",
    "此账号不在您的管辖范围内，请用新的用户名为其开通账号。",
    "This account is not within your jurisdiction; take a new user name.",
)
ALREADY_REVOKED = reason("accounts.already_revoked", "该任职已被免去。", "This appointment was already revoked.")
NOT_YOURS = reason("accounts.not_yours", "只能处理本人的令牌。", "Only your own tokens.")
MAY_NOT_MAKE_TOKEN = reason(
    "accounts.may_not_make_token", "您的岗位不能签发接口令牌。", "Your role does not make API tokens."
)


def conferrable(jurisdiction: Jurisdiction) -> Jurisdiction:
    """What its holder may give to others: what he or she holds, and, over enterprises, their people's permissions."""
    return Jurisdiction(
        tuple(
            replace(g, permissions=g.permissions | ENTERPRISE_PERMISSIONS)
            if Permission.ENTERPRISE_APPOINT in g.permissions
            else g
            for g in jurisdiction.having(Permission.ACCOUNT_APPOINT).grants
        )
    )


def why_not_appoint(by: Actor, wanted: Sequence[Grant], *, user: User | None = None) -> list[Reason]:
    """Why `by` may not give (or take back) these grants."""
    if not by.jurisdiction.may(Permission.ACCOUNT_APPOINT):
        return [MAY_NOT_APPOINT]
    if user is not None and user.pk is not None and user.pk == by.user_id:
        return [ONESELF]
    mine = conferrable(by.jurisdiction)
    # A regulator's right to give an enterprise's permissions ends where no brand is named.
    for_regulators = by.jurisdiction.having(Permission.ACCOUNT_APPOINT)
    if not wanted or not mine.covers(replace(g, permissions=frozenset()) for g in wanted):
        return [BEYOND_AREA]
    if not all((mine if g.brand is not None else for_regulators).covers([g]) for g in wanted):
        return [BEYOND_POWERS]
    return []


def why_not_role(by: Actor, role: type[Role]) -> list[Reason]:
    """Why `by` can appoint nobody to this role, wherever it be."""
    grants = by.jurisdiction.having(Permission.ACCOUNT_APPOINT).grants
    if not grants:
        return [MAY_NOT_APPOINT]
    # The widest the role could be held inside each grant; brand 0 stands for any.
    tried = []
    for g in grants:
        brand = (g.brand or 0) if role.needs_brand else None
        tried.append(why_not_appoint(by, [replace(g, permissions=role.permissions, brand=brand)]))
    return [] if [] in tried else tried[0]


def check_can_appoint(by: Actor, wanted: Sequence[Grant], *, user: User) -> None:
    """Raises `Denied` if this appointment is not his or hers to make, or the person is somebody else's."""
    if found := why_not_appoint(by, wanted, user=user):
        raise Denied(*found)
    held = Appointment.objects.filter(user=user)
    if held.exists() and not held.within(by.jurisdiction, Permission.ACCOUNT_READ).exists():
        raise Denied(NOT_KNOWN)


def why_not_revoke(by: Actor, appointment: Appointment) -> list[Reason]:
    """Why `by` may not end this appointment."""
    if appointment.revoked_at is not None:
        return [ALREADY_REVOKED]
    return why_not_appoint(by, claim_of(appointment), user=appointment.user)


def check_can_revoke(by: Actor, appointment: Appointment) -> None:
    """Raises `Denied` if this appointment is not his or hers to end."""
    if found := why_not_revoke(by, appointment):
        raise Denied(*found)


def why_not_answer_for(by: Actor, user: User, *, on: date) -> list[Reason]:
    """Why `by` may not reset this person's password or second factor: it takes power over all he or she holds."""
    # Those still to come too: whoever holds the account now holds it then.
    ahead = Appointment.objects.filter(user=user, revoked_at=None).filter(Q(valid_until=None) | Q(valid_until__gte=on))
    held = [g for a in ahead.select_related("office", "site") for g in claim_of(a)]
    return why_not_appoint(by, held, user=user)


def check_can_answer_for(by: Actor, user: User, *, on: date) -> None:
    """Raises `Denied` if `by` does not stand over everything this person holds."""
    if found := why_not_answer_for(by, user, on=on):
        raise Denied(*found)


def why_not_make_token(by: Actor) -> list[Reason]:
    """Why `by` may not make a token."""
    return [] if by.jurisdiction.may(Permission.TOKEN_MAKE) else [MAY_NOT_MAKE_TOKEN]


def check_can_make_token(by: Actor, appointment: Appointment) -> None:
    """Raises `Denied`: a token is made by a person for the appointment he or she acts under."""
    if found := why_not_make_token(by):
        raise Denied(*found)
    if by.user_id is not None and appointment.pk != by.appointment_id:
        raise Denied(NOT_YOURS)


def check_can_revoke_token(by: Actor, token: ApiToken) -> None:
    """Raises `Denied` unless the token is one's own or of an appointment one could end."""
    if token.appointment.user_id != by.user_id:
        check_can_revoke(by, token.appointment)
