"""A formula's error in a cell is seen, wherever it stands, though the reader gives it as empty."""

import zipfile
from pathlib import Path

import pytest

from tests.yilu.network.workbooks import TITLES, row, workbook
from yilu.network.sheet.errors import MARKS, error_cells
from yilu.network.sheet.reading import open_sheet


@pytest.mark.parametrize("column", ["floor_area_m2", "park", "longitude", "contact_phone"])
def test_the_error_stands_in_its_own_cell(tmp_path: Path, column: str) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(), row(**{column: "#N/A"})])
    opened = open_sheet(path, "a.xlsx")
    (_, plain), (number, cells) = opened.rows()
    assert (number, cells[opened.columns[column]]) == (3, "#N/A")
    assert "#N/A" not in plain


def test_positions_count_from_the_first_filled_column(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["", *TITLES], ["", *row(park="#REF!")]], titles=[""])
    opened = open_sheet(path, "a.xlsx")
    ((_, cells),) = opened.rows()
    assert cells[opened.columns["park"]] == "#REF!"


@pytest.mark.parametrize("mark", MARKS)
def test_an_error_that_a_formula_came_to_is_seen_in_a_large_sheet(tmp_path: Path, mark: bytes) -> None:
    path = workbook(tmp_path / "a.xlsx", [row()])
    with zipfile.ZipFile(path) as package:
        parts = {n: package.read(n) for n in package.namelist()}
    cell = b'<c r="A%d" s="1"' + b" " + mark + b"><f>VLOOKUP(A1,B:C,2,0)</f><v>#N/A</v></c>"
    rows = b"".join(b'<row r="%d">' % n + cell % n + b"</row>" for n in range(3, 30_003))
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", rows + b"</sheetData>")
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    found = error_cells(path, "Sheet")
    assert len(found) == 30_000
    assert found[30_002] == {0: "#N/A"}


def test_other_sheets_and_strange_packages_give_none(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(park="#REF!")])
    assert error_cells(path, "没有这张表") == {}
