"""The API's root: who calls, how refusals read, what its description promises."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.world import World
from yilu.accounts import actions as accounts
from yilu.core import clock
from yilu.desk.api import REFUSALS, api


def test_it_answers_a_signed_in_person_with_the_board(told: World) -> None:
    answer = told.client("leader").get("/api/v1/board/430000")
    assert answer.status_code == 200
    body = answer.json()
    assert body["rates"]["delivered"]["numerator"] == 1600
    assert [u["area"] for u in body["below"]] == ["430100", "430200"]


def test_a_stranger_is_told_in_both_languages_how_to_come_in(world: World) -> None:
    answer = world.client().get("/api/v1/board/430000")
    assert answer.status_code == 401
    (reason,) = answer.json()["reasons"]
    assert reason["code"] == "desk.api.not_signed_in"
    assert reason["zh"]
    assert reason["en"]


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/board/999999", 404, "desk.api.not_found"),
        ("/api/v1/board/430000?day=yesterday", 422, "desk.api.invalid"),
        ("/api/v1/board/430000?day=0001-01-01", 422, "desk.board.day_out_of_range"),
    ],
)
def test_a_refusal_carries_its_reason(told: World, address: str, status: int, code: str) -> None:
    answer = told.client("leader").get(address)
    assert answer.status_code == status
    assert answer.json()["reasons"][0]["code"] == code


def test_a_competitor_is_told_no_sector_total(told: World) -> None:
    body = told.client("jia_hq").get("/api/v1/board/430000?lens=published").json()
    assert body["delivered"] is None
    assert body["rates"]["delivered"]["numerator"] is None
    assert "1600" not in json.dumps(body)


def test_every_operation_says_how_it_may_be_refused() -> None:
    for path, operations in api.get_openapi_schema()["paths"].items():
        for method, operation in operations.items():
            assert set(REFUSALS) <= set(operation["responses"]), f"{method} {path}"


def test_the_docs_page_is_served_by_ourselves_without_a_line_of_inline_script(told: World) -> None:
    answer = told.client("leader").get("/api/v1/docs")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "https://" not in page
    assert page.count("<script") == page.count("<script src=") + page.count('<script type="application/json"')


@pytest.fixture
def key(told: World) -> str:
    """A reading token of the leader."""
    by = told.actor("leader")
    _, made = accounts.make_token(appointment=told.appointments["leader"], name="tests", by=by, now=clock.now())
    return made


@pytest.fixture
def description() -> Iterator[Any]:
    """Our own description, called inside this process; as in Django's own test client, a request ends no connection."""
    found = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema(), default=str)))
    found.app = get_wsgi_application()
    for ended in (request_started, request_finished):
        ended.disconnect(close_old_connections)
    yield found.include(method="GET")
    for ended in (request_started, request_finished):
        ended.connect(close_old_connections)


def test_every_reading_answers_as_described_whatever_is_asked(description: Any, key: str) -> None:
    for operation in (found.ok() for found in description.get_all_operations()):

        @given(case=operation.as_strategy())
        @settings(max_examples=4, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def probe(case: schemathesis.Case) -> None:
            # A well-formed request may still be refused (a day in the year 1): that is described too.
            headers = {"Authorization": f"Bearer {key}"}
            case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

        probe()
