"""Receipts from a workbook: checked row by row, written once somebody says so, doubts pointed out."""

import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import World
from tests.yilu.supplies.kept import depot, held, item, receive
from yilu.network.models import Upload
from yilu.supplies.models import Movement, Place

HEAD = ("网点编码或仓库", "物资", "数量", "单位", "来源渠道", "批次", "有效期至", "入库日期", "说明")
GOOD = ("JIA_FURONG", "一次性使用医用口罩", 4, "整包装", "政府支持", "A1", "2021-02-01", "2020-02-16", "第3批")


def workbook(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, *rows):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("入库单.xlsx", file.getvalue())


def upload(world: World, who: str, *rows: tuple[object, ...]) -> Upload:
    item()
    browser = world.client(who)
    assert browser.post("/supplies/receipts/imports/", {"file": workbook(*rows)}).status_code == 302
    found = Upload.objects.latest("pk")
    assert found.state == "checked", found.reasons
    return found


def test_a_checked_workbook_is_written_once_accepted(world: World) -> None:
    found = upload(world, "jia_hq", GOOD)
    assert (found.state, found.counts["new"], Movement.objects.count()) == ("checked", 1, 0)
    browser = world.client("jia_hq")
    assert "入库单.xlsx" in browser.get(f"/supplies/receipts/imports/{found.pk}/").content.decode()
    browser.post(f"/supplies/receipts/imports/{found.pk}/decide/", {"choice": "all"})
    found.refresh_from_db()
    assert found.state == "done"
    line = Movement.objects.get()
    assert (line.pieces, line.channel, line.lot, line.at.date().isoformat()) == (200, "government", "A1", "2020-02-16")
    assert "第3批" in browser.get("/supplies/receipts/").content.decode()


def test_each_bad_row_says_why_and_nothing_is_written(world: World) -> None:
    depot(world)
    rows = (
        ("YI_FURONG", *GOOD[1:]),
        (GOOD[0], "口罩罩", *GOOD[2:]),
        (*GOOD[:2], 0, *GOOD[3:]),
        (*GOOD[:4], "捡来的", *GOOD[5:]),
        (*GOOD[:6], "2020-02-01", *GOOD[7:]),
        ("长沙市应急物资库", *GOOD[1:]),
    )
    found = upload(world, "jia_hq", *rows)
    assert (found.counts["refused"], found.counts["new"]) == (6, 0)
    told = [str(r.notes) for r in found.rows.order_by("row")]
    words = ("不在您的权限范围内", "没有这种物资", "正整数", "来源渠道", "过期", "不在您的权限范围内")
    assert all(word in row for word, row in zip(words, told, strict=True))
    assert Movement.objects.count() == 0


def test_what_looks_like_packs_or_is_there_already_is_pointed_out_and_taken_if_so_decided(world: World) -> None:
    site = world.sites["jia_furong"]
    for _ in range(3):
        receive(site, 200, lot="A1")
    found = upload(world, "jia_hq", (*GOOD[:2], 200, *GOOD[3:]), (*GOOD[:2], 4, *GOOD[3:7], "2020-02-17", ""))
    told = [str(r.notes) for r in found.rows.order_by("row")]
    assert "平常一次约 200" in told[0]
    assert "可能重复导入" in told[1]
    world.client("jia_hq").post(f"/supplies/receipts/imports/{found.pk}/decide/", {"choice": "all"})
    assert held(Place.objects.get(site=site)) == 600 + 10_000 + 200


def test_a_regulator_imports_for_the_governments_depot_and_not_for_a_site(world: World) -> None:
    place = depot(world)
    found = upload(world, "officer", (place.name, *GOOD[1:]), GOOD)
    assert (found.counts["new"], found.counts["refused"]) == (1, 1)
    assert "企业的物资由企业自行收发" in str([r.notes for r in found.rows.all()])


def test_the_template_offers_the_items(world: World) -> None:
    item()
    answer = world.client("manager").get("/supplies/receipts/imports/template.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer)))  # type: ignore[call-overload]
    assert any("医用外科口罩" in str(c.value) for row in book.worksheets[1].iter_rows() for c in row)
