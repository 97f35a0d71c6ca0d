"""`python -m yilu_planner forecast`, as a person types it."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from yilu_planner.__main__ import main
from yilu_planner.commands import ExitCode


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Ten weeks of two counties and two classes, with a weekly pattern."""
    file = tmp_path / "volumes.csv"
    lines = ["date,area,class,volume"]
    for d in range(70):
        day = date(2019, 8, 1) + timedelta(days=d)
        lines += [
            f"{day},{area},{kind},{size * (0.7 if day.weekday() == 6 else 1.0) + d % 3}"
            for area, size in (("430102", 100), ("430103", 300))
            for kind in ("ensure", "gradient")
        ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_it_writes_a_table_in_which_counties_add_up(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "forecast.csv"
    assert main(["forecast", str(table), "--horizon", "7", "--areas", "gb", "--out", str(out)]) == ExitCode.DONE
    with out.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    day = [row for row in rows if row["date"] == "2019-10-13" and row["class"] == "ensure"]
    volume = {row["area"]: float(row["volume"]) for row in day}
    assert volume["430100"] == pytest.approx(volume["430102"] + volume["430103"], abs=0.2)
    assert volume["430102"] == pytest.approx(71, abs=8)


def test_it_writes_json(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "forecast.json"
    assert main(["forecast", str(table), "--horizon", "3", "--out", str(out)]) == ExitCode.DONE
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert len(answer["dates"]) == 3 and len(answer["series"]) == 4
    assert all(row["low"][0] <= row["volume"][0] <= row["high"][0] for row in answer["series"])


def test_it_back_tests(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", str(table), "--horizon", "7", "--backtest", "2"]) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "days_ahead,error,seasonal_naive_error,interval_held" and len(lines) == 8


@pytest.mark.parametrize(
    "words",
    [["--horizon", "0"], ["--horizon", "7", "--resumption", "soon"], ["--horizon", "28", "--backtest", "50"]],
)
def test_a_refusal_is_a_sentence(table: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", str(table), *words]) == ExitCode.BAD_INPUT
    assert "invalid" in capsys.readouterr().err
