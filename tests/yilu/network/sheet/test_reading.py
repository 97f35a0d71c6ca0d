"""Opening a file as rows of named cells."""

from pathlib import Path

import openpyxl
import pytest

from tests.yilu.network.workbooks import TITLES, csv_text, row, workbook
from yilu.core.reasons import Invalid
from yilu.network.sheet.columns import COLUMNS
from yilu.network.sheet.reading import open_sheet


def test_rows_come_with_the_numbers_the_spreadsheet_shows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(), ["", ""], row(code="NEW-2")])
    opened = open_sheet(path, "a.xlsx")
    assert [number for number, _ in opened.rows()] == [2, 4]
    assert opened.total == 3


def test_a_header_below_a_title_and_right_of_empty_columns_is_found(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["", *TITLES], ["", *row()]], titles=["", "全省网点登记表"])
    opened = open_sheet(path, "a.xlsx")
    assert opened.header_row == 2
    ((number, cells),) = opened.rows()
    assert number == 3
    assert cells[opened.columns["code"]] == "NEW-1"


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_titles_are_known_in_either_language(tmp_path: Path, language: str) -> None:
    titles = {
        "zh": [c.title.zh for c in COLUMNS],
        "en": [c.title.en for c in COLUMNS],
        "both": [f"{c.title.zh} *\n{c.title.en}" for c in COLUMNS],
    }[language]
    opened = open_sheet(workbook(tmp_path / "a.xlsx", [row()], titles=titles), "a.xlsx")
    assert set(opened.columns) == {c.code for c in COLUMNS}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_offices_use(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_text(csv_text([row(), row(code="NEW-2")]), encoding=encoding)
    opened = open_sheet(tmp_path / "a.csv", "a.csv")
    found = [cells[opened.columns["name"]] for _, cells in opened.rows()]
    assert found == ["甲达五一路营业部"] * 2


def test_a_file_without_header_is_refused_naming_the_titles_it_needs(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="网点编码"):
        open_sheet(workbook(tmp_path / "a.xlsx", [["x", "y"]], titles=["甲", "乙"]), "a.xlsx")


def test_a_column_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="出现了两次"):
        open_sheet(workbook(tmp_path / "a.xlsx", [row()], titles=[*TITLES[:-1], "网点名称"]), "a.xlsx")


def test_merged_cells_are_known_by_row(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(), row(code="NEW-2")])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.save(path)
    opened = open_sheet(path, "a.xlsx")
    assert opened.merged == {2: [0], 3: [0]}


def test_text_in_neither_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\xff\xfe,\x80\n")
    with pytest.raises(Invalid, match="GB18030"):
        open_sheet(tmp_path / "a.csv", "a.csv")
