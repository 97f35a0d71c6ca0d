"""Default deny on pages: puts the actor on the request and lets nobody into a view that does not name who may enter."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from yilu.accounts.queries import actor_of
from yilu.core import clock
from yilu.core.middleware import refused
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, reason

# Third-party views that people need before they hold anything: sign-in and second factor.
NOT_PERMITTED = reason(
    "accounts.not_permitted", "您的岗位没有办理此事的权限。", "Your appointment does not permit this."
)
OPEN_NAMESPACES = ("allauth.", "ninja.")


class Gate:
    """Reads the mark that `core.gate` puts on each view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = actor_of(request, now=clock.now())  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None lets the request through to its view."""
        gate = getattr(view, "gate", None)
        if gate == "public" or (gate is None and view.__module__.startswith(OPEN_NAMESPACES)):
            return None
        actor = request.actor  # type: ignore[attr-defined]
        if not actor.known:
            return redirect_to_login(request.get_full_path())
        if gate == "signed_in" or (isinstance(gate, Permission) and actor.jurisdiction.may(gate)):
            return None
        return refused(request, Denied(NOT_PERMITTED))
