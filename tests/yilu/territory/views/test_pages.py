"""The pages of territory, opened by people."""

import datetime as dt

import pytest
from django.test import Client

from tests.world import NOW, SYSTEM, World, person
from yilu.territory.actions import declare_emergency, import_cases, import_tiers, state_cluster
from yilu.territory.incoming import CaseLine, TierLine
from yilu.territory.models import ClusterFlag, Emergency

DAY = dt.date(2020, 2, 17)
PAGES = (
    "areas/100000/", "areas/430000/", "areas/430100/", "areas/430102/", "tiers/", "tiers/disagreements/", "cases/",
    "emergencies/",
)  # fmt: skip


@pytest.fixture
def told(world: World) -> World:
    """The world with cases, a tier that disagrees, and an emergency."""
    lines = [CaseLine(i, dt.date(2020, 2, 10 + i), "430102", "芙蓉区", 60 + i) for i in range(8)]
    import_cases(lines=lines, source="区卫健局", by=SYSTEM, now=NOW)
    import_tiers(lines=[TierLine(1, DAY, DAY, "430102", "芙蓉区", "low", "national3")], by=SYSTEM, now=NOW)
    state_cluster(area="430102", as_of=DAY, last_cluster=DAY, source="区指挥部", by=SYSTEM, now=NOW)
    declare_emergency(
        area="430000", name_zh="一级响应", name_en="Level I", began=dt.date(2020, 1, 23), response_level="一级",
        document="某文件", by=SYSTEM, now=NOW,
    )  # fmt: skip
    return world


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_with_its_answer_in_both_languages(told: World, page: str, language: str) -> None:
    response = told.client("officer").get(f"/territory/{page}?language={language}")
    assert response.status_code == 200
    html = response.content.decode()
    lead = html.split('class="lead-sentence">', 1)[1].split("</p>", 1)[0]
    assert lead.strip()


def test_the_page_of_a_county_shows_its_tiers_cases_and_emergency(told: World) -> None:
    html = told.client("officer").get("/territory/areas/430102/").content.decode()
    for words in ("芙蓉区", "低风险", "高风险", "公布与计算不一致", "67", "一级响应", "区卫健局"):
        assert words in html, words


def test_disagreements_are_a_page_and_a_file(told: World) -> None:
    client = told.client("officer")
    assert "1 个单元公布等级与计算等级不一致" in client.get("/territory/tiers/disagreements/").content.decode()
    exported = b"".join(client.get("/territory/tiers/?export=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "430102,芙蓉区,low,low" in exported


def test_tiers_are_filtered_by_tier_and_by_place(told: World) -> None:
    client = told.client("officer")
    assert "/areas/430104/" not in client.get("/territory/tiers/?tier=low").content.decode()
    assert "荷塘区" in client.get("/territory/tiers/?area=430200").content.decode()


def test_a_place_that_never_was_is_not_found_and_a_day_that_is_none_is_today(told: World) -> None:
    client = told.client("officer")
    assert client.get("/territory/areas/999999/").status_code == 404
    assert "2020年2月17日" in client.get("/territory/tiers/?day=yesterday").content.decode()


def test_a_worker_and_the_public_see_none_of_it(told: World) -> None:
    person(told, "hand", "worker", site=told.sites["jia_furong"])
    for client in (told.client("hand"), Client()):
        assert client.get("/territory/tiers/").status_code in (302, 403)


def test_an_officer_states_a_cluster_for_his_own_place_only(told: World) -> None:
    client = told.client("officer")
    form = {"area": "430104", "as_of": "2020-02-17", "last_cluster": "", "source": "区指挥部"}
    assert client.post("/territory/tiers/cluster/", form).status_code == 302
    assert ClusterFlag.objects.get(area="430104").last_cluster is None
    refused = client.post("/territory/tiers/cluster/", {**form, "area": "430202"})
    assert refused.status_code == 422
    assert "不在您的辖区内" in refused.content.decode()


def test_a_leader_declares_and_ends_an_emergency_on_a_page(told: World) -> None:
    client = told.client("leader")
    form = {
        "area": "430100", "name_zh": "市级响应", "name_en": "City response", "began": "2020-02-01",
        "response_level": "一级", "document": "长指〔2020〕某号",
    }  # fmt: skip
    response = client.post("/territory/emergencies/declare/", form)
    made = Emergency.objects.get(area="430100")
    assert response.headers["Location"] == f"/territory/emergencies/{made.pk}/"
    assert client.post(response.headers["Location"], {"ended": "2020-02-16"}).status_code == 302
    assert "清除期限" in client.get(response.headers["Location"]).content.decode()
    assert client.post(response.headers["Location"], {"ended": "2020-02-16"}).status_code == 422


def test_who_may_not_end_it_sees_why(told: World) -> None:
    made = Emergency.objects.get()
    client = told.client("officer")
    html = client.get(f"/territory/emergencies/{made.pk}/").content.decode()
    assert 'aria-disabled="true"' in html
    assert client.post(f"/territory/emergencies/{made.pk}/", {"ended": "2020-02-16"}).status_code == 422
    made.refresh_from_db()
    assert made.ended is None
