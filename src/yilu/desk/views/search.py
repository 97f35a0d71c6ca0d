"""One box that finds areas, sites and enterprises within what the reader may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.desk.searching import find


@require_safe
@requires(Permission.BOARD_READ)
def search(request: HttpRequest) -> HttpResponse:
    """What the words find."""
    words = request.GET.get("q", "").strip()[:80]
    actor = request.actor  # type: ignore[attr-defined]
    found = find(words, actor=actor) if words else None
    return render(request, "desk/search.html", {"words": words, "found": found})
