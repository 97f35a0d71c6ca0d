"""`python -m yilu_planner supply`, as a person types it."""

from pathlib import Path

import pytest

from yilu_planner.__main__ import main
from yilu_planner.commands import ExitCode

WORDS = ["--per-person-day", "2", "--minimum-days", "2", "--horizon-days", "4", "--pack", "5", "--source", "test"]


def test_it_shares_out_and_says_how_far_it_went(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sites.csv").write_text(
        "site,pool,stock,tier1_people,tier2_people,tier3_people\na,hn,8,2,0,0\nb,hn,0,0,0,2\n", encoding="utf-8"
    )
    (tmp_path / "pools.csv").write_text("pool,parent,packs\ncn,,1\nhn,cn,1\n", encoding="utf-8")
    words = [str(tmp_path / "sites.csv"), "--pools", str(tmp_path / "pools.csv"), *WORDS]
    assert main(["supply", *words]) == ExitCode.DONE
    shown = capsys.readouterr()
    assert shown.out.splitlines()[1:] == ["a,hn,0,0,2.00,1.0000", "b,hn,2,10,2.50,3.2500"]
    assert "2 packs given, 0 left, 0 sites below" in shown.err and "依据：test" in shown.err
    out = tmp_path / "allocation.csv"
    assert main(["supply", *words, "--out", str(out)]) == ExitCode.DONE
    assert out.read_text(encoding="utf-8") == shown.out


def test_a_refusal_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["supply", str(tmp_path / "none.csv"), "--pools", "none.csv", *WORDS]) == ExitCode.BAD_INPUT
    assert "cannot read" in capsys.readouterr().err
