"""`python -m yilu_planner trace`, as a person types it."""

import json
from pathlib import Path

import pytest

from yilu_planner.__main__ import main
from yilu_planner.commands import ExitCode

STAYS = """person,place,start,end
li,hub,2020-02-10T08:00,2020-02-10T09:30
wang,hub,2020-02-10T07:00,2020-02-10T12:00
wang,van,2020-02-10T10:00,2020-02-10T11:00
zhao,van,2020-02-10T10:00,2020-02-10T10:20
qian,van,2020-02-09T10:00,2020-02-09T11:00
wang,van,2020-02-09T10:00,2020-02-09T11:00
"""


@pytest.fixture
def stays(tmp_path: Path) -> Path:
    file = tmp_path / "stays.csv"
    file.write_text(STAYS, encoding="utf-8")
    return file


def test_it_prints_the_contacts_in_both_languages(stays: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["trace", str(stays), "--index", "li", "--until", "2020-02-10", "--days", "14"])
    shown = capsys.readouterr().out
    assert code == ExitCode.DONE
    assert "密接 1 人，次密接 1 人" in shown and "1 contacts" in shown
    assert "zhao  20 min  van" in shown and "li > wang > zhao" in shown and "qian" not in shown


def test_it_writes_json_with_the_path(stays: Path, tmp_path: Path) -> None:
    out = tmp_path / "contacts.json"
    words = ["--index", "li", "--until", "2020-02-10T18:00", "--days", "14", "--format", "json", "--out", str(out)]
    assert main(["trace", str(stays), *words]) == ExitCode.DONE
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert answer["since"] == "2020-01-27T18:00"
    assert [(c["person"], c["degree"], c["minutes"]) for c in answer["contacts"]] == [("wang", 1, 90), ("zhao", 2, 20)]
    assert [step["to"] for step in answer["contacts"][1]["path"]] == ["wang", "zhao"]


def test_it_writes_a_table(stays: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["trace", str(stays), "--index", "li", "--until", "2020-02-10", "--days", "1", "--format", "csv"])
    assert capsys.readouterr().out.splitlines()[2] == "2,zhao,20,van,2020-02-10T10:00,2020-02-10T10:20,li > wang > zhao"


@pytest.mark.parametrize(
    ("index", "until", "days"),
    [("nobody", "2020-02-10", "14"), ("li", "soon", "14"), ("li", "0001-01-01", "14"), ("li", "2020-02-10", "0")],
)
def test_a_refusal_is_a_sentence_and_leaves_the_old_answer(
    stays: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], index: str, until: str, days: str
) -> None:
    out = tmp_path / "contacts.txt"
    out.write_text("yesterday's", encoding="utf-8")
    words = ["--index", index, "--until", until, "--days", days, "--out", str(out)]
    assert main(["trace", str(stays), *words]) == ExitCode.BAD_INPUT
    assert "无效" in (said := capsys.readouterr().err) and "invalid" in said
    assert out.read_text(encoding="utf-8") == "yesterday's"


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--index", "li", "--until", "2020-02-10", "--days", "1"]
    assert main(["trace", str(tmp_path / "none.csv"), *words]) == ExitCode.BAD_INPUT
    assert "cannot read" in capsys.readouterr().err
