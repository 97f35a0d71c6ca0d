"""What somebody is told who tried too many passwords."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from yilu.core.middleware import refusal_json
from yilu.core.reasons import Denied, reason

LOCKED_OUT = reason(
    "accounts.locked_out",
    "密码输入错误次数过多，请15分钟后再试。如忘记密码，请联系任命您的负责人重置。",
    "Too many wrong passwords. Try again in 15 minutes. If you forgot yours, ask your leader for a new one.",
)


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """The page, or JSON under /api/, with status 429."""
    if request.path.startswith("/api/"):
        return JsonResponse(refusal_json(Denied(LOCKED_OUT)), status=429)
    return render(request, "accounts/locked_out.html", {"reason": LOCKED_OUT}, status=429)
