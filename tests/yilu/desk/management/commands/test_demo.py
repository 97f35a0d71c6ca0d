"""`yilu demo` as a stranger runs it: a process of its own in an empty folder."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

SMALL = ("--sites", "60", "--days", "2")


def demo(home: Path, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("YILU_", "DJANGO_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "-m", "yilu", "demo", *arguments],
        env={**environment, "YILU_HOME": str(home), **more},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


def test_from_nothing_to_a_world_and_found_again_and_made_anew_for_another_day(home: Path) -> None:
    first = demo(home, *SMALL)
    assert first.returncode == 0, first.stderr
    assert "合成" in first.stdout
    assert "synthetic" in first.stdout
    for word in ("leader", "hq-a", "yilu-demo-2020", "http://127.0.0.1:8000/"):
        assert word in first.stdout

    again = demo(home, *SMALL)
    assert again.returncode == 0, again.stderr
    assert "stands already" in again.stderr

    not_cases = home / "not-cases.csv"
    not_cases.write_text("今天,天气\n1,2\n", encoding="gb18030")
    refused = demo(home, *SMALL, "--cases", str(not_cases))
    assert refused.returncode != 0
    assert "gb_code" in refused.stderr
    assert "stands already" in demo(home, *SMALL).stderr  # and the world that stood still stands

    other = demo(home, *SMALL, "--date", "2020-03-10")
    assert other.returncode == 0, other.stderr
    with sqlite3.connect(home / "yilu.sqlite3") as database:
        assert database.execute("select max(day) from operations_sitereport").fetchone() == ("2020-03-10",)
        assert database.execute("select count(*) from network_site").fetchone() == (60,)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--date", "2020-02-30"), "2020-02-17"),
        (("--date", "2003-05-01"), "calibrated"),
        (("--sites", "0"), "50"),
        (("--sites", "many"), "whole number"),
        (("--cases", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_bad_input_gets_a_sentence(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    refused = demo(tmp_path, *arguments)
    assert refused.returncode != 0
    assert sentence in refused.stderr
    assert "Traceback" not in refused.stderr


def test_it_leaves_somebodys_real_database_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "yilu.sqlite3") as database:
        database.execute("create table ledger (line text)")
        database.execute("insert into ledger values ('mine')")
    refused = demo(tmp_path, *SMALL)
    assert refused.returncode != 0
    assert "real data" in refused.stderr
    with sqlite3.connect(tmp_path / "yilu.sqlite3") as database:
        assert database.execute("select line from ledger").fetchall() == [("mine",)]
