"""Check must find every kind of broken limit, told apart by name, without the solver."""

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import yilu_planner.check
from tests.planner.worlds import change, waiting, world
from yilu_planner.check import check_plan, check_result
from yilu_planner.example import example
from yilu_planner.problem import ControlOrder, Problem
from yilu_planner.result import Plan, Result
from yilu_planner.resumption.solve import solve


@pytest.fixture(scope="module")
def problem() -> Problem:
    return example("tiny", seed=1)


@pytest.fixture(scope="module")
def result(problem: Problem) -> Result:
    return solve(problem)


def altered(plan: Plan, **arrays: Any) -> Plan:
    return replace(plan, **arrays)


def broken(problem: Problem, plan: Plan) -> set[str]:
    return {finding.limit for finding in check_plan(problem, plan).findings}


def test_it_keeps_a_solved_plan(problem: Problem, result: Result) -> None:
    assert check_result(problem, result).kept


@pytest.mark.parametrize(
    ("field", "factor", "limit"),
    [
        ("collected_parcels", 3.0, "collection_balance"),
        ("delivered_parcels", 3.0, "delivery_balance"),
        ("delivered_by_mode_parcels", 0.5, "mode_of_delivery"),
        ("delivered_by_mode_parcels", 3.0, "courier_time"),
        ("dispatched_parcels", 3.0, "hub_balance"),
        ("dispatched_parcels", 3.0, "lane_capacity"),
        ("sorted_parcels", 9.0, "sort_balance"),
        ("sorted_parcels", 9.0, "hub_throughput"),
        ("on_post_people", 0.5, "courier_time"),
        ("on_post_people", 9.0, "cleared_staff"),
        ("on_post_people", 9.0, "posts"),
        ("on_post_people", 9.0, "protection"),
        ("returning_people", 9.0, "arrivals"),
        ("returning_people", 99.0, "away"),
        ("recruited_people", 99.0, "recruits"),
        ("open_sites", 0.1, "posts"),
        ("open_sites", 9.0, "blocks"),
        ("open_sites", 9.0, "opening_order"),
        ("open_sites", 9.0, "reviews"),
        ("sent_to_cell_units", 9.0, "supplier_stock"),
        ("sent_to_store_units", 99.0, "supplier_stock"),
    ],
)
def test_it_finds_a_plan_that_breaks_a_limit(
    problem: Problem, result: Result, field: str, factor: float, limit: str
) -> None:
    assert result.plan is not None
    value = getattr(result.plan, field)
    assert value.any(), f"the plan of the test uses no {field}"
    assert limit in broken(problem, altered(result.plan, **{field: factor * value}))


def test_it_finds_crowding_shut_doors_full_lockers_and_idle_duty_posts() -> None:
    problem = waiting(world(), (0, 0, 100.0))
    plan = solve(problem).plan
    assert plan is not None
    crowded = change(problem, "workplace", floor_area_m2=np.array([20.0]))
    assert broken(crowded, plan) == {"density"}
    shut = change(problem, "delivery", door_access_share=np.zeros((1, 3)))
    only_doors = altered(
        plan, delivered_by_mode_parcels=np.stack([plan.delivered_parcels.sum(axis=1)[0], np.zeros(3)])[None]
    )
    assert broken(shut, only_doors) == {"door_access"}
    full = change(problem, "delivery", mode_capacity_parcels=np.full((1, 2, 3), 1.0))
    assert broken(full, plan) == {"mode_capacity"}
    posts = change(problem, "staff", on_post_min_people=np.full((1, 3), 9.0))
    assert broken(posts, plan) == {"duty_posts"}
    due = change(problem, "delivery", clear_from_day=np.array([0.0, np.inf, np.inf]))
    assert broken(due, altered(plan, delivered_parcels=plan.delivered_parcels * 0.5)) >= {"guarantee"}


def test_it_finds_too_many_in_isolation_and_passes_nobody_gave(problem: Problem, result: Result) -> None:
    assert result.plan is not None
    returning = result.plan.returning_people.copy()
    returning[0, 1, 0] += 1e4  # seven days of quarantine
    assert "isolation" in broken(problem, altered(result.plan, returning_people=returning))
    on_pass = result.plan.on_pass_parcels.copy()
    on_pass[0, 1, 0] += 1e6
    assert broken(problem, altered(result.plan, on_pass_parcels=on_pass)) == {"passes", "traffic_control"}


def test_it_finds_a_capped_tier_moved_beyond_its_order() -> None:
    problem = waiting(world(), (0, 2, 50.0))
    plan = solve(problem).plan
    assert plan is not None
    order = ControlOrder("测试〔2020〕3号", "tier3_delivered", ("C0",), 0, 2, 10.0)
    assert broken(replace(problem, orders=(order,)), plan) == {"tier3_order"}


def test_it_finds_a_site_half_open() -> None:
    problem = waiting(world(whole_sites=True), (0, 0, 50.0))
    plan = solve(problem).plan
    assert plan is not None
    assert "whole_sites" in broken(problem, altered(plan, open_sites=plan.open_sites * 0.5))


def test_it_finds_a_goal_told_better_than_it_is(problem: Problem, result: Result) -> None:
    first = replace(result.goals[0], value=result.goals[0].value - 50)
    told = replace(result, goals=(first, *result.goals[1:]))
    assert "goal" in {finding.limit for finding in check_result(problem, told).findings}


def test_it_finds_an_earlier_goal_worsened_for_a_later_one(problem: Problem, result: Result) -> None:
    worsened = replace(result.goals[0], own_value=result.goals[0].value - 50)
    told = replace(result, goals=(worsened, *result.goals[1:]))
    assert {finding.limit for finding in check_result(problem, told).findings} == {"goal_order"}


def test_it_shares_nothing_with_the_solver() -> None:
    folder = Path(yilu_planner.check.__file__).parent
    for module in folder.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                own = str(name).startswith(("yilu_planner.check", "yilu_planner.problem", "yilu_planner.result"))
                assert own or not str(name).startswith(("yilu_planner", "highspy", "scipy")), (module, name)
