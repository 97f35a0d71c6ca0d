"""An enrolled phone on the API: `Authorization: Bearer yd1.…`, or the cookie its enrolment left in the browser."""

from django.http import HttpRequest

from yilu.accounts.addresses import address_of
from yilu.core import clock
from yilu.people.passes import COOKIE, Holder, holder_of

BEARER = "Bearer "


class PassAuth:
    """The holder of the pass, also `request.holder`; None leaves it to the other ways of saying who one is.

    A page of another house can make a browser send the cookie, but not as JSON: only that is taken with the cookie.
    """

    def __call__(self, request: HttpRequest) -> Holder | None:
        """The holder, if the token is good."""
        header = request.headers.get("Authorization", "")
        token = header.removeprefix(BEARER) if header.startswith(BEARER) else ""
        if not token and (request.method == "GET" or request.content_type == "application/json"):
            token = request.COOKIES.get(COOKIE, "")
        found = holder_of(token, now=clock.now(), origin=address_of(request))
        if found is not None:
            request.actor = found.actor  # type: ignore[attr-defined]
            request.holder = found  # type: ignore[attr-defined]
        return found
