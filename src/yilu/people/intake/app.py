"""The intake as an ASGI application: one address, the same JSON as the pages' server gives there."""

from collections.abc import Awaitable, Callable
from typing import Any

from yilu.core.reasons import reason
from yilu.people.intake.answering import LARGEST, PATH, Answer, answer, headers_of, refused, sharing

NOWHERE = reason("people.intake.nowhere", "没有这个地址。", "There is nothing at this address.")

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request; at the end of the server's life, what was taken is answered first."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        status, body = await _respond(scope, receive)
        await send({"type": "http.response.start", "status": status, "headers": _HEADERS[status == 503]})
        await send({"type": "http.response.body", "body": body})


_HEADERS = [[(name.encode(), value.encode()) for name, value in headers_of(status)] for status in (200, 503)]


async def _respond(scope: Scope, receive: Receive) -> Answer:
    if scope["path"] != PATH or scope["method"] != "POST":
        return refused(404, NOWHERE)
    return await answer(dict(scope["headers"]), await _body(receive))


async def _body(receive: Receive) -> bytes:
    """The whole body; cut off beyond what a check may have; empty if the sender went away."""
    body = b""
    while len(body) <= LARGEST:
        message = await receive()
        if message["type"] != "http.request":
            return b""
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return body


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.shutdown":
            await sharing.finish()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
