"""One POST over HTTP(S), told apart: it certainly did not arrive, it may have arrived, it was answered.

Redirects are not followed: a webhook that moves is set anew by a person.
"""

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from yilu.messages.channels.letters import Attempt
from yilu.messages.rules import Outcome

SECONDS = 10.0
MOST_READ = 64 * 1024  # bytes of an answer
# Said by whoever stands before the channel, which may have taken it.
ANSWER_LOST = (502, 504)
NOT_NOW = (408, 425, 429, 500, 503)


class NotConnected(Exception):  # noqa: N818  # an outcome of an attempt
    """Nothing was sent: no such host, refused, no TLS."""


class AnswerLost(Exception):  # noqa: N818  # an outcome of an attempt
    """It went out, wholly or in part, and no answer was read: timed out or cut."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    @property
    def plain(self) -> dict[str, Any]:
        """The JSON object of the body; empty if it is none."""
        try:
            found = json.loads(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """POST the body. Raises `NotConnected` or `AnswerLost`."""
    connection: http.client.HTTPConnection
    try:
        parts = urlsplit(url)
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection = http.client.HTTPSConnection(parts.netloc, timeout=SECONDS, context=context)
        else:
            connection = http.client.HTTPConnection(parts.netloc, timeout=SECONDS)
        connection.connect()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotConnected(type(error).__name__) from error
    try:
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("POST", path, body, {"Content-Type": "application/json; charset=utf-8", **headers})
        response = connection.getresponse()
        return Answer(response.status, response.read(MOST_READ))
    except (OSError, http.client.HTTPException) as error:
        raise AnswerLost(type(error).__name__) from error
    finally:
        connection.close()


def attempt(url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Attempt | Answer:
    """POST the body: the answer if the channel took the request, else what the attempt came to."""
    try:
        answer = post(url, body, headers or {})
    except NotConnected as fault:
        return Attempt(Outcome.NOT_NOW, str(fault))
    except AnswerLost as fault:
        return Attempt(Outcome.UNSURE, str(fault))
    if 200 <= answer.status < 300:
        return answer
    if answer.status in ANSWER_LOST:
        return Attempt(Outcome.UNSURE, f"HTTP {answer.status}")
    return Attempt(Outcome.NOT_NOW if answer.status in NOT_NOW else Outcome.REFUSED, f"HTTP {answer.status}")
