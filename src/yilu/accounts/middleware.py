"""Default deny on pages: puts the actor on the request and lets nobody into a view that does not name who may enter."""

from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yilu.accounts.models import User
from yilu.accounts.queries import actor_of, to_set_up, why_nothing
from yilu.accounts.sign_in_urls import AT_THE_DOOR, SETTING_UP
from yilu.core import clock
from yilu.core.middleware import refused
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason, reason

NOT_PERMITTED = reason(
    "accounts.not_permitted", "您的岗位没有办理此事的权限。", "Your appointment does not permit this."
)
API = "/api/"
SEEN_EVERY = 300  # seconds


class Gate:
    """Reads the mark that `core.gate` puts on each view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request, now=clock.now())  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.actor.known:  # type: ignore[attr-defined]
            # What one person saw, the next one at this desk does not get by going back.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None lets the request through to its view."""
        gate = getattr(view, "gate", None)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if gate == "public" or name in AT_THE_DOOR or (gate is None and _is_api(request, view)):
            return None
        actor = request.actor  # type: ignore[attr-defined]
        if not actor.known:
            return _to_sign_in(request)
        if name in SETTING_UP:
            return None
        user = request.user
        if isinstance(user, User) and (page := to_set_up(user, on=clock.today())):
            return redirect(page)
        if gate == "signed_in" or (isinstance(gate, Permission) and actor.jurisdiction.may(gate)):
            return None
        return refused(request, Denied(_why(request)))


def _why(request: HttpRequest) -> Reason:
    """The person holds nothing at all (and why), or holds other things."""
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.jurisdiction.grants and isinstance(request.user, User):
        return why_nothing(request.user, on=clock.today())
    return NOT_PERMITTED


def _is_api(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    """The API asks for session or token itself (`accounts.api_auth`)."""
    inner = view.func if isinstance(view, partial) else view
    return request.path.startswith(API) and inner.__module__.startswith("ninja.")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(API):
        response = refused(
            request, Denied(reason("accounts.not_signed_in", "请先登录或提供令牌。", "Sign in, or give a token."))
        )
        response.status_code = 401
        return response
    return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse("account_login"))


class SeenSessions(UserSessionsMiddleware):  # type: ignore[misc]
    """Keeps when and from where a session was last used; at most every few minutes, not at every page."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key is None or not cache.add(f"seen-{key}", True, SEEN_EVERY):
            passed: HttpResponse = self.get_response(request)
            return passed
        noted: HttpResponse = super().__call__(request)
        return noted
