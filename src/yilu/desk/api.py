"""The JSON API's root: every room's router under /api/v1/, one way to say who calls and why something is refused."""

from typing import Any

from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from yilu.accounts.api import router as accounts_router
from yilu.accounts.api_auth import SessionAuth, TokenAuth
from yilu.audit.api import router as audit_router
from yilu.core.gate import signed_in
from yilu.core.middleware import refusal_json, status_of
from yilu.core.reasons import Denied, Reason, reason
from yilu.core.text import Text
from yilu.coverage.api import router as coverage_router
from yilu.desk.board_api import router as board_router
from yilu.directives.api import router as directives_router
from yilu.filings.api import router as filings_router
from yilu.inspections.api import router as inspections_router
from yilu.messages.api import router as messages_router
from yilu.network.api import router as network_router
from yilu.norms.api import router as norms_router
from yilu.operations.api import router as operations_router
from yilu.people.api import cases_router, returns_router
from yilu.people.api import router as people_router
from yilu.plans.api import router as plans_router
from yilu.rosters.api import router as rosters_router
from yilu.supplies.api import router as supplies_router
from yilu.tasks.api import router as tasks_router
from yilu.territory.api import router as territory_router

NOT_SIGNED_IN = reason(
    "desk.api.not_signed_in",
    "请提供有效的令牌（Authorization: Bearer …）或先登录。",
    "Send a valid token (Authorization: Bearer …) or sign in first.",
)
NOT_FOUND = reason(
    "desk.api.not_found",
    "没有找到，或不在您的权限范围内。",
    "Not found, or not yours to see.",
)
UNREADABLE = reason(
    "desk.api.unreadable",
    "请求无法读取：正文不是有效的 JSON，或格式不对。",
    "The request cannot be read: its body is not valid JSON, or not of the right form.",
)
OUT_OF_RANGE = reason(
    "desk.api.out_of_range",
    "数值或文字超出可以接受的范围。",
    "A number or text lies outside what can be taken.",
)
NOT_TAKEN = Text("“{where}”不能接受：{why}", "“{where}” cannot be taken: {why}")

# What any operation may answer besides its own reply.
REFUSALS = {
    400: "the request cannot be read",
    401: "no valid token and nobody signed in",
    403: "refused, with reasons",
    404: "not found, or not yours to see",
    409: "it changed since it was read, with reasons",
    422: "the input cannot be taken, with reasons",
    429: "too many attempts",
}
REFUSAL_SCHEMA = {
    "type": "object",
    "required": ["reasons"],
    "properties": {
        "reasons": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "zh", "en", "clause"],
                "properties": {n: {"type": "string"} for n in ("code", "zh", "en", "clause")},
            },
        }
    },
}


class Api(NinjaAPI):
    """Ninja's API, whose description says of every operation how it may be refused."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """The description with the refusals added."""
        schema = super().get_openapi_schema(**kwargs)
        schema.setdefault("components", {}).setdefault("schemas", {})["Refusal"] = REFUSAL_SCHEMA
        body = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                if isinstance(operation, dict) and "responses" in operation:
                    for status, words in REFUSALS.items():
                        operation["responses"].setdefault(status, {"description": words, "content": body})
        return schema


api = Api(
    title="驿路 Yilu",
    version="1",
    description=(
        "页面上能办的，这里都能办：同样的查询，同样的动作，同样的权限。 "
        "Everything the pages do, over the same queries and actions, under the same permissions. "
        "Area codes are GB/T 2260; days are YYYY-MM-DD in China; unknown is null with `why_unknown`, withheld says so."
    ),
    auth=[TokenAuth(), SessionAuth()],
    docs_decorator=signed_in,
    urls_namespace="api",
)
api.add_router("/board", board_router)
api.add_router("/accounts", accounts_router)
api.add_router("/operations", operations_router)
api.add_router("/checks", people_router)
api.add_router("/people", cases_router)
api.add_router("/returns", returns_router)
api.add_router("/rosters", rosters_router)
api.add_router("/audit", audit_router)
api.add_router("/coverage", coverage_router)
api.add_router("/directives", directives_router)
api.add_router("/norms", norms_router)
api.add_router("/filings", filings_router)
api.add_router("/inspections", inspections_router)
api.add_router("/messages", messages_router)
api.add_router("/network", network_router)
api.add_router("/plans", plans_router)
api.add_router("/supplies", supplies_router)
api.add_router("/tasks", tasks_router)
api.add_router("/territory", territory_router)


def _refusal(request: HttpRequest, status: int, *reasons: Reason) -> HttpResponse:
    return api.create_response(request, refusal_json(Denied(*reasons)), status=status)


@api.exception_handler(Denied)
def on_denied(request: HttpRequest, denied: Denied) -> HttpResponse:
    """A refusal, with its reasons."""
    return api.create_response(request, refusal_json(denied), status=status_of(denied))


@api.exception_handler(AuthenticationError)
def on_stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Nobody we know."""
    return _refusal(request, 401, NOT_SIGNED_IN)


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Not there, or not this caller's."""
    return _refusal(request, 404, NOT_FOUND)


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Input of the wrong shape, field by field."""
    found = [
        Reason(
            "desk.api.invalid",
            NOT_TAKEN.filled(where=".".join(str(p) for p in e.get("loc", ())), why=e.get("msg", "")),
        )
        for e in error.errors
    ]
    return _refusal(request, 422, *found) if found else _refusal(request, 422, UNREADABLE)


@api.exception_handler(OverflowError)
@api.exception_handler(DataError)
@api.exception_handler(IntegrityError)
def on_out_of_range(request: HttpRequest, error: Exception) -> HttpResponse:
    """A number or text that no column holds: SQLite calls a too large offset an integrity error."""
    if isinstance(error, IntegrityError) and request.method != "GET":
        raise error
    return _refusal(request, 422, OUT_OF_RANGE)


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A request that cannot be read, and what else ninja refuses."""
    return _refusal(request, error.status_code, UNREADABLE)
