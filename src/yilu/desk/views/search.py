"""One box that finds areas, sites and enterprises."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yilu.core.gate import requires
from yilu.core.permissions import Permission


@requires(Permission.BOARD_READ)
def search(request: HttpRequest) -> HttpResponse:
    """What the words find, within what the reader may see."""
    return render(request, "page.html")
