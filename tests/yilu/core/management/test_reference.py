"""`yilu reference`: the pages are as the code says."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from yilu.core.management.commands.reference import generators


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("reference", *arguments, stdout=out)
    return out.getvalue()


def test_the_tracked_pages_are_as_the_code_says() -> None:
    assert "as the code says" in said("--check")


def test_it_writes_every_page_and_finds_a_changed_one(tmp_path: Path) -> None:
    assert "roles.md" in generators()
    said("--out", str(tmp_path))
    assert {p.name for p in tmp_path.iterdir()} == set(generators())
    assert "as the code says" in said("--check", "--out", str(tmp_path))
    (tmp_path / "roles.md").write_text("somebody edited this")
    with pytest.raises(CommandError, match=r"roles\.md"):
        said("--check", "--out", str(tmp_path))
    assert (tmp_path / "roles.md").read_text() == "somebody edited this"
