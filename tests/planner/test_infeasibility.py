from dataclasses import replace

import numpy as np

from tests.planner.worlds import change, waiting, world
from yilu_planner.explain import explain_result
from yilu_planner.infeasibility import smallest_conflict
from yilu_planner.problem import ControlOrder, Problem
from yilu_planner.result import NamedLimit, Result
from yilu_planner.resumption import build_model
from yilu_planner.resumption.solve import solve


def families(result: Result) -> set[str]:
    return {limit.family for limit in result.conflict}


def test_duty_posts_without_masks_conflict_with_the_masks_and_nothing_else() -> None:
    problem = change(world(cells=2), "staff", on_post_min_people=np.array([[0.0, 4.0, 0.0], [0.0, 0.0, 0.0]]))
    problem = change(problem, "protection", stock_units=np.array([[2.0], [500.0]]))
    result = solve(problem)
    assert result.status == "infeasible"
    assert result.plan is None
    assert families(result) == {"duty_posts", "protection"}
    assert NamedLimit("duty_posts", ("C0",), 1) in result.conflict
    assert not any("C1" in limit.owner for limit in result.conflict)


def test_a_date_to_be_clear_by_conflicts_with_an_order_that_shuts_the_sites() -> None:
    problem = waiting(world(), (0, 0, 30.0))
    problem = change(problem, "delivery", clear_from_day=np.array([1.0, np.inf, np.inf]))
    order = ControlOrder("测试〔2020〕4号", "opening_share", ("C0",), 0, 2, 0.0)
    result = solve(replace(problem, orders=(order,)))
    assert result.status == "infeasible"
    assert {"guarantee", "opening_order"} <= families(result)
    zh, en = explain_result(problem, result)
    assert any("互相冲突" in line for line in zh)
    assert any("测试〔2020〕4号" in line for line in zh)
    assert any("conflict" in line for line in en)


def test_more_isolated_than_places_is_named() -> None:
    problem = change(world(), "staff", isolation_places=np.full((1, 3), 5.0), isolated_people=np.full((1, 3), 7.0))
    result = solve(problem)
    assert result.status == "infeasible"
    assert families(result) == {"isolation"}


def conflict_problem() -> Problem:
    problem = waiting(world(cells=2), (0, 0, 300.0), (1, 0, 10.0))
    return change(problem, "delivery", clear_from_day=np.array([1.0, np.inf, np.inf]))


def test_dropping_any_limit_of_the_set_gives_a_plan() -> None:
    problem = conflict_problem()
    conflict = smallest_conflict(build_model(problem))
    assert conflict
    for dropped in conflict:
        model = build_model(problem)
        family = model.families[dropped.family]
        position = family.index[family.owners.index(dropped.owner), max(dropped.day, 0)]
        if family.side == "row_upper" or family.side == "row_equal":
            model.matrix.row_upper[position] = np.inf
        elif family.side == "col_upper":
            model.matrix.col_upper[position] = np.inf
        else:
            model.matrix.col_lower[position] = 0.0
        assert smallest_conflict(model) == (), dropped


def test_a_problem_with_a_plan_has_no_conflict() -> None:
    assert smallest_conflict(build_model(waiting(world(), (0, 0, 30.0)))) == ()
