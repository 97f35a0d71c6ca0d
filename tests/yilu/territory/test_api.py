"""Territory over the API: the same queries, actions and refusals as on the pages."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import Resolver404, resolve

from tests.world import World

ROOT = "/api/v1/territory"


@pytest.fixture
def client(world: World) -> Client:
    try:
        resolve(f"{ROOT}/areas/430100")
    except Resolver404:
        pytest.skip("the API root does not mount territory yet")
    return world.client("officer")


def sent(client: Client, address: str, body: object) -> tuple[int, object]:
    response = client.post(f"{ROOT}{address}", json.dumps(body), content_type="application/json")
    return response.status_code, response.json()


def test_an_area_and_what_lies_below_it(client: Client) -> None:
    assert client.get(f"{ROOT}/areas/430100").json()["name_en"] == "Changsha"
    assert [a["code"] for a in client.get(f"{ROOT}/areas/430100/children").json()] == ["430102", "430104"]
    assert set(client.get(f"{ROOT}/areas/430100/tiles").json()["tiles"]) == {"430102", "430104"}
    assert client.get(f"{ROOT}/areas/430100/outlines").json()["note_zh"] == "示意图，未经审核"
    assert client.get(f"{ROOT}/areas/430100/changes").json() == []
    assert client.get(f"{ROOT}/areas/999999").status_code == 404


def test_cases_go_in_and_come_out_and_refusals_are_told(client: Client) -> None:
    text = "date,gb_code,confirmed_cum\n2020-02-16,430100,240\n2020-02-16,430200,70\n2020-02-19,430100,250\n"
    file = SimpleUploadedFile("cases.csv", text.encode())
    report = client.post(f"{ROOT}/cases/import?source=city", {"file": file}).json()
    assert (report["new"], report["written"]) == (1, True)
    assert [r["reason"]["code"] for r in report["refused"]] == [
        "territory.outside_jurisdiction", "territory.line.future",
    ]  # fmt: skip
    rows = client.get(f"{ROOT}/cases?area=430000&day=2020-02-17").json()
    assert [(r["gb_code"], r["confirmed"], r["as_of"]) for r in rows] == [("430100", 240, "2020-02-16")]
    assert len(client.get(f"{ROOT}/cases/430100?first=2020-02-01&last=2020-02-17").json()) == 1


def test_tiers_and_clusters(client: Client) -> None:
    file = SimpleUploadedFile("tiers.csv", b"as_of,gb_code,tier\n2020-02-16,430102,high\n")
    assert client.post(f"{ROOT}/tiers/import", {"file": file}).json()["new"] == 1
    assert sent(client, "/tiers/clusters", {"area": "430100", "as_of": "2020-02-17", "source": "x"}) == (
        200, {"counties": 2},
    )  # fmt: skip
    rows = {r["gb_code"]: r for r in client.get(f"{ROOT}/tiers?area=430100&day=2020-02-17").json()}
    assert (rows["430102"]["effective"], rows["430104"]["effective"]) == ("high", "unknown")
    assert rows["430102"]["reason"]["code"] == "territory.tier.no_series"
    assert client.get(f"{ROOT}/tiers/disagreements?area=430100").json() == []
    assert client.get(f"{ROOT}/tiers?rules=mine").status_code == 422


def test_emergencies_are_refused_to_an_officer_and_declared_by_a_leader(client: Client, world: World) -> None:
    body = {
        "area": "430000", "name_zh": "一级响应", "name_en": "Level I", "began": "2020-01-23", "response_level": "一级",
        "document": "某文件",
    }  # fmt: skip
    assert sent(client, "/emergencies", body)[0] == 403
    leader = world.client("leader")
    status, made = sent(leader, "/emergencies", body)
    assert status == 200
    assert client.get(f"{ROOT}/emergencies/clock/430102").json()["collecting_open"] is True
    assert isinstance(made, dict)
    status, ended = sent(leader, f"/emergencies/{made['id']}/end", {"ended": "2020-02-16"})
    assert isinstance(ended, dict)
    assert (status, ended["ended"]) == (200, "2020-02-16")
    assert client.get(f"{ROOT}/emergencies/clock/430102").json()["days_since_end"] == 1
    assert len(client.get(f"{ROOT}/emergencies?area=430102").json()) == 1
