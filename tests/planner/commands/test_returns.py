"""`python -m yilu_planner returns`, as a person types it."""

from pathlib import Path

import pytest

from yilu_planner.__main__ import main
from yilu_planner.commands import ExitCode


def test_it_books_and_says_what_could_not_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "groups.csv").write_text(
        "group,area,people,earliest,isolation_days,tier\n"
        "h,cs,5,2020-02-10,0,2\ng,cs,8,2020-02-09,1,1\nbig,cs,50,2020-02-10,0,3\n",
        encoding="utf-8",
    )
    (tmp_path / "limits.csv").write_text(
        "area,date,arrivals,isolation_places\ncs,2020-02-10,10,20\ncs,2020-02-11,10,20\n", encoding="utf-8"
    )
    out = tmp_path / "bookings.csv"
    words = [str(tmp_path / "groups.csv"), "--limits", str(tmp_path / "limits.csv"), "--out", str(out)]
    assert main(["returns", *words]) == ExitCode.DONE
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[1:3] == ["h,cs,5,2,2020-02-11,2020-02-11,1,", "g,cs,8,1,2020-02-10,2020-02-11,0,"]
    assert "split it" in lines[3]
    assert "2 groups booked, 1 not; 1 of 1 areas proven best" in capsys.readouterr().err


def test_a_refusal_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["returns", str(tmp_path / "none.csv"), "--limits", "none.csv"]) == ExitCode.BAD_INPUT
    assert "cannot read" in capsys.readouterr().err
