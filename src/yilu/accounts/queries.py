"""Questions about people and what they may do; the only builder of jurisdictions."""

from datetime import datetime

from django.http import HttpRequest

from yilu.core.actor import PUBLIC, Actor


def actor_of(request: HttpRequest, *, now: datetime) -> Actor:
    """Who makes this request, under the appointments in force at `now`."""
    return PUBLIC
