"""docs/mission.md: every clause served names a page or command that exists and a test that exists."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import get_resolver

from tests.shared_data import SHARED

ROOT = Path(__file__).resolve().parents[1]
ROW = re.compile(
    r"^\| (?P<clause>[A-Z]{2}\d[A-Zb-f\d ]*|all) \| (?P<can>.+?) \| (?P<state>[\w ]+?) \|"
    r"(?P<where>[^|]*)\|(?P<test>[^|]*)\|$"
)
STATES = {"served", "in part", "not yet"}


def rows() -> list[dict[str, str]]:
    """The rows of the table."""
    lines = (ROOT / "docs" / "mission.md").read_text().splitlines()
    found = [m.groupdict() for m in map(ROW.match, lines) if m]
    return [r for r in found if r["clause"] != "clause"]


def names(resolver: object = None, prefix: str = "") -> set[str]:
    """All address names, with their namespaces."""
    resolver = resolver or get_resolver()
    found = set()
    for pattern in resolver.url_patterns:  # type: ignore[attr-defined]
        if hasattr(pattern, "url_patterns"):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            found |= names(pattern, prefix + space)
        elif pattern.name:
            found.add(prefix + pattern.name)
    return found


def test_the_table_is_there() -> None:
    assert len(rows()) >= 45
    assert {r["state"] for r in rows()} <= STATES


@pytest.mark.parametrize("row", [r for r in rows() if r["state"] != "not yet"], ids=lambda r: r["clause"])
def test_a_clause_served_names_where_and_the_proof(row: dict[str, str]) -> None:
    places, tests = re.findall(r"`([^`]+)`", row["where"]), re.findall(r"`([^`]+)`", row["test"])
    assert places, f"{row['clause']}: no page or command"
    assert tests, f"{row['clause']}: no test"
    known = names()
    for place in places:
        words = shlex.split(place)
        if words[0] == "yilu":
            assert words[1] in get_commands(), place
        elif words[:3] == ["python", "-m", "yilu_planner"]:
            assert (ROOT / "src" / "yilu_planner" / "commands" / f"{words[3]}.py").exists(), place
        else:
            assert place in known, f"{row['clause']}: there is no address {place}"
    for test in tests:
        path, _, name = test.partition("::")
        assert (ROOT / path).exists(), test
        assert not name or f"def {name}(" in (ROOT / path).read_text(), test


def test_no_clause_of_the_notice_is_forgotten() -> None:
    source = SHARED.parent / "MISSION.md"
    if not source.exists():
        pytest.skip("the clause table is not on this machine: ../shared/MISSION.md")
    wanted = {
        clause
        for line in source.read_text().splitlines()
        if (m := re.match(r"^\| ((?:[A-Z]{2}\d+[bc]?|all)(?: [A-Z]{2}\d+[bc]?)*) \|", line))
        for clause in m.group(1).split()
    }
    here = {clause for row in rows() for clause in row["clause"].split()}
    assert wanted
    assert wanted <= here, sorted(wanted - here)
