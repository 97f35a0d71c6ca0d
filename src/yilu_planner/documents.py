"""Problems and results as files."""

from pathlib import Path
from typing import Any

from yilu_planner.files import read_json, write_whole
from yilu_planner.problem import Problem
from yilu_planner.problem.problem import check_size
from yilu_planner.records import from_plain, to_text
from yilu_planner.result import Result


def problem_from_plain(plain: Any) -> Problem:
    """A problem from plain JSON; the size is refused before anything large is made."""
    if isinstance(plain, dict):
        cells = plain.get("cells")
        check_size(plain.get("days"), len(cells) if isinstance(cells, list) else 0)
    return from_plain(Problem, plain)


def read_problem(path: Path) -> Problem:
    """A problem file, refused with a sentence when it cannot be used."""
    return problem_from_plain(read_json(path))


def read_result(path: Path) -> Result:
    """A result file."""
    return from_plain(Result, read_json(path))


def write_document(path: Path, document: Problem | Result) -> None:
    """Canonical JSON, whole or not at all."""
    write_whole(path, to_text(document))
