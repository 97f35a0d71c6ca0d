import json
from pathlib import Path

import jsonschema_rs
import numpy as np
import pytest

from tests.planner.worlds import world
from yilu_planner.documents import problem_from_plain, read_problem, read_result, write_document
from yilu_planner.example import example
from yilu_planner.problem import Problem
from yilu_planner.records import schema_of, to_text
from yilu_planner.refusal import Refused
from yilu_planner.result import Result
from yilu_planner.resumption.solve import solve

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


@pytest.mark.parametrize("size", ["tiny", "province"])
def test_a_problem_comes_back_from_its_json_unchanged(size: str) -> None:
    text = to_text(example(size, seed=2))
    again = problem_from_plain(json.loads(text))
    assert to_text(again) == text


def test_a_result_comes_back_from_its_json_unchanged(tmp_path: Path) -> None:
    result = solve(example("tiny", seed=2))
    write_document(tmp_path / "r.json", result)
    assert to_text(read_result(tmp_path / "r.json")) == to_text(result)


def test_no_limit_is_null_and_stays_no_limit() -> None:
    problem = world()
    plain = json.loads(to_text(problem))
    assert plain["trunk"]["hub_capacity_parcels"] == [[None, None, None]]
    assert np.isinf(problem_from_plain(plain).trunk.hub_capacity_parcels).all()


def test_null_is_refused_where_a_number_is_needed() -> None:
    plain = json.loads(to_text(world()))
    plain["staff"]["present_people"] = [None]
    with pytest.raises(Refused, match=r"staff\.present_people"):
        problem_from_plain(plain)


@pytest.mark.parametrize(("kind", "name"), [(Problem, "problem"), (Result, "result")])
def test_the_schema_file_is_the_one_the_code_means(kind: type, name: str) -> None:
    stored = json.loads((REFERENCE / f"planner-{name}.schema.json").read_text("utf-8"))
    assert stored == schema_of(kind)


def test_examples_and_results_fit_the_schema() -> None:
    problem = example("tiny", seed=3)
    jsonschema_rs.validator_for(schema_of(Problem)).validate(json.loads(to_text(problem)))
    jsonschema_rs.validator_for(schema_of(Result)).validate(json.loads(to_text(solve(problem))))


def test_a_schema_refuses_a_negative_stock() -> None:
    plain = json.loads(to_text(example("tiny", seed=3)))
    plain["protection"]["stock_units"][0][0] = -1
    assert not jsonschema_rs.validator_for(schema_of(Problem)).is_valid(plain)


def test_a_file_cut_short_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text(to_text(world())[:500], "utf-8")
    with pytest.raises(Refused, match=r"第 .* 行"):
        read_problem(path)


def test_nan_in_a_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"days": NaN}', "utf-8")
    with pytest.raises(Refused, match="NaN"):
        read_problem(path)
