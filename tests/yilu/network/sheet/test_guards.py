"""What a file is before anybody opens it."""

import zipfile
from pathlib import Path

import pytest

from tests.yilu.network.workbooks import row, workbook
from yilu.core.reasons import Invalid, Reason
from yilu.network.sheet import guards
from yilu.network.sheet.guards import check_file


def refused(path: Path, name: str) -> Reason:
    with pytest.raises(Invalid) as error:
        check_file(path, name)
    return error.value.reasons[0]


def test_a_workbook_and_a_text_are_taken_for_what_they_are(tmp_path: Path) -> None:
    assert check_file(workbook(tmp_path / "a.xlsx", [row()]), "网点.xlsx") == "xlsx"
    (tmp_path / "b.csv").write_text("品牌,网点编码\n", encoding="gb18030")
    assert check_file(tmp_path / "b.csv", "b.csv") == "csv"


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\x89PNG\r\n\x1a\n\x00\x00", "不是表".encode()])
def test_another_kind_of_file_is_refused_whatever_it_is_called(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert refused(path, "x.xlsx") == guards.WRONG_TYPE


def test_an_old_xls_and_a_locked_workbook_are_told_apart(tmp_path: Path) -> None:
    old, locked = tmp_path / "old", tmp_path / "locked"
    old.write_bytes(guards.OLD_CONTAINER + b"\0" * 600)
    locked.write_bytes(guards.OLD_CONTAINER + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert refused(old, "a.xls") == guards.OLD_XLS
    assert refused(locked, "a.xlsx") == guards.ENCRYPTED


def test_a_word_document_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "x")
        package.writestr("word/document.xml", "x")
    assert refused(path, "a.xlsx") == guards.WRONG_TYPE


def test_a_cut_off_workbook_is_damaged(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [row()])
    path.write_bytes(path.read_bytes()[:-200])
    assert refused(path, "a.xlsx") == guards.DAMAGED


def with_sheet(path: Path, xml: bytes) -> Path:
    """A package whose only sheet is `xml`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "x")
        package.writestr("xl/workbook.xml", "x")
        package.writestr("xl/worksheets/sheet1.xml", xml)
    return path


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "UNPACKED_LIMIT", 1 << 20)
    assert refused(with_sheet(tmp_path / "a.xlsx", b"0" * (2 << 20)), "a.xlsx") == guards.BOMB


@pytest.mark.parametrize("quote", [b'"', b"'"])
def test_a_stray_cell_far_away_does_not_make_the_reader_allot_the_whole_rectangle(tmp_path: Path, quote: bytes) -> None:
    right = with_sheet(tmp_path / "a.xlsx", b"<c r=" + quote + b"XFD1" + quote + b"/>")
    below = with_sheet(tmp_path / "b.xlsx", b"<c r=" + quote + b"A1048576" + quote + b"/>")
    assert refused(right, "a.xlsx") == guards.FAR
    assert refused(below, "b.xlsx") == guards.TOO_MANY_ROWS


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    path = with_sheet(tmp_path / "a.xlsx", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    assert refused(path, "a.xlsx") == guards.DAMAGED


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    assert refused(tmp_path / "a.csv", "a.csv") == guards.EMPTY
