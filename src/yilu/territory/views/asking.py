"""What a request asks for: the actor, a day, an area."""

import datetime as dt

from django.http import Http404, HttpRequest, QueryDict

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION
from yilu.core.reasons import Denied
from yilu.territory.incoming.reading import day as read_day
from yilu.territory.models import Area
from yilu.territory.queries import area as find_area


def actor_of(request: HttpRequest) -> Actor:
    """The actor the gate put on the request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, an empty one too; None if it was not sent."""
    return request.POST if request.method == "POST" else None


def day_of(request: HttpRequest) -> dt.date:
    """The day asked for (`day` or `date`), else today; a day that is none is today."""
    text = request.GET.get("day") or request.GET.get("date") or ""
    try:
        return read_day(text.strip()) if text else clock.today()
    except Denied:
        return clock.today()


def area_of(request: HttpRequest, *, on: dt.date) -> Area:
    """The area asked for by code, else the first place of one's own jurisdiction; 404 if there is none of the code."""
    mine = actor_of(request).jurisdiction.areas
    code = request.GET.get("area", "").strip() or (mine[0] if mine else NATION)
    return area_or_404(code, on=on)


def area_or_404(code: str, *, on: dt.date) -> Area:
    """The area of the code under its name of the day."""
    found = find_area(code, on=on)
    if found is None:
        raise Http404
    return found
