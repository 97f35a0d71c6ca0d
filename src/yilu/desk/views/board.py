"""The board."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yilu.core.gate import requires
from yilu.core.permissions import Permission


@requires(Permission.BOARD_READ)
def home(request: HttpRequest) -> HttpResponse:
    """The board of the reader's own area."""
    return render(request, "page.html")
