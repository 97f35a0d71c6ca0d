"""`yilu import sites` at the command line."""

from pathlib import Path

import openpyxl

from tests.world import NOW, SYSTEM, World
from tests.yilu.network.workbooks import csv_text, row, workbook
from yilu.network import importer
from yilu.network.models import Site


def test_a_dry_run_says_what_would_happen_and_writes_nothing(world: World, tmp_path: Path) -> None:
    said: list[str] = []
    path = workbook(tmp_path / "a.xlsx", [row()])
    assert importer.run(file=path, by=SYSTEM, now=NOW, dry_run=True, say=said.append) == 0
    assert "new 1" in said[-1]
    assert Site.objects.count() == 5


def test_refused_rows_stop_it_unless_good_rows_are_wanted(world: World, tmp_path: Path) -> None:
    said: list[str] = []
    path = workbook(tmp_path / "a.xlsx", [row(), row(code="BAD", kind="小卖部")])
    marked = tmp_path / "m.xlsx"
    assert importer.run(file=path, by=SYSTEM, now=NOW, marked=marked, say=said.append) == 1
    assert Site.objects.count() == 5
    assert any("row 3" in s and "小卖部" in s for s in said)
    assert openpyxl.load_workbook(marked).worksheets[0]["E3"].comment is not None
    assert importer.run(file=path, by=SYSTEM, now=NOW, good_rows=True, say=said.append) == 0
    assert Site.objects.count() == 6


def test_a_file_in_gb18030_is_taken(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(csv_text([row()]), encoding="gb18030")
    assert importer.run(file=path, by=SYSTEM, now=NOW, say=lambda _: None) == 0
    assert Site.objects.get(code="NEW-1").name == "甲达五一路营业部"


def test_a_wrong_file_ends_with_its_sentence(world: World, tmp_path: Path) -> None:
    said: list[str] = []
    (tmp_path / "a.xlsx").write_bytes(b"GIF89a")
    assert importer.run(file=tmp_path / "a.xlsx", by=SYSTEM, now=NOW, say=said.append) == 2
    assert "不是 .xlsx 工作簿" in said[0]
