"""The network as JSON."""

import json
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.world import World
from tests.yilu.network.workbooks import row, workbook
from yilu.network.models import Site

ROOT = "/api/v1/network"


def get(client: Client, path: str, **query: object) -> Any:
    response = client.get(f"{ROOT}{path}", query)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def send(client: Client, method: str, path: str, body: object) -> tuple[int, Any]:
    response = getattr(client, method)(f"{ROOT}{path}", json.dumps(body), content_type="application/json")
    return response.status_code, response.json()


def test_sites_are_listed_searched_and_paged_within_the_jurisdiction(world: World) -> None:
    client = world.client("officer")
    assert get(client, "/sites")["total"] == 3
    assert [s["code"] for s in get(client, "/sites", q="岳麓")["items"]] == ["JIA_YUELU"]
    assert get(client, "/sites", area="430104")["total"] == 1
    assert len(get(client, "/sites", limit=1, offset=1)["items"]) == 1
    assert get(world.client("yi_hq"), "/sites", brand="JIA")["total"] == 0


def test_a_site_shows_its_history_and_masks_its_contact(world: World) -> None:
    site = get(world.client("officer"), f"/sites/{world.sites['jia_furong'].pk}")
    assert site["contact_phone"] == "138＊＊＊＊1234"
    assert [h["status"] for h in site["history"]] == ["open"]
    other = world.client("yi_hq").get(f"{ROOT}/sites/{world.sites['jia_furong'].pk}")
    assert other.status_code == 404


def test_a_change_names_the_version_it_read(world: World) -> None:
    client, path = world.client("officer"), f"/sites/{world.sites['jia_furong'].pk}"
    assert send(client, "patch", path, {"version": 1, "floor_area_m2": 250})[0] == 200
    status, body = send(client, "patch", path, {"version": 1, "floor_area_m2": 260})
    assert status == 409
    assert body["reasons"][0]["code"] == "network.site_changed"


def test_a_regulator_shuts_no_site_without_citing(world: World) -> None:
    client, path = world.client("officer"), f"/sites/{world.sites['jia_furong'].pk}"
    for way in ("suspension", "closure"):
        status, body = send(client, "post", f"{path}/{way}", {"cause": "一律停业"})
        assert (status, body["reasons"][0]["code"]) == (403, "network.by_decision")
    assert get(client, path)["status"] == "open"


def test_a_refusal_carries_its_reason(world: World) -> None:
    client, path = world.client("jia_hq"), f"/sites/{world.sites['jia_furong'].pk}"
    assert send(client, "post", f"{path}/closure", {"cause": "撤点"})[0] == 200
    status, body = send(client, "post", f"{path}/suspension", {"cause": "x"})
    assert status == 422
    assert body["reasons"][0]["code"] == "network.closed_for_good"


def test_a_contact_is_opened_with_a_reason(world: World) -> None:
    path = f"/sites/{world.sites['jia_furong'].pk}/contact"
    assert send(world.client("officer"), "post", path, {"why": "联系核实消毒记录"}) == (
        200,
        {"name": "赵钱孙", "phone": "13800001234"},
    )
    assert send(world.client("officer"), "post", path, {"why": ""})[0] == 422


def test_there_is_no_way_to_open_a_site(world: World) -> None:
    client, path = world.client("officer"), f"/sites/{world.sites['jia_yuelu'].pk}"
    send(client, "patch", path, {"version": world.sites["jia_yuelu"].version, "status": "open"})
    assert Site.objects.get(pk=world.sites["jia_yuelu"].pk).status == "not_opened"


def test_a_workbook_is_uploaded_decided_and_followed(world: World, tmp_path: Path) -> None:
    client = world.client("jia_hq")
    path = workbook(tmp_path / "a.xlsx", [row(), row(code="BAD-1", kind="小卖部")])
    response = client.post(f"{ROOT}/imports", {"file": SimpleUploadedFile("a.xlsx", path.read_bytes())})
    assert response.status_code == 202, response.content.decode()
    number = response.json()["id"]
    assert get(client, f"/imports/{number}")["counts"]["refused"] == 1
    (refused,) = get(client, f"/imports/{number}/rows", verdict="refused")
    assert "小卖部" in refused["notes"][0]["zh"]
    assert client.get(f"{ROOT}/imports/{number}/marked.xlsx").status_code == 200
    assert send(client, "post", f"/imports/{number}/decision", {"choice": "good"})[1]["state"] == "done"
    assert world.client("yi_hq").get(f"{ROOT}/imports/{number}").status_code == 404


def test_an_upload_without_a_file_is_refused_with_a_sentence(world: World) -> None:
    response = world.client("jia_hq").post(f"{ROOT}/imports")
    assert response.status_code == 422
    assert response.json()["reasons"][0]["code"] == "network.file.none"


def test_enterprises_brands_parks_and_offices_are_listed(world: World) -> None:
    client = world.client("officer")
    codes = {e["code"] for e in get(client, "/enterprises")}
    assert codes == {"JIA-430100", "YI-430100"}
    assert [b["code"] for b in get(client, "/brands")] == ["JIA", "YI"]
    assert get(client, "/parks")[0]["county"] == "430102"
    assert get(client, "/offices")[0]["areas"] == ["430102", "430104"]


def test_an_enterprise_is_registered(world: World) -> None:
    body = {
        "brand_id": world.brands["jia"].pk, "kind": "branch", "code": "JIA-N", "name_zh": "甲达新", "area": "430104",
        "parent_id": world.enterprises["jia_changsha"].pk,
    }  # fmt: skip
    assert send(world.client("officer"), "post", "/enterprises", body)[0] == 201
    assert send(world.client("neighbour"), "post", "/enterprises", body | {"code": "JIA-M"})[0] == 403
