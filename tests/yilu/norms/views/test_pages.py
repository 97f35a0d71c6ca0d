"""Pages of norms, settings and the ledger, as people use them."""

import datetime as dt

import pytest
from django.test import Client

from tests.world import NOW, SYSTEM, World
from yilu.norms import actions
from yilu.norms.models import Provision, Setting
from yilu.norms.rules.kinds import Proof


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_anybody_signed_in_reads_what_is_in_force_with_source_and_slots(normed: World) -> None:
    text = page(normed.client("manager"), "/norms/?area=430102")
    assert "每2小时" in text
    assert "第七个一律" in text and "条文未见" in text
    assert "gov.cn/xinwen/2020-01/31" in text
    english = page(normed.client("manager"), "/norms/?area=430102&language=en")
    assert "disinfected with 84 solution" in english


def test_nobody_reads_without_signing_in(normed: World) -> None:
    assert Client().get("/norms/").status_code == 302


def test_the_list_narrows_by_effect_and_is_exported(normed: World) -> None:
    client = normed.client("officer")
    assert "O10" not in page(client, "/norms/?area=430102&effect=block").split("documents")[0]
    export = client.get("/norms/?area=430102&export=csv")
    assert "O5" in b"".join(export.streaming_content).decode()  # type: ignore[attr-defined]


def test_a_requirement_shows_its_history_and_why_one_may_not_refine(normed: World) -> None:
    text = page(normed.client("manager"), "/norms/requirements/G16/?area=430102&day=2020-04-10")
    assert "2.5" in text and "自主决定" in text
    assert "只能细化本辖区执行的规定" in text
    page(normed.client("manager"), "/norms/requirements/nothing/", 404)


def refinement() -> dict[str, object]:
    return {
        "area": "430000", "document": "湘邮管〔2020〕9号", "name_zh": "细则", "name_en": "Rules", "issuer_zh": "省局",
        "issuer_en": "Province", "issued": "2020-02-10", "clause": "3", "text_zh": "每小时消毒。", "text_en": "Hourly.",
        "effect": "checklist", "proofs": ["log"], "every_hours": "1", "valid_from": "2020-02-12",
    }  # fmt: skip


def test_a_province_refines_on_the_page_and_ends_it(normed: World) -> None:
    client = normed.client("leader")
    assert "每2小时" in page(client, "/norms/requirements/O5/refine/?area=430000")
    response = client.post("/norms/requirements/O5/refine/?area=430000", refinement())
    assert response.status_code == 302
    own = Provision.objects.get(area_id="430000")
    assert own.every_hours == 1
    assert "每 1 小时" in page(client, "/norms/requirements/O5/?area=430102")
    response = client.post(f"/norms/provisions/{own.pk}/end/", {"until": "2020-02-17"})
    assert response.status_code == 302
    assert "每 1 小时" not in page(client, "/norms/?area=430102")


def test_a_laxer_refinement_stays_on_the_page_with_its_reason(normed: World) -> None:
    client = normed.client("leader")
    response = client.post("/norms/requirements/O5/refine/", {**refinement(), "every_hours": "5"})
    assert response.status_code == 422
    assert "频次不能低于上级规定" in response.content.decode()
    assert "每小时消毒。" in response.content.decode()


def test_a_number_is_ordered_on_the_page_and_unset_says_so(normed: World) -> None:
    client = normed.client("leader")
    assert "未规定" in page(client, "/norms/settings/?area=430000")
    order = {"area": "430000", "value": "37.3", "document": "湘防指〔2020〕1号", "valid_from": "2020-02-17"}
    assert client.post("/norms/settings/fever_line/?area=430000", {**order, "value": "99"}).status_code == 422
    assert client.post("/norms/settings/fever_line/?area=430000", order).status_code == 302
    assert "37.3 ℃" in page(client, "/norms/settings/?area=430102")
    assert Setting.objects.get().by == "leader"


def test_an_enterprise_reads_numbers_and_orders_none(normed: World) -> None:
    client = normed.client("jia_hq")
    assert "只能设定本辖区的数值" in page(client, "/norms/settings/fever_line/?area=430000")
    order = {"area": "430000", "value": "37.3", "document": "x", "valid_from": "2020-02-17"}
    assert client.post("/norms/settings/fever_line/", order).status_code == 422
    assert not Setting.objects.exists()


def test_two_versions_stand_side_by_side(normed: World) -> None:
    text = page(normed.client("officer"), "/norms/compare/")
    assert "自主决定" in text and "不超过6人" in text


@pytest.mark.usefixtures("normed")
def test_a_site_shows_what_is_proven_and_its_ledger(normed: World) -> None:
    site = normed.sites["jia_furong"]
    actions.record_evidence(
        requirement="O5", site=site, kind=Proof.LOG, at=NOW - dt.timedelta(minutes=30), origin="tests", by=SYSTEM,
        now=NOW,
    )  # fmt: skip
    manager = normed.client("manager")
    assert "O5" in page(manager, f"/norms/sites/{site.pk}/")
    assert "营业场所消毒" in page(manager, f"/norms/sites/{site.pk}/entries/?requirement=O5")
    page(normed.client("yi_hq"), f"/norms/sites/{site.pk}/", 404)
    page(normed.client("neighbour"), f"/norms/sites/{site.pk}/entries/", 404)
