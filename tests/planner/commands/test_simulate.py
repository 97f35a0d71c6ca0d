"""`python -m yilu_planner simulate`, as a person types it."""

import json
from pathlib import Path

import pytest

from yilu_planner.__main__ import main
from yilu_planner.commands import ExitCode


def test_the_demonstration_can_be_written_and_simulated(tmp_path: Path) -> None:
    scenario, out = tmp_path / "scenario.json", tmp_path / "result.json"
    assert main(["simulate", "--example", "12", "--out", str(scenario)]) == ExitCode.DONE
    assert main(["simulate", str(scenario), "--runs", "20", "--seed", "3", "--out", str(out)]) == ExitCode.DONE
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert answer["runs"] == 20 and answer["seed"] == 3
    assert answer["closures"]["p5"] <= answer["closures"]["p50"] <= answer["closures"]["p95"]
    assert answer["volume"]["ensure"]["p95"] <= answer["volume"]["ensure"]["planned"] + 1e-6
    assert all(p["source"] for p in answer["parameters"].values())
    assert len(answer["by_day"]["on_post"]["p50"]) == answer["days"]


@pytest.mark.parametrize(
    ("text", "says"), [('{"days": 3', "not whole JSON"), ("[1]", "one JSON object"), ('{"days": 0}', "days")]
)
def test_a_broken_scenario_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    scenario, out = tmp_path / "scenario.json", tmp_path / "result.json"
    scenario.write_text(text, encoding="utf-8")
    assert main(["simulate", str(scenario), "--out", str(out)]) == ExitCode.BAD_INPUT
    assert says in capsys.readouterr().err
    assert not out.exists()


def test_it_asks_for_a_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate"]) == ExitCode.BAD_INPUT
    assert "--example" in capsys.readouterr().err
