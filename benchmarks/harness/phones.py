"""Many phones in one process: each kept connection sends its next check when the last is answered."""

import asyncio
import datetime as dt
import json
import socket
import struct
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from harness.installation import TODAY, Pass, token

Check = tuple[str, str, str]  # token, day, client id
CLIENT_ID = "-" * 36


@dataclass
class Sending:
    """What was answered, and how fast. `milliseconds` in the order of the answers, `moments` beside them."""

    milliseconds: list[float] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)
    kept: list[Check] = field(default_factory=list)  # acknowledged
    errors: list[str] = field(default_factory=list)

    def quantile(self, q: float) -> float:
        """The `q` quantile of the milliseconds."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(q * len(ordered)))] if ordered else float("nan")

    def rate(self, first: float, last: float) -> float:
        """Answers a second between two moments, in seconds since the beginning."""
        return sum(first <= m < last for m in self.moments) / (last - first)


def checks(passes: list[Pass], days: list[dt.date]) -> Iterator[Check]:
    """A check of every pass for every day."""
    tokens = [token(number) for number in passes]
    for day in days:
        for one in tokens:
            yield one, day.isoformat(), str(uuid.uuid4())


def body_of(check: Check, *, sent_on: str = TODAY.isoformat()) -> dict[str, object]:
    """What the phone says: filled in on the check's day, sent now on the day on which the world stands."""
    _, day, client_id = check
    sent_at = f"{sent_on}T{time.strftime('%H:%M:%S', time.gmtime(time.time() + 8 * 3600))}+08:00"
    return {
        "day": day, "client_id": client_id, "reported_at": f"{day}T00:00:01+08:00", "sent_at": sent_at,
        "temperature": 36.5, "symptoms": [], "family_unwell": False, "case_contact": False,
        "returnee_contact": False, "places": "",
    }  # fmt: skip


def request_of(path: str, check: Check) -> bytes:
    """The bytes of one request."""
    carrier, day, client_id = check
    body = _rest_of_body(day, int(time.time())).replace(CLIENT_ID, client_id, 1)
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {carrier}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


@lru_cache(maxsize=64)
def _rest_of_body(day: str, second: int) -> str:
    """The sender shares the cores with the server: what all checks of a second have in common is written once."""
    return json.dumps(body_of(("", day, CLIENT_ID)))


def connect_and_leave(port: int, path: str, check: Check) -> None:
    """Send one and hang up without waiting for the answer."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request_of(path, check))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, not a goodbye


class _Phone(asyncio.Protocol):
    def __init__(self, path: str, source: Iterator[Check], until: float, began: float, into: Sending) -> None:
        self.path, self.source, self.until, self.began, self.into = path, source, until, began, into
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.answer, self.check, self.sent = b"", ("", "", ""), 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self._next()

    def _next(self) -> None:
        check = next(self.source, None)
        if check is None or time.perf_counter() >= self.until:
            self.transport.close()
            return
        self.check, self.answer = check, b""
        request = request_of(self.path, check)
        self.sent = time.perf_counter()
        self.transport.write(request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.answer += data
        head, found, body = self.answer.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return
        now = time.perf_counter()
        self.into.milliseconds.append((now - self.sent) * 1000)
        self.into.moments.append(now - self.began)
        if head.startswith(b"HTTP/1.1 200"):
            self.into.kept.append(self.check)
        else:
            self.into.errors.append(f"{head.split(b' ')[1].decode()} {body[:200].decode(errors='replace')}")
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        if error is not None:
            self.into.errors.append(type(error).__name__)
        self.gone.set_result(None)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


def send(
    port: int, path: str, source: Iterator[Check], *, connections: int, seconds: float, into: Sending | None = None
) -> Sending:
    """Send checks over so many connections for so long, or until there are none left. `into`: where to keep account."""
    account = into or Sending()

    async def all_phones() -> Sending:
        loop, began = asyncio.get_running_loop(), time.perf_counter()
        made = [
            (
                await loop.create_connection(
                    lambda: _Phone(path, source, began + seconds, began, account), "127.0.0.1", port
                )
            )
            for _ in range(connections)
        ]
        await asyncio.gather(*(phone.gone for _, phone in made))
        return account

    return asyncio.run(all_phones())
