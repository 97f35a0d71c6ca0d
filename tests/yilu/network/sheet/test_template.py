"""The workbook to fill in."""

from pathlib import Path

import openpyxl

from yilu.network.sheet.reading import open_sheet
from yilu.network.sheet.template import template


def test_it_has_drop_downs_and_an_example_and_its_own_header_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with template(["甲达速递", "=坏名字"]) as made:
        path.write_bytes(made.read())
    sheet = openpyxl.load_workbook(path).worksheets[0]
    lists = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert len(lists) == 3
    opened = open_sheet(path, "t.xlsx")
    ((_, cells),) = opened.rows()
    assert str(cells[opened.columns["code"]]).startswith("示例")
    assert len(opened.columns) == 19


def test_no_status_offered_would_open_a_site(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with template([]) as made:
        path.write_bytes(made.read())
    values = {c.value for r in openpyxl.load_workbook(path).worksheets[1].iter_rows() for c in r}
    assert "未复工" in values
    assert "营业中" not in values
