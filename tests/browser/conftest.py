"""Chromium against the product itself, with the small world told; whatever a page complains of fails its test."""

import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

import yilu.desk
from tests import world as worlds
from tests.world import World
from tests.yilu.desk.reported import tell

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
VENDOR = Path(yilu.desk.__file__).parent / "static" / "vendor" / "tabler.min.css"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

# Held by whoever uses the one connection: a request of a page, or a test that asks the database itself.
TURN = threading.RLock()


class OneAtATime(StaticFilesHandler):
    """Pages ask in turn, and only while a visitor is there.

    The server's threads share the tests' connection, which bears one transaction: two requests at once would trip over
    each other's savepoints, and one that comes after the test's end would write into the next test.
    """

    visited = False

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """The whole answer, made in one turn; 503 when everyone has left."""
        with TURN:
            if not OneAtATime.visited:
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return []
            answer = super().__call__(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                getattr(answer, "close", lambda: None)()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these are browser tests; they say why where they cannot run."""
    for item in items:
        if Path(__file__).parent not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))
        elif not VENDOR.exists():
            item.add_marker(pytest.mark.skip(reason="front-end files not fetched: make setup"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the session."""
    # Playwright keeps an event loop in this thread; Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # A busy machine may take its time: what is awaited comes or it does not.
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@dataclass
class Visitor:
    """A person at a browser: what the pages complained of, and what they asked of others."""

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to an address of the product; fails if the page is an error of ours."""
        answer = self.page.goto(self.home + path)
        assert answer is not None
        assert answer.status < 500, f"{path} answers {answer.status}"
        return self.page


@pytest.fixture(scope="session")
def server(chromium: Browser, django_db_setup: None) -> Iterator[LiveServer]:
    """The product on a free port. It shares the tests' own connection, so that each test is rolled back:

    pytest-django's `live_server` would empty the tables after each, which the record of acts refuses. It starts after
    Chromium: from then on this thread has Playwright's context, and with it another connection than before.
    """
    if connection.vendor != "sqlite":
        pytest.skip("the browser and the test share one connection, which only SQLite in memory allows")
    found = LiveServer("localhost", start=False)
    found.thread.static_handler = OneAtATime
    found.start()
    yield found
    found.stop()


@pytest.fixture
def told(db: None, settings: Any) -> World:
    """The small world after two days of reports; the second factor is for other tests."""
    settings.YILU_REQUIRE_TOTP = False
    settings.ALLOWED_HOSTS = ["localhost"]
    return tell(worlds.build())


@pytest.fixture
def visit(chromium: Browser, server: LiveServer, told: World) -> Iterator[Any]:
    """Makes visitors: `visit("leader", DESKTOP, "en")`; at the end none of their pages may have complained."""
    visitors: list[Visitor] = []
    OneAtATime.visited = True

    def make(
        who: str | None,
        size: dict[str, int] = DESKTOP,
        language: str = "zh-hans",
        service_workers: str = "block",
        scripts: bool = True,
    ) -> Visitor:
        context = chromium.new_context(
            viewport=size,  # type: ignore[arg-type]
            service_workers=service_workers,  # type: ignore[arg-type]
            java_script_enabled=scripts,
        )
        cookies = [{"name": "yilu_language", "value": language, "url": server.url}]
        if who is not None:
            with TURN:
                session = told.client(who).cookies["sessionid"].value
            cookies.append({"name": "sessionid", "value": session, "url": server.url})
        context.add_cookies(cookies)  # type: ignore[arg-type]
        visitor = Visitor(context.new_page(), server.url)
        visitor.page.on("console", lambda m: m.type == "error" and visitor.complaints.append(f"console: {m.text}"))
        visitor.page.on("pageerror", lambda e: visitor.complaints.append(f"script: {e}"))
        visitor.page.on(
            "request",
            lambda r: r.url.startswith((server.url, "data:", "blob:")) or visitor.complaints.append(f"asks {r.url}"),
        )
        visitors.append(visitor)
        return visitor

    yield make
    complaints = [c for v in visitors for c in v.complaints]
    for visitor in visitors:
        visitor.page.context.close()
    with TURN:
        OneAtATime.visited = False
    assert not complaints, "\n".join(complaints)
