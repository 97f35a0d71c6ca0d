"""What the browser keeps for when the network is gone: one page that says so, and the script that shows it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yilu.core.gate import public


@public
def offline(request: HttpRequest) -> HttpResponse:
    """The page shown without a network; it holds nothing of anybody."""
    return render(request, "desk/offline.html")


@public
def worker(request: HttpRequest) -> HttpResponse:
    """The script, served from the root because a worker rules only what lies beneath its own address."""
    response = render(request, "desk/worker.js", content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
