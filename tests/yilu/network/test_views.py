"""The pages of the network, through HTML."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.world import World
from tests.yilu.network.workbooks import row, workbook
from yilu.audit.models import Act
from yilu.network.models import Enterprise, Site, Upload


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(f"network:{name}", args=args), query)
    assert response.status_code == 200, response.content.decode()[:500]
    return response.content.decode()


@pytest.mark.parametrize("q", ["芙蓉", "蓉", "jia_fu", "ＪＩＡ＿ＦＵＲＯＮＧ", "甲达 营业"])
def test_any_piece_of_code_or_name_finds_a_site(world: World, q: str) -> None:
    shown = page(world.client("officer"), "sites", q=q)
    assert "甲达芙蓉营业部" in shown
    assert "甲达岳麓处理中心" not in shown


def test_the_list_opens_with_its_answer_in_one_sentence(world: World) -> None:
    assert "网点 3 处：营业中 2 处，未复工 1 处" in page(world.client("officer"), "sites")
    assert "3 sites: 2 open" in page(world.client("officer"), "sites", language="en")


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ({"area": "430104"}, "甲达岳麓处理中心", "甲达芙蓉营业部"),
        ({"kind": "sorting_centre"}, "甲达岳麓处理中心", "甲达芙蓉营业部"),
        ({"status": "open"}, "甲达芙蓉营业部", "甲达岳麓处理中心"),
    ],
)
def test_the_list_is_filtered(world: World, query: dict[str, str], seen: str, unseen: str) -> None:
    shown = page(world.client("officer"), "sites", **query)
    assert seen in shown
    assert unseen not in shown


def test_a_brand_sees_its_own_sites_only(world: World) -> None:
    shown = page(world.client("jia_hq"), "sites")
    assert "甲达荷塘营业部" in shown
    assert "乙通芙蓉加盟点" not in shown
    other = reverse("network:site", args=[world.sites["yi_furong"].pk])
    assert world.client("jia_hq").get(other).status_code == 404


def test_the_list_is_exported_without_formulas_or_contacts(world: World) -> None:
    site = world.sites["jia_furong"]
    Site.objects.filter(pk=site.pk).update(name="=cmd()")
    response = world.client("officer").get(reverse("network:sites"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).worksheets[0]
    values = [c.value for r in sheet.iter_rows() for c in r]
    assert "'=cmd()" in values
    assert not [v for v in values if v in ("赵钱孙", "13800001234")]


def test_a_sites_page_masks_its_contact_person(world: World) -> None:
    shown = page(world.client("officer"), "site", world.sites["jia_furong"].pk)
    assert "赵＊＊" in shown
    assert "138＊＊＊＊1234" in shown
    assert "13800001234" not in shown
    assert "营业中" in shown


def test_a_contact_is_opened_for_a_reason_and_not_kept(world: World) -> None:
    address = reverse("network:open_contact", args=[world.sites["jia_furong"].pk])
    client = world.client("officer")
    refused = client.post(address, {"why": "看"})
    assert refused.status_code == 422
    assert "13800001234" not in refused.content.decode()
    response = client.post(address, {"why": "联系核实消毒记录"})
    assert "13800001234" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert Act.objects.latest("pk").verb == "network.contact.open"


def form_of(world: World, client: Client, **changes: str) -> dict[str, str]:
    response = client.get(reverse("network:edit_site", args=[world.sites["jia_furong"].pk]))
    form = response.context["form"]
    values = {f.name: f.value() for f in form}
    return {k: str(v) for k, v in values.items() if v not in (None, False)} | changes


def test_a_site_is_edited_with_numbers_as_people_write_them(world: World) -> None:
    client, pk = world.client("officer"), world.sites["jia_furong"].pk
    data = form_of(world, client, floor_area_m2="２５０㎡", county="芙蓉区", park="金霞园区")
    response = client.post(reverse("network:edit_site", args=[pk]), data)
    assert response.status_code == 302, response.content.decode()
    site = Site.objects.get(pk=pk)
    assert (site.floor_area_m2, site.park_id, site.contact_phone) == (250.0, world.park.pk, "13800001234")  # type: ignore[union-attr]


def test_two_people_editing_at_once_lose_nothing_and_see_what_changed(world: World) -> None:
    first, second = world.client("officer"), world.client("jia_hq")
    pk = world.sites["jia_furong"].pk
    mine = form_of(world, first, address="我填写的地址")
    theirs = form_of(world, second, capacity_per_day="7777")
    address = reverse("network:edit_site", args=[pk])
    assert second.post(address, theirs).status_code == 302
    response = first.post(address, mine)
    shown = response.content.decode()
    assert response.status_code == 409
    assert "我填写的地址" in shown
    assert "7777" in shown
    assert "jia-hq" in shown
    assert response.context["form"]["capacity_per_day"].value() == "7777"  # not touched here: theirs stays
    again = {f.name: f.value() or "" for f in response.context["form"]} | {"clear_contact": ""}
    assert first.post(address, again).status_code == 302
    site = Site.objects.get(pk=pk)
    assert (site.address, site.capacity_per_day) == ("我填写的地址", 7777)


def test_errors_stand_beside_their_field(world: World) -> None:
    client = world.client("officer")
    data = form_of(world, client, floor_area_m2="约三百", county="芙容区")
    response = client.post(reverse("network:edit_site", args=[world.sites["jia_furong"].pk]), data)
    assert response.status_code == 422
    form = response.context["form"]
    assert "不是数字" in str(form.errors["floor_area_m2"])
    assert "没有“芙容区”" in str(form.errors["county"])


def test_a_regulator_is_shown_where_he_decides_and_shuts_nothing_here(world: World) -> None:
    client, pk = world.client("officer"), world.sites["jia_furong"].pk
    address, decide = reverse("network:suspend_site", args=[pk]), f"/filings/sites/{pk}/decide/suspend/"
    assert decide in page(client, "site", pk)
    for move in ("suspend", "close"):
        refused = client.post(address, {"move": move, "cause": "一律停业"})
        assert refused.status_code == 403
        assert decide in refused.content.decode()
    assert Site.objects.get(pk=pk).status == "open"


def test_an_enterprise_suspends_its_own_site_on_its_page(world: World) -> None:
    client, pk = world.client("jia_hq"), world.sites["jia_furong"].pk
    address = reverse("network:suspend_site", args=[pk])
    assert client.post(address, {"move": "suspend", "cause": ""}).status_code == 422
    data = {"move": "suspend", "cause": "疑似病例", "document": "湘邮管〔2020〕8号", "since": "2020-02-16"}
    assert client.post(address, data).status_code == 302
    shown = page(client, "site", pk)
    assert "已停业" in shown
    assert "湘邮管〔2020〕8号" in shown


def test_a_refused_action_is_grey_with_its_reason_in_words(world: World) -> None:
    client, pk = world.client("jia_hq"), world.sites["jia_furong"].pk
    client.post(reverse("network:suspend_site", args=[pk]), {"move": "close", "cause": "撤点"})
    shown = page(client, "site", pk)
    assert 'aria-disabled="true"' in shown
    assert "网点已关闭" in shown


def test_a_workbook_is_uploaded_checked_marked_and_written(world: World, tmp_path: Path) -> None:
    client = world.client("jia_hq")
    path = workbook(tmp_path / "网点.xlsx", [row(), row(code="BAD-1", kind="小卖部")])
    response = client.post(
        reverse("network:imports"), {"file": SimpleUploadedFile("网点.xlsx", path.read_bytes())}, follow=True
    )
    shown = response.content.decode()
    assert "新增 1 处" in shown
    assert "没有“小卖部”这种网点类型" in shown
    kept = Upload.objects.get()
    marked = client.get(reverse("network:marked_import", args=[kept.pk]))
    assert openpyxl.load_workbook(io.BytesIO(b"".join(marked))).worksheets[0]["E3"].comment is not None
    decided = client.post(reverse("network:decide_import", args=[kept.pk]), {"choice": "good"}, follow=True)
    assert "已写入：新增 1 处" in decided.content.decode()
    assert Site.objects.filter(code="NEW-1").exists()
    assert world.client("yi_hq").get(reverse("network:import", args=[kept.pk])).status_code == 404


def test_the_progress_block_goes_on_asking_while_the_job_runs(world: World, tmp_path: Path) -> None:
    client = world.client("jia_hq")
    path = workbook(tmp_path / "a.xlsx", [row()])
    client.post(reverse("network:imports"), {"file": SimpleUploadedFile("a.xlsx", path.read_bytes())})
    kept = Upload.objects.get()
    address = reverse("network:import", args=[kept.pk])
    Upload.objects.update(state="checking", rows_read=2000, rows_total=100000)
    block = client.get(address, headers={"HX-Request": "true", "HX-Target": "import-progress"})
    assert "2,000 / 100,000" in block.content.decode()
    assert 'hx-trigger="every 1s"' in client.get(address).content.decode()
    Upload.objects.update(state="checked")
    done = client.get(address, headers={"HX-Request": "true", "HX-Target": "import-progress"})
    assert done.headers["HX-Refresh"] == "true"


def test_an_upload_beyond_the_limit_is_refused_with_a_sentence(world: World, settings: pytest.FixtureRequest) -> None:
    settings.YILU_UPLOAD_LIMIT_MB = 1  # type: ignore[attr-defined]
    file = SimpleUploadedFile("big.csv", b"0" * (2 << 20))
    response = world.client("jia_hq").post(reverse("network:imports"), {"file": file})
    assert response.status_code == 422
    assert "超过 1 MB 的上限" in response.content.decode()
    assert not Upload.objects.exists()


def test_no_file_and_an_empty_file_say_so(world: World) -> None:
    client = world.client("jia_hq")
    assert "请先选择文件" in client.post(reverse("network:imports")).content.decode()
    empty = client.post(reverse("network:imports"), {"file": SimpleUploadedFile("a.csv", b"")})
    assert empty.status_code == 422


def test_the_template_offers_ones_own_brands_only(world: World) -> None:
    response = world.client("jia_hq").get(reverse("network:import_template"))
    lists = openpyxl.load_workbook(io.BytesIO(b"".join(response))).worksheets[1]
    values = {c.value for r in lists.iter_rows() for c in r}
    assert "甲达速递" in values
    assert "乙通快运" not in values


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages(world: World, language: str) -> None:
    client = world.client("officer")
    pages = [
        ("sites",), ("site", world.sites["jia_furong"].pk), ("edit_site", world.sites["jia_furong"].pk),
        ("suspend_site", world.sites["jia_furong"].pk), ("imports",), ("enterprises",), ("add_enterprise",),
        ("enterprise", world.enterprises["jia_changsha"].pk), ("parks",), ("add_park",), ("offices",),
        ("add_office",), ("park", world.park.pk), ("office", world.office.pk),  # type: ignore[union-attr]
    ]  # fmt: skip
    for name, *args in pages:
        page(client, str(name), *args, language=language)


def test_a_parks_page_counts_only_what_the_reader_may_see(world: World) -> None:
    Site.objects.filter(county="430102").update(park=world.park)
    assert world.park is not None
    assert "可见的网点 2 处，分属 2 个品牌" in page(world.client("officer"), "park", world.park.pk)
    shown = page(world.client("yi_hq"), "park", world.park.pk)
    assert "可见的网点 1 处" in shown
    assert "甲达芙蓉营业部" not in shown


def test_an_office_shows_its_districts_and_their_sites(world: World) -> None:
    assert world.office is not None
    shown = page(world.client("officer"), "office", world.office.pk)
    assert "管辖 2 个地区；您可见的网点 3 处" in shown
    assert "甲达荷塘营业部" not in shown


def test_an_enterprise_is_registered_on_a_page_with_its_credit_code_checked(world: World) -> None:
    client = world.client("officer")
    data = {
        "brand": world.brands["jia"].pk, "kind": "branch", "ownership": "franchise", "code": "JIA-NEW",
        "name_zh": "甲达岳麓加盟", "area": "430104", "parent": "JIA-430100", "credit_code": "91110000600037341M",
    }  # fmt: skip
    refused = client.post(reverse("network:add_enterprise"), data)
    assert refused.status_code == 422
    assert "校验码" in refused.content.decode()
    assert (
        client.post(reverse("network:add_enterprise"), data | {"credit_code": "91110000600037341L"}).status_code == 302
    )
    assert Enterprise.objects.get(code="JIA-NEW").parent == world.enterprises["jia_changsha"]


def test_a_park_and_an_office_are_registered_on_pages(world: World) -> None:
    client = world.client("officer")
    assert client.post(reverse("network:add_park"), {"name_zh": "新港园区", "county": "岳麓区"}).status_code == 302
    twice = client.post(reverse("network:add_park"), {"name_zh": "新港园区", "county": "岳麓区"})
    assert "已经登记过" in twice.content.decode()
    office = {"name_zh": "河西派出机构", "name_en": "Hexi office", "areas": "430104，430102"}
    assert client.post(reverse("network:add_office"), office).status_code == 302
    outside = client.post(reverse("network:add_office"), office | {"areas": "430202"})
    assert outside.status_code == 422
