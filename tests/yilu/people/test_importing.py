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
from yilu.people.checking import Found, check_workers
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


def checked(tmp_path: Path, world: World, *rows: tuple[Any, ...], who: str = "jia_hq") -> Found:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(*rows))
    return check_workers(opened=open_sheet(path, "a.xlsx", WORKERS), by=world.actor(who), now=NOW)


def but(**over: Any) -> tuple[Any, ...]:
    return tuple(over.get(code, value) for code, value in zip(WORKERS.by_code, GOOD, strict=True))


def test_good_rows_are_written_and_found_again(tmp_path: Path, world: World) -> None:
    found = checked(tmp_path, world, GOOD, but(code="B02", employment="外包", agency="诚信劳务", phone=""))
    assert found.plain == {"new": 2, "changed": 0, "unchanged": 0, "refused": 0}
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
    ("over", "code"),
    [
        ({"site": "YI_FURONG"}, "people.import.site"),
        ({"post": "飞行员"}, "people.import.post"),
        ({"employment": "借调"}, "people.import.employment"),
        ({"employment": "外包"}, "people.worker.agency"),
        ({"identity": "430102199001011230"}, "people.worker.identity"),
        ({"phone": "12345"}, "people.worker.phone"),
        ({"name": ""}, "people.worker.name"),
        ({"joined_on": "二月"}, "network.cell.day"),
    ],
)
def test_a_bad_row_says_what_is_wrong(tmp_path: Path, world: World, over: dict[str, str], code: str) -> None:
    found = checked(tmp_path, world, but(**over))
    [(row, _, why)] = found.refused
    assert row == 3
    assert code in {w.code for w in why}


def test_one_bad_row_refuses_all_unless_the_good_ones_are_asked_for(tmp_path: Path, world: World) -> None:
    found = checked(tmp_path, world, GOOD, GOOD, but(code="B03", post="x"))
    assert found.plain == {"new": 1, "changed": 0, "unchanged": 0, "refused": 2}
    with pytest.raises(Invalid):
        actions.import_workers(found=found, file_name="a.xlsx", by=world.actor("jia_hq"), now=NOW)
    assert not Worker.objects.exists()
    actions.import_workers(found=found, file_name="a.xlsx", good_rows_only=True, by=world.actor("jia_hq"), now=NOW)
    assert Worker.objects.count() == 1


def test_the_template_is_read_back_and_its_example_is_nobody(tmp_path: Path, world: World) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(template().read())
    found = check_workers(opened=open_sheet(path, "t.xlsx", WORKERS), by=world.actor("jia_hq"), now=NOW)
    assert found.plain == {"new": 0, "changed": 0, "unchanged": 0, "refused": 0}


def test_the_page_checks_first_and_writes_when_asked(world: World) -> None:
    browser = world.client("manager")

    def send(do: str, *rows: tuple[Any, ...]) -> Any:
        return browser.post("/people/workers/import/", {"do": do, "file": SimpleUploadedFile("a.xlsx", book(*rows))})

    page = send("check", GOOD, but(code="B02", site="JIA_HETANG")).content.decode()
    assert "新增 1 人" in page
    assert "没有这个网点编码" in page
    assert not Worker.objects.exists()
    assert send("write", GOOD, but(code="B02", site="JIA_HETANG")).status_code == 422
    assert send("write", GOOD).status_code == 302
    assert Worker.objects.get().name == "何见山"
    assert browser.post("/people/workers/import/", {"do": "check"}).status_code == 422
    assert browser.get("/people/workers/template.xlsx").status_code == 200


def test_the_command_line_imports_the_same(tmp_path: Path, world: World) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book(GOOD))
    call_command("import", "workers", str(path), "--dry-run")
    assert not Worker.objects.exists()
    call_command("import", "workers", str(path))
    assert Worker.objects.get().code == "B01"
