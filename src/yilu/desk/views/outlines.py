"""The board's map as outlines, on a page of its own: heavier than tiles, so asked for."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.desk.board import links
from yilu.desk.board.outlines import option, shapes
from yilu.desk.board.reading import read
from yilu.desk.views.board import actor_of, area_or_404, asked, map_context
from yilu.territory import queries as territory


@require_safe
@requires(Permission.BOARD_READ)
def outlines(request: HttpRequest, code: str) -> HttpResponse:
    """The map, the note about its approval, the list beside."""
    view = read(asked(request, code), area_or_404(code), actor=actor_of(request))
    context = map_context(request, view)
    same = links.same_view(view)
    hrefs = {u.code: links.board(u.code, **same) for u in view.units}
    _, note = shapes(hrefs)
    address = reverse("desk:shapes", args=[code]) + f"?day={view.day.isoformat()}"
    context |= {
        "b": view,
        "view": same,
        "note": note,
        "option": option(context["map"].tiles, context["measure"], shapes_url=address, hrefs=hrefs),
    }
    return render(request, "desk/outlines.html", context)


@require_safe
@requires(Permission.BOARD_READ)
def shapes_of(request: HttpRequest, code: str) -> HttpResponse:
    """The outlines of the areas directly below, as GeoJSON: places are everybody's."""
    area = area_or_404(code)
    codes = [a.code for a in territory.children(area.code, on=asked(request, code).day)]
    found, note = shapes(codes)
    response = JsonResponse({**found, "note": {"zh": note.zh, "en": note.en}})
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
