"""The workbook given back."""

from pathlib import Path

import openpyxl
import pytest

from tests.yilu.network.workbooks import TITLES, csv_text, row, workbook
from yilu.network.sheet import marking
from yilu.network.sheet.marking import Mark, marked_copy
from yilu.network.sheet.reading import OpenedSheet, open_sheet

MARKS = [(2, Mark("new")), (3, Mark("refused", ((4, "没有这种网点类型。", True), (8, "请核对。", False))))]


def marked(opened: OpenedSheet, path: Path) -> openpyxl.worksheet.worksheet.Worksheet:
    with marked_copy(opened, lambda: MARKS) as copy:
        path.write_bytes(copy.read())
    return openpyxl.load_workbook(path).worksheets[0]


@pytest.fixture(params=[3000, 0], ids=["small, as it came", "large, written anew"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "KEEP_AS_IT_CAME", request.param)


@pytest.mark.usefixtures("either_way")
def test_bad_cells_are_filled_and_commented_and_rows_explained_in_a_last_column(tmp_path: Path) -> None:
    opened = open_sheet(workbook(tmp_path / "a.xlsx", [row(), row(kind="小卖部")]), "a.xlsx")
    sheet = marked(opened, tmp_path / "b.xlsx")
    bad = sheet.cell(3, 5)
    assert bad.value == "小卖部"
    assert bad.fill.fgColor.rgb.endswith("FFC7CE")
    assert "没有这种网点类型" in bad.comment.text
    assert sheet.cell(3, 9).fill.fgColor.rgb.endswith("FFEB9C")
    assert sheet.cell(1, len(TITLES) + 1).value == "核对结果"
    assert sheet.cell(2, len(TITLES) + 1).value == "新增"
    assert "没有这种网点类型" in sheet.cell(3, len(TITLES) + 1).value
    assert sheet.cell(2, 5).comment is None


@pytest.mark.usefixtures("either_way")
def test_what_was_right_comes_back_as_it_was_and_is_taken_again(tmp_path: Path) -> None:
    opened = open_sheet(workbook(tmp_path / "a.xlsx", [row(), row(code="NEW-2")]), "a.xlsx")
    marked(opened, tmp_path / "b.xlsx")
    again = open_sheet(tmp_path / "b.xlsx", "b.xlsx")
    assert again.columns == opened.columns
    assert [list(c)[:19] for _, c in again.rows()] == [list(c)[:19] for _, c in opened.rows()]


@pytest.mark.usefixtures("either_way")
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(csv_text([row(name="=HYPERLINK(1)"), row(name="+1+cmd")]))
    sheet = marked(open_sheet(path, "a.csv"), tmp_path / "b.xlsx")
    assert sheet.cell(2, 4).data_type == "s"
    assert sheet.cell(2, 4).value == "'=HYPERLINK(1)"
    assert sheet.cell(3, 4).value == "'+1+cmd"


def test_a_text_cell_with_a_formula_inside_a_small_workbook_stays_a_text(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(), row(code="NEW-2")])
    book = openpyxl.load_workbook(path)
    book.active["D2"].value = "=1+1"
    book.active["D2"].data_type = "s"
    book.save(path)
    sheet = marked(open_sheet(path, "a.xlsx"), tmp_path / "b.xlsx")
    assert sheet["D2"].data_type == "s"


def test_other_sheets_and_formats_of_a_small_workbook_are_kept(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(), row(code="NEW-2")])
    book = openpyxl.load_workbook(path)
    book.create_sheet("说明")["A1"] = "内部资料"
    book.save(path)
    marked(open_sheet(path, "a.xlsx"), tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["说明"]["A1"].value == "内部资料"
