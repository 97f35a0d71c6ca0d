"""The network address a request came from: one answer for audit, lock-out and the list of sessions."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest, *_: object) -> str:
    """The peer's address; behind our own proxy the last one it names (what stands before that, anybody may invent)."""
    given = str(request.META.get("REMOTE_ADDR") or "")
    if settings.YILU_BEHIND_PROXY:
        given = request.headers.get("X-Forwarded-For", given).rpartition(",")[2].strip()
    try:
        return str(ipaddress.ip_address(given))
    except ValueError:
        return "0.0.0.0"  # a Unix socket has none
