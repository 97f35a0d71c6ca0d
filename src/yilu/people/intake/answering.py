"""What the intake answers to one check, whichever server it came through."""

import json
import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache
from http.cookies import SimpleCookie

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
BUSY = reason(
    "people.intake.busy",
    "暂时未能存下，请保留在手机上稍后再发。",
    "It could not be stored just now: keep it on the phone and send it again.",
)

Answer = tuple[int, bytes]  # status, JSON


def commit(rows: Sequence[Own]) -> list[Taken | list[Reason]]:
    """Store what came in together."""
    close_old_connections()  # one that the database left is replaced
    return send_own_checks(rows=rows, by=BY, now=clock.now())


sharing: Sharing[Own, Taken | list[Reason]] = Sharing(commit, key=lambda own: own.worker_id)


async def answer(headers: Mapping[bytes, bytes], body: bytes) -> Answer:
    """The answer to one check. `headers`: by their small names; a body longer than `LARGEST` may come cut short."""
    bearer = _bearer(headers)
    if bearer is None:
        return refused(401, NOT_GOOD)
    try:
        check = CheckIn.model_validate_json(body[:LARGEST]).check()
    except ValidationError:
        return refused(422, UNREADABLE)
    try:
        outcome = await sharing.put(Own(bearer.pass_id, bearer.worker_id, check, body))
    except (Overfull, Error) as error:
        log.warning("a check was not stored: %s", type(error).__name__)
        return refused(503, BUSY)
    if isinstance(outcome, Taken):
        return 200, _told(outcome._replace(worker_id=0))  # nearly all of a morning are answered alike
    return refused(401 if NOT_GOOD in outcome else status_of(Invalid(*outcome)), *outcome)


def headers_of(status: int) -> list[tuple[str, str]]:
    """The headers of an answer."""
    headers = [("content-type", "application/json; charset=utf-8"), ("cache-control", "no-store")]
    return [*headers, ("retry-after", "5")] if status == 503 else headers


def refused(status: int, *why: Reason) -> Answer:
    """A refusal with its reasons."""
    return status, _json(refusal_json(Denied(*why)))


def _bearer(headers: Mapping[bytes, bytes]) -> Bearer | None:
    """Who sends. A page of another house can make a browser send the cookie, but not as JSON."""
    word, _, token = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    if word != "Bearer":
        found = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1")).get(COOKIE)
        token = found.value if found and headers.get(b"content-type", b"").startswith(b"application/json") else ""
    return bearer_of(token, now=clock.now())


@lru_cache(maxsize=1024)
def _told(taken: Taken) -> bytes:
    return _json(taken_out(taken))


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, default=str).encode()
