"""What is answered when nothing is found: the page that says so, or JSON to programs."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from yilu.core.middleware import refusal_json
from yilu.core.reasons import Denied
from yilu.desk.api import NOT_FOUND


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the way the asker reads."""
    if request.path.startswith("/api/"):
        return JsonResponse(refusal_json(Denied(NOT_FOUND)), status=404)
    return render(request, "404.html", status=404)
