"""Cases, traces and isolations over the API: the same people see the same."""

from typing import Any

import pytest
from django.test import Client

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.people.ground import LI, check, worker
from yilu.people import actions
from yilu.people.actions._taking import Sent
from yilu.people.models import HealthCase, Source
from yilu.people.rules.answers import Symptom


@pytest.fixture
def case(world: World) -> HealthCase:
    person(world, "site_health", "site_health_officer", site=world.sites["jia_furong"])
    mate = worker(world, **LI)
    actions.send_checks(rows=[Sent(mate.pk, check())], source=Source.SYNTHETIC, by=SYSTEM, now=NOW)
    actions.send_check(
        worker=worker(world), check=check(symptoms=Symptom.COUGH), source=Source.PHONE, by=SYSTEM, now=NOW
    )
    return HealthCase.objects.get()


def got(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(f"/api/v1/people/{path}")
    assert response.status_code == status, response.content
    return response.json()


def posted(client: Client, path: str, body: dict[str, Any], status: int = 200) -> Any:
    response = client.post(f"/api/v1/people/{path}", body, content_type="application/json")
    assert response.status_code == status, response.content
    return response.json()


def test_a_case_tells_its_cause_only_to_those_who_may_know(world: World, case: HealthCase) -> None:
    assert got(world.client("site_health"), f"cases/{case.pk}")["cause"] == "symptom"
    assert got(world.client("manager"), f"cases/{case.pk}")["cause"] is None
    assert got(world.client("yi_hq"), "cases")["total"] == 0
    assert got(world.client("yi_hq"), f"cases/{case.pk}", 404)


def test_a_trace_wants_its_days_and_gives_the_contacts(world: World, case: HealthCase) -> None:
    client = world.client("site_health")
    assert got(client, f"cases/{case.pk}/trace", 422)["reasons"][0]["code"] == "people.trace.days"
    told = got(client, f"cases/{case.pk}/trace?days=14")
    assert [(c["worker_code"], c["via"], c["days"]) for c in told["contacts"]] == [("A02", "site", 1)]
    assert told["others"] == 0


def test_isolations_are_followed_and_released_and_the_case_closed(world: World, case: HealthCase) -> None:
    isolation = actions.record_isolation(
        worker=case.worker, case=case, authority="区卫生健康局", document="告知书（演示）", place="甲楼",
        first_day=TODAY, last_day=None, by=SYSTEM, now=NOW,
    )  # fmt: skip
    client = world.client("site_health")
    assert [i["id"] for i in got(client, "isolations?missing=true")] == [isolation.pk]
    posted(client, f"isolations/{isolation.pk}/follow-up", {"day": TODAY.isoformat(), "temperature": 366})
    assert got(client, "isolations?missing=true") == []
    closing = {"version": case.version, "outcome": "cleared", "document": "意见（演示）"}
    posted(client, f"cases/{case.pk}/closing", closing, 422)
    posted(client, f"isolations/{isolation.pk}/release", {"document": "解除通知书（演示）"})
    assert posted(client, f"cases/{case.pk}/closing", closing)["state"] == "cleared"
    assert got(client, "cases?state=closed")["total"] == 1
