"""The intake as an ASGI application: one address, the same JSON as the pages' server gives there."""

import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from http.cookies import SimpleCookie
from typing import Any

from django.db import Error, close_old_connections
from pydantic import ValidationError

from yilu.core import clock
from yilu.core.actor import system
from yilu.core.middleware import refusal_json, status_of
from yilu.core.reasons import Denied, Invalid, Reason, reason
from yilu.people.actions import NOT_GOOD, Own, Taken, send_own_checks
from yilu.people.api.shapes import CheckIn, taken_out
from yilu.people.intake.sharing import Overfull, Sharing
from yilu.people.passes import COOKIE
from yilu.people.tokens import Bearer, bearer_of

log = logging.getLogger(__name__)

PATH = "/api/v1/checks"
LARGEST = 8192  # bytes of a check
BY = system("intake")

UNREADABLE = reason(
    "people.intake.unreadable", "晨检内容无法读取。", "The check cannot be read: it is not of the form described."
)
NOWHERE = reason("people.intake.nowhere", "没有这个地址。", "There is nothing at this address.")
BUSY = reason(
    "people.intake.busy",
    "暂时未能存下，请保留在手机上稍后再发。",
    "It could not be stored just now: keep it on the phone and send it again.",
)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


def commit(rows: Sequence[Own]) -> list[Taken | list[Reason]]:
    """Store what came in together."""
    close_old_connections()  # one that the database left is replaced
    return send_own_checks(rows=rows, by=BY, now=clock.now())


sharing: Sharing[Own, Taken | list[Reason]] = Sharing(commit, key=lambda own: own.worker_id)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request; at the end of the server's life, what was taken is answered first."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        await _answer(send, *await _respond(scope, receive))


async def _respond(scope: Scope, receive: Receive) -> tuple[int, bytes]:
    if scope["path"] != PATH or scope["method"] != "POST":
        return _refused(404, NOWHERE)
    bearer = _bearer(scope)
    if bearer is None:
        return _refused(401, NOT_GOOD)
    body = await _body(receive)
    try:
        check = CheckIn.model_validate_json(body).check()
    except ValidationError:
        return _refused(422, UNREADABLE)
    try:
        outcome = await sharing.put(Own(bearer.pass_id, bearer.worker_id, check, body))
    except (Overfull, Error) as error:
        log.warning("a check was not stored: %s", type(error).__name__)
        return _refused(503, BUSY)
    if isinstance(outcome, Taken):
        return 200, _told(outcome._replace(worker_id=0))  # nearly all of a morning are answered alike
    return _refused(401 if NOT_GOOD in outcome else status_of(Invalid(*outcome)), *outcome)


def _bearer(scope: Scope) -> Bearer | None:
    """Who sends. A page of another house can make a browser send the cookie, but not as JSON."""
    headers = dict(scope["headers"])
    word, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    if word != "Bearer":
        found = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1")).get(COOKIE)
        token = found.value if found and headers.get(b"content-type", b"").startswith(b"application/json") else ""
    return bearer_of(token, now=clock.now())


async def _body(receive: Receive) -> bytes:
    """The whole body; empty if it is too long or the sender went away."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        piece: bytes = message.get("body", b"")
        body += piece
        if len(body) > LARGEST:
            return b""
        if not message.get("more_body"):
            return body


@lru_cache(maxsize=1024)
def _told(taken: Taken) -> bytes:
    return _json(taken_out(taken))


def _refused(status: int, *why: Reason) -> tuple[int, bytes]:
    return status, _json(refusal_json(Denied(*why)))


def _json(answer: object) -> bytes:
    return json.dumps(answer, ensure_ascii=False, default=str).encode()


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"cache-control", b"no-store")]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await sharing.finish()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
