"""Workers from a workbook, as offices really fill it."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from tests.world import NOW, World
from tests.yilu.people.ground import ZHANG, worker
from yilu.core.reasons import Invalid
from yilu.network.sheet.reading import open_sheet
from yilu.people import actions
from yilu.people.checking import Checker, FoundWorkers, check_workers
from yilu.people.models import Worker
from yilu.people.sheet import WORKERS, template

TITLES = ("品牌", "网点编码", "工号 *", "姓名", "岗位", "班组", "用工性质", "派出单位", "身份证号", "手机", "到岗日期")
GOOD = ("", "JIA_FURONG", "B01", "何见山", "投递人员", "A班", "", "", "", "１３９ 0000 0001", "2020-02-01")


def book(*rows: tuple[Any, ...]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in ((None, "湖南甲达 员工花名册"), TITLES, *rows):
        sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def checked(tmp_path: Path, world: World, *rows: tuple[Any, ...], who: str = "jia_hq") -> FoundWorkers:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(*rows))
    return check_workers(opened=open_sheet(path, "a.xlsx", WORKERS), by=world.actor(who), now=NOW)


def notes(tmp_path: Path, world: World, *rows: tuple[Any, ...], who: str = "jia_hq") -> list[tuple[int, str, str]]:
    """Row, column and code of every sentence."""
    path, found = tmp_path / "a.xlsx", []
    path.write_bytes(book(*rows))
    opened = open_sheet(path, "a.xlsx", WORKERS)
    for row in Checker(by=world.actor(who), now=NOW).check(opened):
        found += [(row.row, n.column, n.reason.code) for n in row.notes]
    return found


def but(**over: Any) -> tuple[Any, ...]:
    return tuple(over.get(code, value) for code, value in zip(WORKERS.by_code, GOOD, strict=True))


def test_good_rows_are_written_and_found_again(tmp_path: Path, world: World) -> None:
    found = checked(tmp_path, world, GOOD, but(code="B02", employment="外包", agency="诚信劳务", phone=""))
    assert found.plain == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0, "warned": 0}
    actions.import_workers(found=found, file_name="a.xlsx", by=world.actor("jia_hq"), now=NOW)
    first = Worker.objects.get(code="B01")
    assert (first.name, first.phone, first.post, first.joined_on.isoformat()) == (
        "何见山", "13900000001", "courier", "2020-02-01",
    )  # fmt: skip
    assert checked(tmp_path, world, GOOD).plain["unchanged"] == 1


def test_the_same_number_updates_and_another_site_is_a_transfer(tmp_path: Path, world: World) -> None:
    zhang = worker(world)
    row = but(code="A01", name=ZHANG["name"], post="处理人员", site="JIA_HETANG", shift_group="", phone="")
    found = checked(tmp_path, world, row)
    assert found.plain["changed"] == 1
    actions.import_workers(found=found, file_name="a.xlsx", by=world.actor("jia_hq"), now=NOW)
    zhang.refresh_from_db()
    assert (zhang.post, zhang.site_id, zhang.phone) == ("sorter", world.sites["jia_hetang"].pk, ZHANG["phone"])
    assert zhang.placements.count() == 2


@pytest.mark.parametrize(
    ("over", "column", "code"),
    [
        ({"site": "YI_FURONG"}, "site", "people.import.site"),
        ({"brand": "丙"}, "brand", "people.import.brand"),
        ({"post": "飞行员"}, "post", "people.import.post"),
        ({"employment": "借调"}, "employment", "people.import.employment"),
        ({"employment": "外包"}, "agency", "people.worker.agency"),
        ({"identity": "430102199001011230"}, "identity", "people.worker.identity"),
        ({"phone": "12345"}, "phone", "people.worker.phone"),
        ({"name": ""}, "name", "people.worker.name"),
        ({"joined_on": "二月"}, "joined_on", "network.cell.day"),
    ],
)
def test_a_bad_cell_says_what_is_wrong(
    tmp_path: Path, world: World, over: dict[str, str], column: str, code: str
) -> None:
    assert notes(tmp_path, world, but(**over)) == [(3, column, code)]


def test_every_bad_cell_of_a_row_is_named(tmp_path: Path, world: World) -> None:
    found = notes(tmp_path, world, but(post="x", phone="1", joined_on="二月"))
    assert {column for _, column, _ in found} == {"post", "phone", "joined_on"}


def test_the_regulators_own_staff_come_by_the_name_of_their_office(tmp_path: Path, world: World) -> None:
    row = but(site="长沙派出机构", post="管理人员")
    assert notes(tmp_path, world, row) == [(3, "site", "people.import.site")]
    found = checked(tmp_path, world, row, who="officer")
    actions.import_workers(found=found, file_name="a.xlsx", by=world.actor("officer"), now=NOW)
    assert Worker.objects.get().office == world.office
    assert checked(tmp_path, world, row, who="officer").plain["unchanged"] == 1


def test_one_bad_row_refuses_all_unless_the_good_ones_are_asked_for(tmp_path: Path, world: World) -> None:
    found = checked(tmp_path, world, GOOD, GOOD, but(code="B03", post="x"))
    assert found.plain == {"new": 1, "changed": 0, "unchanged": 0, "refused": 2, "warned": 0}
    with pytest.raises(Invalid):
        actions.import_workers(found=found, file_name="a.xlsx", by=world.actor("jia_hq"), now=NOW)
    assert not Worker.objects.exists()
    actions.import_workers(found=found, file_name="a.xlsx", good_rows_only=True, by=world.actor("jia_hq"), now=NOW)
    assert Worker.objects.count() == 1


def test_the_template_is_read_back_and_its_example_is_nobody(tmp_path: Path, world: World) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(template().read())
    found = check_workers(opened=open_sheet(path, "t.xlsx", WORKERS), by=world.actor("jia_hq"), now=NOW)
    assert found.plain == {"new": 0, "changed": 0, "unchanged": 0, "refused": 0, "warned": 0}


def test_the_page_checks_first_and_writes_when_asked(world: World) -> None:
    browser = world.client("manager")

    def send(*rows: tuple[Any, ...]) -> str:
        file = SimpleUploadedFile("a.xlsx", book(*rows))
        return browser.post("/people/workers/imports/", {"file": file}).headers["Location"]

    address = send(GOOD, but(code="B02", site="JIA_HETANG"))
    page = browser.get(address).content.decode()
    assert "新增 1 人" in page
    assert "没有这个网点编码" in page
    assert "何见山" not in page
    assert not Worker.objects.exists()
    browser.post(f"{address}decide/", {"choice": "all"})
    assert not Worker.objects.exists()
    browser.post(f"{address}decide/", {"choice": "again"})
    browser.post(f"{address}decide/", {"choice": "good"})
    assert Worker.objects.get().name == "何见山"
    assert "已写入：新增 1 人" in browser.get(address).content.decode()
    assert browser.post("/people/workers/imports/", {}).status_code == 422
    assert browser.get("/people/workers/imports/template.xlsx").status_code == 200
    assert world.client("yi_hq").get(address).status_code == 404
    assert browser.get(address.replace("/people/workers", "/network")).status_code in (403, 404)


def test_the_workbook_comes_back_with_every_bad_cell_marked(world: World) -> None:
    browser = world.client("manager")
    file = SimpleUploadedFile("a.xlsx", book(GOOD, but(code="B02", post="x", phone="1")))
    address = browser.post("/people/workers/imports/", {"file": file}).headers["Location"]
    answer = browser.get(f"{address}marked.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    commented = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert set(commented) == {"E4", "J4"}
    assert "没有这个岗位" in commented["E4"]
    assert sheet["E4"].fill.fgColor.rgb.endswith("FFC7CE")


def test_the_command_line_imports_the_same(tmp_path: Path, world: World) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(GOOD))
    call_command("import", "workers", str(path), "--dry-run")
    assert not Worker.objects.exists()
    call_command("import", "workers", str(path))
    assert Worker.objects.get().code == "B01"
