"""Who calls the API: a token (`Authorization: Bearer yilu_…`), or a signed-in page with its CSRF token.

Both put the actor on the request and enforce the operation's mark (`core.gate`): `@requires(Permission.X)` on an
operation is obeyed before it runs; an operation without a mark is open to whoever is known.
"""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from ninja.operation import PathView
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie

from yilu.accounts.actions import use_token
from yilu.accounts.addresses import address_of
from yilu.accounts.middleware import NOT_PERMITTED
from yilu.accounts.models import ApiToken, User
from yilu.accounts.queries import actor_under, to_set_up, why_nothing
from yilu.accounts.rules import digest_of
from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, reason

TO_SET_UP = reason(
    "accounts.to_set_up",
    "请先在网页上修改初始密码并启用二次验证。",
    "First change the first password and set up the second factor on the pages.",
)
# What a key that is only for reading may do.
READING = frozenset(p for p in Permission if p.endswith(".read"))


def token_of(key: str, *, now: datetime) -> ApiToken | None:
    """The token with this key, if it is still good."""
    token = (
        ApiToken.objects.filter(digest=digest_of(key), revoked_at=None, expires_at__gt=now)
        .select_related("appointment__user", "appointment__office", "appointment__site", "appointment__area")
        .first()
    )
    return token if token is not None and token.appointment.user.is_active else None


def actor_with(token: ApiToken, *, now: datetime, origin: str) -> Actor:
    """The appointment's actor, narrowed to reading if the token is; nowhere once the appointment is over."""
    actor = actor_under(token.appointment, on=now.astimezone(clock.ZONE).date(), origin=f"{token.prefix} {origin}")
    return replace(actor, jurisdiction=actor.jurisdiction.narrowed(READING)) if token.read_only else actor


class TokenAuth(HttpBearer):
    """A key made from an appointment; dead with the appointment, its own date, its revocation or its person."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor, now also `request.actor`; None if the key is not good."""
        now = clock.now()
        found = token_of(token, now=now)
        if found is None:
            return None
        actor = actor_with(found, now=now, origin=address_of(request))
        request.actor = actor  # type: ignore[attr-defined]
        request.token = found  # type: ignore[attr-defined]
        use_token(token=found, by=actor, now=now)
        _check_mark(request, actor, found.appointment.user)
        return actor


class SessionAuth(APIKeyCookie):
    """A signed-in page; a writing call needs the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor the gate found; None if nobody is signed in."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if not actor.known or not isinstance(request.user, User):
            return None
        if to_set_up(request.user, on=clock.today()):
            raise Denied(TO_SET_UP)
        _check_mark(request, actor, request.user)
        return actor


def _check_mark(request: HttpRequest, actor: Actor, user: User) -> None:
    if not actor.jurisdiction.grants:
        raise Denied(why_nothing(user, on=clock.today()))
    permission = _mark(request)
    if permission is not None and not actor.jurisdiction.may(permission):
        raise Denied(NOT_PERMITTED)


def _mark(request: HttpRequest) -> Permission | None:
    """The permission the operation's function is marked with."""
    view = request.resolver_match.func if request.resolver_match else None
    path_view = next(
        (c.cell_contents for c in getattr(view, "__closure__", None) or () if isinstance(c.cell_contents, PathView)),
        None,
    )
    if path_view is None:
        return None
    operation = next((o for o in path_view.operations if request.method in o.methods), None)
    gate = getattr(operation.view_func, "gate", None) if operation is not None else None
    return gate if isinstance(gate, Permission) else None
