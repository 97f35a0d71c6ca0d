"""Workbooks as people send them, made in a temporary folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from yilu.network.sheet.columns import COLUMNS

TITLES = [c.title.zh for c in COLUMNS]
GOOD: dict[str, Any] = {
    "brand": "甲达速递", "enterprise": "JIA-430100", "code": "NEW-1", "name": "甲达五一路营业部", "kind": "营业网点",
    "county": "湖南省长沙市芙蓉区", "address": "五一大道1号", "longitude": 113.01, "latitude": 28.2,
    "floor_area_m2": 300, "normal_headcount": 18, "capacity_per_day": 12000, "contact_name": "孙悟空",
    "contact_phone": "13900001111", "status": "未复工",
}  # fmt: skip


def row(**changes: Any) -> list[Any]:
    """The cells of a good row with some changed, in the order of the template."""
    values = GOOD | changes
    return [values.get(c.code, "") for c in COLUMNS]


def workbook(path: Path, rows: Sequence[Sequence[Any]], *, titles: Sequence[str] = TITLES) -> Path:
    """An .xlsx with a header and rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(titles))
    for cells in rows:
        sheet.append([None if c == "" else c for c in cells])
    book.save(path)
    return path


def csv_text(rows: Sequence[Sequence[Any]]) -> str:
    """The same as CSV text."""
    lines = [",".join(TITLES), *(",".join(str(c) for c in r) for r in rows)]
    return "\n".join(lines) + "\n"
