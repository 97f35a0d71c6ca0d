"""The intake within the pages' server: the same answers, on disk before they are given."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.yilu.people.intake.test_app import Phones, body
from yilu.people.intake.answering import PATH
from yilu.people.intake.beside import Environ, Start, beside
from yilu.people.models import MorningCheck

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_the_record_may_be_emptied")]


def _pages(environ: Environ, start: Start) -> list[bytes]:
    start("200 OK", [])
    return [b'"a page"']


application = beside(_pages)


def ask(content: bytes, *, path: str = PATH, method: str = "POST", **headers: str) -> tuple[str, Any]:
    """Status and JSON."""
    told: list[str] = []
    environ = {"PATH_INFO": path, "REQUEST_METHOD": method, "wsgi.input": io.BytesIO(content), **headers}
    answer = application(environ, lambda status, _: told.append(status))
    return told[0], json.loads(b"".join(answer))


def test_checks_of_many_threads_are_stored_and_answered(phones: Phones) -> None:
    asked = [(token, json.dumps(body()).encode()) for _, token in phones] * 3
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda one: ask(one[1], HTTP_AUTHORIZATION=f"Bearer {one[0]}"), asked))
    assert {status for status, _ in answers} == {"200 OK"}
    assert sorted(a["standing"] for _, a in answers) == ["repeated"] * 4 + ["stored"] * 2
    assert MorningCheck.objects.count() == 2


def test_a_cookie_is_taken_with_json_only(phones: Phones) -> None:
    (_, token), _ = phones
    content = json.dumps(body()).encode()
    cookie = {"HTTP_COOKIE": f"yilu_pass={token}"}
    assert ask(content, CONTENT_TYPE="text/plain", **cookie)[0] == "401 Unauthorized"
    assert ask(content, CONTENT_TYPE="application/json", **cookie)[0] == "200 OK"


def test_what_is_too_long_or_unreadable_is_refused(phones: Phones) -> None:
    (_, token), _ = phones
    for content in (b"", b"{", json.dumps(body(places="x" * 9000)).encode()):
        assert ask(content, HTTP_AUTHORIZATION=f"Bearer {token}")[0].startswith("422")
    assert not MorningCheck.objects.exists()


def test_everything_else_goes_to_the_pages(phones: Phones) -> None:
    assert ask(b"", path="/") == ("200 OK", "a page")
    assert ask(b"", method="GET") == ("200 OK", "a page")
