"""The reader's language, and refusals turned into pages."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils import translation

from yilu.core.reasons import Conflict, Denied, Invalid, reason
from yilu.core.text import LANGUAGES

Response = Callable[[HttpRequest], HttpResponse]


class Language:
    """Chinese unless the reader switched (`?language=en`, kept in a cookie); what the browser prefers is not asked."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("language", "")
        kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = next((c for c in (asked, kept) if c in LANGUAGES), settings.LANGUAGE_CODE)
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        if asked in LANGUAGES:
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, asked, max_age=365 * 86400, samesite="Lax")
        return response


def status_of(denied: Denied) -> int:
    """The HTTP status a refusal answers with."""
    if isinstance(denied, Invalid):
        return 422
    return 409 if isinstance(denied, Conflict) else 403


NUL = reason(
    "core.nul_character",
    "所填内容或地址里有不可见的空字符（NUL），系统不能处理；请删去后重试。",
    "What was sent holds an invisible NUL character, which cannot be taken; remove it and try again.",
)


BUTTON_ONLY = reason(
    "core.button_only",
    "这个地址只供页面上的按钮使用，不能直接打开；请回到原来的页面再按一次。",
    "This address belongs to a button on a page and cannot be opened by itself; go back to the page and press again.",
)


def holds_nul(request: HttpRequest) -> bool:
    """Does the address or the body hold a NUL, which PostgreSQL stores nowhere? Forms with files look
    for themselves."""
    if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
        return True
    if request.content_type == "multipart/form-data":
        return False
    return (b"%00" if request.content_type == "application/x-www-form-urlencoded" else b"\\u0000") in request.body


class Refusals:
    """A refusal that no view caught becomes a page (or a block, or JSON) with its reasons."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if holds_nul(request):
            return refused(request, Invalid(NUL))
        response = self.get_response(request)
        # Reached by reloading, or by signing in again after the session was over.
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET" and not response.content:
            page = refused(request, Denied(BUTTON_ONLY))
            page.status_code, page.headers["Allow"] = response.status_code, response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a `Denied` with its reasons."""
        return refused(request, exception) if isinstance(exception, Denied) else None


def refused(request: HttpRequest, denied: Denied) -> HttpResponse:
    """The answer to a refused request: a page with the reasons, or JSON under /api/."""
    if request.path.startswith("/api/"):
        return JsonResponse(refusal_json(denied), status=status_of(denied))
    return render(request, "refused.html", {"reasons": denied.reasons}, status=status_of(denied))


def refusal_json(denied: Denied) -> dict[str, list[dict[str, str]]]:
    """The reasons as the API tells them."""
    return {"reasons": [r.plain for r in denied.reasons]}
