"""`python -m yilu_planner route`, as a person types it."""

import json
from pathlib import Path

import pytest
from tests.planner.test_routing import VRPTW

from yilu_planner.__main__ import main
from yilu_planner.commands import ExitCode


def test_the_demonstration_day_can_be_written_and_planned(tmp_path: Path) -> None:
    day, out = tmp_path / "day.json", tmp_path / "rounds.json"
    assert main(["route", "--example", "30", "--out", str(day)]) == ExitCode.DONE
    assert main(["route", str(day), "--iterations", "50", "--out", str(out)]) == ExitCode.DONE
    answer = json.loads(out.read_text(encoding="utf-8"))
    carried = [name for one in answer["rounds"] for stop in one["stops"] for name in stop["parcels"]]
    assert len(carried) + len(answer["waiting"]) == 30 and len(set(carried)) == len(carried)


def test_a_vrplib_file_is_solved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "two.vrp"
    file.write_text(VRPTW, encoding="utf-8")
    assert main(["route", str(file), "--iterations", "20"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out) == {"cost": 400, "routes": [[2, 1]]}


@pytest.mark.parametrize("words", [[], ["--example", "0"], ["none.json"], ["none.vrp"]])
def test_a_refusal_is_a_sentence(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["route", *words]) == ExitCode.BAD_INPUT
    assert "\n" in capsys.readouterr().err


def test_a_truncated_day_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = tmp_path / "day.json"
    day.write_text('{"outlet": {', encoding="utf-8")
    assert main(["route", str(day)]) == ExitCode.BAD_INPUT
    assert "cut short" in capsys.readouterr().err
