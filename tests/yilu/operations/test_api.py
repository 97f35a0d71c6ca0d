"""The JSON API of the room: the same queries and actions."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.world import TODAY, World
from tests.yilu.operations.ground import refresh, roster, tell
from yilu.operations.models import SiteReport

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/operations"


@pytest.fixture(autouse=True)
def _mounted(settings: pytest.FixtureRequest) -> None:
    settings.YILU_REQUIRE_TOTP = False  # type: ignore[attr-defined]
    try:
        resolve(f"{ROOT}/classes")
    except Resolver404:
        pytest.skip("the router is not mounted yet")


def send(client: Client, path: str, body: Any) -> tuple[int, Any]:
    answer = client.post(f"{ROOT}{path}", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def day_of(world: World, site: str, **over: Any) -> dict[str, Any]:
    plain = {"site": world.sites[site].pk, "day": TODAY.isoformat(), "is_open": True, "collected": 500,
             "delivered": 400, "backlog": 50, "on_post_own": 8, "roster_own": 20}  # fmt: skip
    return {**plain, **over}


def test_a_headquarters_sends_one_and_many_and_reads_its_versions(world: World) -> None:
    client = world.client("jia_hq")
    status, body = send(client, "/reports", day_of(world, "jia_furong"))
    assert (status, body["version"], body["source"]) == (201, 1, "api")
    rows = [day_of(world, s) for s in ("jia_furong", "jia_hetang", "yi_furong")]
    status, refused = send(client, "/reports/many", {"rows": rows})
    assert status == 422
    assert refused["reasons"][0]["code"] == "operations.report.outside"
    status, taken = send(client, "/reports/many", {"rows": rows, "partial": True})
    assert (status, taken["taken"], taken["corrections"], [r["row"] for r in taken["refused"]]) == (200, 2, 1, [2])
    site = world.sites["jia_furong"].pk
    assert [v["version"] for v in client.get(f"{ROOT}/reports/{site}/{TODAY}/versions").json()] == [2, 1]


def test_a_refusal_carries_its_reasons_and_a_conflict_its_status(world: World) -> None:
    client = world.client("manager")
    status, body = send(client, "/reports", day_of(world, "jia_furong", day="2020-02-18"))
    assert (status, body["reasons"][0]["code"]) == (422, "operations.report.future")
    tell(world, "jia_furong")
    assert send(client, "/reports", day_of(world, "jia_furong", expected_version=0))[0] == 409
    assert send(client, "/reports", day_of(world, "yi_furong"))[0] == 404
    assert SiteReport.objects.count() == 1


def test_figures_carry_numerator_denominator_scope_as_of_and_roster(world: World) -> None:
    used = roster(world)
    tell(world, "jia_furong", collected=600)
    refresh()
    body = world.client("leader").get(f"{ROOT}/figures/430000").json()
    rate = body["rates"]["collected"]
    assert (rate["numerator"], rate["denominator"], rate["value"], rate["roster"]) == (600, 5000, 0.12, str(used))
    assert rate["scope"]
    assert dt.datetime.fromisoformat(rate["as_of"]).hour in (1, 9)
    assert [f["area"] for f in world.client("leader").get(f"{ROOT}/figures/430000/below").json()] == [
        "430100",
        "430200",
    ]


def test_the_sector_is_withheld_from_a_company_and_a_liaison_reads_no_report(world: World) -> None:
    roster(world)
    tell(world, "jia_furong", collected=600)
    tell(world, "yi_furong", collected=777)
    refresh()
    client = world.client("jia_hq")
    own = client.get(f"{ROOT}/figures/430000").json()
    assert (own["lens"], own["collected"]) == ("brand", 600)
    sector = client.get(f"{ROOT}/figures/430000?lens=published").json()
    assert sector["withheld"] == "operations.sector.not_released"
    assert sector["collected"] is None
    assert "1377" not in json.dumps(sector)
    assert client.get(f"{ROOT}/figures/430000/brands").status_code == 403


def test_every_reading_address_answers(world: World) -> None:
    client = world.client("leader")
    for path in ("/classes", "/fields", "/rosters", "/mappings/JIA", "/targets/430000", "/flags/430000",
                 "/outside/430000",
                 "/reports?area=430000", "/figures/430000/brands",
                 "/figures/430000/trend?first=2020-02-10&last=2020-02-17"):  # fmt: skip
        assert client.get(f"{ROOT}{path}").status_code == 200, path
    assert client.get(f"{ROOT}/figures/999999").status_code == 404
    assert client.get(f"{ROOT}/figures/430000/trend?first=2020-02-10&last=2010-02-17").status_code == 422
