"""Backup and restore."""

import datetime as dt
import sqlite3
import zipfile
from pathlib import Path

import pytest

from yilu.core.reasons import Invalid
from yilu.desk.archive import backup, restore

NOW = dt.datetime(2020, 2, 17, 6, 0, tzinfo=dt.UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An installation with one row, one of them still only in the write-ahead log, and one uploaded file."""
    home = tmp_path / "home"
    (home / "files" / "uploads").mkdir(parents=True)
    (home / "files" / "uploads" / "sites.xlsx").write_bytes(b"workbook")
    connection = sqlite3.connect(home / "yilu.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("create table t (x)")
    connection.execute("insert into t values ('kept')")
    return home


def rows(database: Path) -> list[tuple[str]]:
    with sqlite3.connect(database) as connection:
        return connection.execute("select x from t").fetchall()


def made(home: Path, target: Path) -> None:
    backup(database=home / "yilu.sqlite3", files=home / "files", target=target, version="0", now=NOW)


def test_what_was_backed_up_comes_back_elsewhere(home: Path, tmp_path: Path) -> None:
    made(home, tmp_path / "b.zip")
    other = tmp_path / "other"
    restore(source=tmp_path / "b.zip", database=other / "yilu.sqlite3", files=other / "files")
    assert rows(other / "yilu.sqlite3") == [("kept",)]
    assert (other / "files" / "uploads" / "sites.xlsx").read_bytes() == b"workbook"


def test_it_holds_no_keys(home: Path, tmp_path: Path) -> None:
    (home / "field_key").write_text("secret")
    made(home, tmp_path / "b.zip")
    assert not [n for n in zipfile.ZipFile(tmp_path / "b.zip").namelist() if "key" in n]


def test_it_does_not_overwrite_a_backup(home: Path, tmp_path: Path) -> None:
    made(home, tmp_path / "b.zip")
    with pytest.raises(Invalid, match=r"已存在|exists"):
        made(home, tmp_path / "b.zip")


def test_it_refuses_to_replace_a_database_unless_told_and_then_keeps_the_old_one(home: Path, tmp_path: Path) -> None:
    made(home, tmp_path / "b.zip")
    with sqlite3.connect(home / "yilu.sqlite3") as connection:
        connection.execute("insert into t values ('later')")
    into = {"source": tmp_path / "b.zip", "database": home / "yilu.sqlite3", "files": home / "files"}
    with pytest.raises(Invalid):
        restore(**into)  # type: ignore[arg-type]
    assert rows(home / "yilu.sqlite3") == [("kept",), ("later",)]
    restore(**into, replace=True)  # type: ignore[arg-type]
    assert rows(home / "yilu.sqlite3") == [("kept",)]
    assert rows(home / "yilu.sqlite3.before-restore") == [("kept",), ("later",)]


def test_a_damaged_archive_changes_nothing(home: Path, tmp_path: Path) -> None:
    made(home, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as whole, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        for name in whole.namelist():
            bad.writestr(name, b"other" if name.endswith(".xlsx") else whole.read(name))
    with pytest.raises(Invalid, match=r"损坏|damaged"):
        restore(source=tmp_path / "bad.zip", database=home / "yilu.sqlite3", files=home / "files", replace=True)
    assert rows(home / "yilu.sqlite3") == [("kept",)]


def test_a_file_that_is_no_archive_is_refused_in_words(home: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("not a zip")
    with pytest.raises(Invalid, match=r"不是驿路|not a backup"):
        restore(source=tmp_path / "x.zip", database=tmp_path / "y.sqlite3", files=tmp_path / "f")
