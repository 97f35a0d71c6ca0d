"""API tokens: made from an appointment, used, revoked."""

import secrets
from datetime import datetime, timedelta

from yilu.accounts.access import check_can_make_token, check_can_revoke_token
from yilu.accounts.models import ApiToken, Appointment
from yilu.accounts.rules import digest_of
from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Invalid, reason

TOKEN_MARK = "yilu_"
TOKEN_DAYS = 90


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


def use_token(*, token: ApiToken, by: Actor, now: datetime) -> None:
    """Put on record that a token is in use: once an hour, not at every call."""
    if token.last_used_at is not None and now - token.last_used_at < timedelta(hours=1):
        return
    of = token.appointment
    with acting("accounts.token.use", by=by, now=now, on=token, area=of.area_id, brand_id=of.brand_id):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
