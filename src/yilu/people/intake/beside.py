"""The intake within the pages' server: phones' checks share their commits there too, so that a small installation,
with the database in its own process, needs no second one."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Thread
from typing import Any

from yilu.people.intake.answering import LARGEST, PATH, answer, headers_of

Environ = dict[str, Any]
Start = Callable[..., Any]
Wsgi = Callable[[Environ, Start], Iterable[bytes]]

PAGES = 2  # at once in a process: each holds a database connection, and their work is CPU


def beside(pages: Wsgi) -> Wsgi:
    """Checks to the intake, all else to the pages. Whatever the server's threads, few of them work at pages at once."""
    at_work = ThreadPoolExecutor(PAGES, "pages")
    waiting = asyncio.new_event_loop()  # where those who wait for a commit gather
    Thread(target=waiting.run_forever, name="intake", daemon=True).start()

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        if environ["PATH_INFO"] == PATH and environ["REQUEST_METHOD"] == "POST":
            return _check(environ, start, waiting)
        return at_work.submit(pages, environ, start).result()

    return application


def _check(environ: Environ, start: Start, waiting: asyncio.AbstractEventLoop) -> Iterable[bytes]:
    headers = {
        b"authorization": environ.get("HTTP_AUTHORIZATION", "").encode("latin-1"),
        b"cookie": environ.get("HTTP_COOKIE", "").encode("latin-1"),
        b"content-type": environ.get("CONTENT_TYPE", "").encode("latin-1"),
    }
    body = environ["wsgi.input"].read(LARGEST + 1)
    status, told = asyncio.run_coroutine_threadsafe(answer(headers, body), waiting).result()
    start(f"{status} {HTTPStatus(status).phrase}", headers_of(status))
    return [told]
