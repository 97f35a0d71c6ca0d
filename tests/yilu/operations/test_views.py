"""The room's pages as people use them."""

import datetime as dt

import pytest
from django.test import Client

from tests import world as worlds
from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.operations.ground import YESTERDAY, refresh, roster, tell
from yilu.core.text import Text
from yilu.operations import actions
from yilu.operations.models import ProductMapping, ReportField, SiteReport
from yilu.tasks.models import Task

pytestmark = pytest.mark.django_db

PLAIN = {
    "version": "0", "is_open": "1", "collected": "500", "delivered": "400", "backlog": "50", "on_post_own": "8",
    "roster_own": "20", "on_post_outsourced": "0", "roster_outsourced": "0",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _without_second_factor(settings: pytest.FixtureRequest) -> None:
    settings.YILU_REQUIRE_TOTP = False  # type: ignore[attr-defined]


def page(world: World, site: str = "jia_furong", day: dt.date = TODAY) -> str:
    return f"/operations/sites/{world.sites[site].pk}/{day.isoformat()}/"


def post(client: Client, address: str, **over: str) -> tuple[int, str]:
    answer = client.post(address, {**PLAIN, **over})
    return answer.status_code, answer.content.decode()


def test_a_site_manager_reports_the_day_and_sees_yesterday_beside_it(world: World) -> None:
    tell(world, "jia_furong", day=YESTERDAY, collected=1234)
    client = world.client("manager")
    html = client.get(page(world)).content.decode()
    assert "1,234" in html
    status, _ = post(client, page(world), collected="１，２００")
    assert status == 302
    report = SiteReport.objects.get(day=TODAY)
    assert (report.collected, report.source, report.version) == (1200, "form", 1)


def test_what_is_improbable_is_asked_about_once_before_it_is_sent(world: World) -> None:
    client = world.client("manager")
    status, html = post(client, page(world), on_post_own="25")
    assert (status, SiteReport.objects.count()) == (200, 0)
    assert "25 人多于在册 20 人" in html
    confirmed = html.split('name="confirmed" value="')[1].split('"')[0]
    assert post(client, page(world), on_post_own="26", confirmed=confirmed)[0] == 200
    assert SiteReport.objects.count() == 0
    assert post(client, page(world), on_post_own="25", confirmed=confirmed)[0] == 302
    assert SiteReport.objects.get().flags[0][0] == "on_post_over_roster"


def test_an_error_stands_beside_its_field_and_nothing_typed_is_lost(world: World) -> None:
    status, html = post(world.client("manager"), page(world), collected="-5", delivered="777", note="封控")
    assert status == 200
    assert 'id="id_collected_error"' in html
    assert 'value="777"' in html
    assert 'value="封控"' in html
    assert not SiteReport.objects.exists()


def test_a_report_that_came_in_between_is_shown_and_what_was_typed_stays(world: World) -> None:
    client = world.client("manager")
    tell(world, "jia_furong", collected=321)
    status, html = post(client, page(world), collected="500")
    assert status == 409
    assert "321" in html
    assert 'value="500"' in html
    assert post(client, page(world), collected="500", version="1")[0] == 302


def test_a_competitor_finds_no_such_page_and_a_regulator_reads_with_a_grey_button(world: World) -> None:
    assert world.client("yi_hq").get(page(world)).status_code == 404
    html = world.client("officer").get(page(world)).content.decode()
    assert "disabled" in html
    assert "不在您的填报范围内" in html


def test_an_added_field_appears_in_the_form_the_list_and_the_export(world: World) -> None:
    actions.add_report_field(
        area="430100", code="masks", name=Text("口罩库存", "masks in stock"), kind="count", document="湘邮管1号",
        valid_from=YESTERDAY, by=SYSTEM, now=NOW,
    )  # fmt: skip
    client = world.client("manager")
    assert "口罩库存" in client.get(page(world)).content.decode()
    post(client, page(world), extra_masks="77")
    assert SiteReport.objects.get().extra == {"masks": 77}
    export = world.client("officer").get("/operations/reports/?area=430100&export=csv")
    text = b"".join(export.streaming_content).decode()  # type: ignore[attr-defined]
    assert "口罩库存" in text
    assert "77" in text


def test_the_list_says_who_has_not_reported_and_shows_only_ones_own(world: World) -> None:
    roster(world)
    tell(world, "jia_furong")
    refresh()
    html = world.client("leader").get("/operations/reports/?show=missing").content.decode()
    assert "应报 5 处，已报 1 处，未报 4 处，其中 4 处连续两日未报" in html
    assert "乙通荷塘加盟点" in html
    assert "甲达芙蓉营业部" not in html
    own = world.client("jia_hq").get("/operations/reports/").content.decode()
    assert "甲达荷塘营业部" in own
    assert "乙通" not in own


def test_every_filter_of_the_list_answers(world: World) -> None:
    roster(world, jia_yuelu=None)
    actions.set_report_deadline(area="430000", hours=8, document="1号", valid_from=YESTERDAY, by=SYSTEM, now=NOW)
    tell(world, "jia_furong", decrees="blocked")
    tell(world, "jia_yuelu", on_post_own=50)
    tell(world, "yi_furong", is_open=False, closed_cause="封控", collected=0, delivered=0)
    client = world.client("leader")
    expected = {
        "reported": {"JIA_FURONG", "JIA_YUELU", "YI_FURONG"},
        "missing": {"JIA_HETANG", "YI_HETANG"},
        "late": {"JIA_FURONG", "JIA_YUELU", "YI_FURONG"},
        "flagged": {"JIA_YUELU"},
        "blocked": {"JIA_FURONG"},
        "closed": {"YI_FURONG"},
        "off_roster": {"JIA_YUELU"},
        "": {"JIA_FURONG", "JIA_YUELU", "JIA_HETANG", "YI_FURONG", "YI_HETANG"},
    }
    for show, codes in expected.items():
        html = client.get(f"/operations/reports/?show={show}").content.decode()
        assert {c for c in expected[""] if f">{c}<" in html} == codes, show


def test_versions_and_corrections_keep_what_was_told_before(world: World) -> None:
    tell(world, "jia_furong", collected=111)
    tell(world, "jia_furong", collected=222)
    client = world.client("officer")
    assert "111" in client.get(page(world) + "versions/").content.decode()
    html = client.get("/operations/corrections/").content.decode()
    assert "甲达芙蓉营业部" in html
    assert "222" in html


def test_a_headquarters_maps_a_product_on_its_page_and_a_regulator_cannot(world: World) -> None:
    actions.load_reference(by=SYSTEM, now=NOW)
    brand = world.brands["jia"]
    form = {"brand": str(brand.pk), "product": "生鲜", "service_class": "necessities", "precedence": "3",
            "valid_from": TODAY.isoformat()}  # fmt: skip
    assert world.client("jia_hq").post("/operations/mappings/", form).status_code == 302
    assert ProductMapping.objects.get().service_class_id == "necessities"
    world.client("leader").post("/operations/mappings/", form | {"product": "标快"})
    assert ProductMapping.objects.count() == 1


def test_an_officer_adds_a_field_for_his_area_and_is_refused_in_the_neighbours(world: World) -> None:
    form = {"what": "field", "f-area": "430100", "f-code": "masks", "f-name_zh": "口罩", "f-name_en": "masks",
            "f-kind": "count", "f-document": "1号", "f-valid_from": TODAY.isoformat()}  # fmt: skip
    assert world.client("officer").post("/operations/fields/", form).status_code == 302
    refused = world.client("neighbour").post("/operations/fields/", form | {"f-code": "gloves"})
    assert "只能为本辖区" in refused.content.decode()
    assert ReportField.objects.count() == 1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("address", ["reports", "corrections", "classes", "mappings", "fields", "rosters", "outside"])
def test_each_page_opens_in_both_languages(world: World, address: str, language: str) -> None:
    actions.load_reference(by=SYSTEM, now=NOW)
    roster(world)
    tell(world, "jia_furong")
    refresh()
    answer = world.client("leader").get(f"/operations/{address}/?language={language}")
    assert answer.status_code == 200
    assert ("Skip to content" if language == "en" else "跳到正文") in answer.content.decode()


def test_no_sum_over_all_companies_stands_on_the_rosters_page_of_a_company(world: World) -> None:
    roster(world, jia_furong=(20, 0, 123_457, 1000))
    worlds.person(world, "chief", "leader", area="100000")
    assert "127,457" in world.client("chief").get("/operations/rosters/").content.decode()
    html = world.client("jia_hq").get("/operations/rosters/").content.decode()
    assert "127,457" not in html


@pytest.mark.parametrize(
    "address", ["reports/?day=0001-01-01", "reports/?day=9999-12-31&area=abc", "corrections/?from=x"]
)
def test_nonsense_in_an_address_is_no_error(world: World, address: str) -> None:
    assert world.client("leader").get(f"/operations/{address}").status_code == 200


def test_a_day_that_never_was_is_not_found(world: World) -> None:
    for day in ("0001-01-01", "2020-02-30", "x"):
        assert (
            world.client("manager").get(f"/operations/sites/{world.sites['jia_furong'].pk}/{day}/").status_code == 404
        )


def test_a_day_half_filled_in_is_kept_for_its_writer_and_gone_once_sent(world: World) -> None:
    client = world.client("manager")
    answer = client.post(page(world), {"version": "0", "collected": "321", "note": "未完", "what": "draft"})
    assert (answer.status_code, SiteReport.objects.count()) == (302, 0)
    html = client.get(page(world)).content.decode()
    assert 'value="321"' in html
    assert "尚未报送" in html
    assert 'value="321"' not in world.client("jia_hq").get(page(world)).content.decode()
    assert post(client, page(world))[0] == 302
    assert "这是" not in client.get(page(world)).content.decode()


def test_protection_counted_stands_beside_yesterdays(world: World) -> None:
    tell(world, "jia_furong", day=YESTERDAY, supplies={"masks": 4321})
    client = world.client("manager")
    assert "4,321" in client.get(page(world)).content.decode()
    assert post(client, page(world), collected="510", supply_masks="４000")[0] == 302
    assert SiteReport.objects.get(day=TODAY).supplies == {"masks": 4000}


def test_a_problem_told_opens_one_task_for_who_is_to_solve_it(world: World) -> None:
    client = world.client("manager")
    told = {"problem": "小区不让进", "problem_for": "officer"}
    assert post(client, page(world), **told)[0] == 302
    task = Task.objects.get()
    assert (task.kind, task.post, task.site_id) == ("operations.problem", "officer", world.sites["jia_furong"].pk)
    assert "小区不让进" in task.title_zh
    assert post(client, page(world), version="1", collected="510", **told)[0] == 302
    assert Task.objects.count() == 1


def test_yesterdays_numbers_told_again_are_asked_about(world: World) -> None:
    tell(world, "jia_furong", day=YESTERDAY)
    status, html = post(world.client("manager"), page(world))
    assert (status, "与昨日完全相同" in html) == (200, True)
