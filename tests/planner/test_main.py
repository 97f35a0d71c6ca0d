"""The command line as a person meets it: files, exit codes, sentences, never a traceback."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from yilu_planner.__main__ import main
from yilu_planner.commands import COMMANDS, ExitCode

SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "p.json"
    assert main(["example", "tiny", "--seed", "1", "--out", str(path)]) == ExitCode.DONE
    return path


def test_it_makes_solves_checks_and_prices(tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = tmp_path / "r.json"
    assert main(["solve", str(tiny), "--out", str(result), "--quiet"]) == ExitCode.DONE
    assert main(["check", str(tiny), str(result)]) == ExitCode.DONE
    assert "复核通过" in capsys.readouterr().out
    assert main(["prices", str(tiny), str(result), "--top", "2", "--quiet"]) == ExitCode.DONE
    assert "已复算验证" in capsys.readouterr().out
    assert len(json.loads(result.read_text("utf-8"))["prices"]) == 2


def test_a_plan_changed_by_hand_is_told_as_broken(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = tmp_path / "r.json"
    main(["solve", str(tiny), "--out", str(result), "--quiet"])
    plain = json.loads(result.read_text("utf-8"))
    plain["plan"]["on_post_people"][0][0] = 1e6
    result.write_text(json.dumps(plain), "utf-8")
    assert main(["check", str(tiny), str(result)]) == ExitCode.BROKEN
    assert "cleared_staff" in capsys.readouterr().out


def test_no_plan_leaves_with_its_own_code_and_names_the_conflict(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = json.loads(tiny.read_text("utf-8"))
    plain["staff"]["on_post_min_people"] = [[1e5] * 4] * 3
    tiny.write_text(json.dumps(plain), "utf-8")
    code = main(["solve", str(tiny), "--out", str(tmp_path / "r.json"), "--quiet"])
    assert code == ExitCode.INFEASIBLE
    assert "互相冲突" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lambda plain: plain.update(days=0), "days"),
        (lambda plain: plain["trunk"].update(hub_capacity_parcels=[[0] * 4] * 2), "处理中心"),
        (lambda plain: plain["workplace"].update(unblocked_sites=[[0] * 4] * 3), "全部场所"),
        (lambda plain: plain["suppliers"][0].update(parent="S1"), "成环"),
        (lambda plain: plain["cells"][0].update(area="X"), "X"),
    ],
)
def test_bad_input_is_a_sentence_and_writes_nothing(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: object, named: str
) -> None:
    plain = json.loads(tiny.read_text("utf-8"))
    change(plain)  # type: ignore[operator]
    tiny.write_text(json.dumps(plain), "utf-8")
    out = tmp_path / "r.json"
    assert main(["solve", str(tiny), "--out", str(out), "--quiet"]) == ExitCode.BAD_INPUT
    assert named in capsys.readouterr().err
    assert not out.exists()


def test_a_truncated_file_and_a_missing_one_are_sentences(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny.write_text(tiny.read_text("utf-8")[:300], "utf-8")
    assert main(["solve", str(tiny), "--out", str(tmp_path / "r.json")]) == ExitCode.BAD_INPUT
    assert "截断" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "no.json"), str(tiny)]) == ExitCode.BAD_INPUT
    assert "不存在" in capsys.readouterr().err


def test_a_killed_run_leaves_no_half_written_result(tmp_path: Path) -> None:
    problem, out = tmp_path / "p.json", tmp_path / "r.json"
    assert main(["example", "prefecture", "--out", str(problem)]) == ExitCode.DONE
    out.write_text("the old result", "utf-8")
    command = [sys.executable, "-m", "yilu_planner", "solve", str(problem), "--out", str(out)]
    running = subprocess.Popen(command, env={"PYTHONPATH": str(SOURCE)}, stderr=subprocess.DEVNULL)
    time.sleep(2)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert out.read_text("utf-8") == "the old result"
    assert {path.name for path in tmp_path.iterdir()} == {"p.json", "r.json"}


def test_help_lists_the_exit_codes_and_only_commands_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert "infeasible" in said
    folder = SOURCE / "yilu_planner" / "commands"
    for name in COMMANDS:
        assert (name in said) == ((folder / f"{name}.py").exists() or f"{name} " in said)
