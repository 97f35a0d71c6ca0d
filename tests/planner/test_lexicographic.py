import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.brute_force import as_problem, best_late
from tests.planner.sequential import sequential_values
from tests.planner.worlds import change, waiting, world
from yilu_planner.documents import read_problem
from yilu_planner.example import example
from yilu_planner.lexicographic import best_in_time, dual_bound, fix_face, solve_in_order, tolerance
from yilu_planner.resting import keeps
from yilu_planner.resumption import build_model
from yilu_planner.resumption.solve import solve
from yilu_planner.solver import Matrix

parcels = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))


@settings(max_examples=40, deadline=None)
@given(
    backlog=st.tuples(parcels, parcels),
    staff=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    masks=st.integers(0, 8),
    days=st.integers(1, 3),
)
def test_it_equals_the_brute_force_twin(
    backlog: tuple[tuple[int, int, int], ...], staff: tuple[int, int], masks: int, days: int
) -> None:
    result = solve(as_problem(backlog, staff, masks, days))
    found = [result.goal(f"tier{tier}_late").value for tier in (1, 2, 3)]
    assert found == pytest.approx(best_late(backlog, staff, masks, days), abs=1e-6)


@pytest.mark.parametrize("seed", range(1, 9))
def test_it_equals_the_sequential_solve_with_rows(seed: int) -> None:
    model = build_model(example("tiny", seed=seed))
    solved = solve_in_order(model.matrix, model.goals())
    ours = [goal.value * model.goal_units[goal.name] for goal in solved.achieved]
    assert ours == pytest.approx(sequential_values(model), rel=1e-5, abs=1e-3)


@pytest.mark.parametrize("seed", range(1, 9))
def test_no_later_goal_worsens_an_earlier_one(seed: int) -> None:
    model = build_model(example("tiny", seed=seed))
    solved = solve_in_order(model.matrix, model.goals())
    for goal, own in zip(model.goals(), solved.achieved, strict=True):
        at_the_end = float(goal.costs @ solved.x)
        assert at_the_end == pytest.approx(own.value, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("seed", range(1, 5))
def test_every_goal_is_proved_by_a_bound_from_duals_alone(seed: int) -> None:
    model = build_model(example("tiny", seed=seed))
    for own in solve_in_order(model.matrix, model.goals()).achieved:
        assert own.bound == pytest.approx(own.value, rel=1e-7, abs=1e-7)


@pytest.mark.parametrize("seed", range(1, 4))
def test_a_later_tier_that_is_forced_to_move_does_not_sleep(seed: int) -> None:
    model = build_model(example("tiny", seed=seed))
    matrix = model.matrix.copy()
    third = model.columns["collected"][:, model.strands[0] == 2, :2]
    matrix.col_lower[third] = 0.2 * solve_in_order(model.matrix, model.goals()).x[third]
    ours = solve_in_order(matrix, model.goals()).achieved
    values = [goal.value * model.goal_units[goal.name] for goal in ours]
    assert values == pytest.approx(sequential_values(model, matrix), rel=1e-5, abs=1e-3)


@pytest.mark.parametrize("seed", range(1, 4))
def test_a_later_class_to_be_clear_by_a_day_joins_at_once(seed: int) -> None:
    problem = example("tiny", seed=seed)
    clear = problem.delivery.clear_from_day.copy()
    clear[-1] = problem.days - 1
    generous = change(problem, "protection", stock_units=problem.protection.stock_units + 1e6)
    generous = change(generous, "delivery", clear_from_day=clear)
    model = build_model(generous)
    solved = solve_in_order(model.matrix, model.goals())
    if solved.status == "infeasible":
        with pytest.raises(AssertionError, match="infeasible"):
            sequential_values(model)
        return
    ours = [goal.value * model.goal_units[goal.name] for goal in solved.achieved]
    assert ours == pytest.approx(sequential_values(model), rel=1e-5, abs=1e-3)


def test_a_face_keeps_what_a_zero_dual_leaves_free() -> None:
    box = Matrix(
        starts=np.array([0, 1, 2], dtype=np.int32),
        rows=np.array([0, 0], dtype=np.int32),
        values=np.ones(2),
        col_lower=np.zeros(2),
        col_upper=np.full(2, 5.0),
        row_lower=np.array([-np.inf]),
        row_upper=np.array([4.0]),
    )
    # min -x: x + y <= 4 has dual -1, so it becomes an equality; y has reduced cost 1, so it is held at 0
    fix_face(box, np.array([-1.0]), np.array([-2e-7, 1.0]), np.array([4.0, 0.0]))  # x stands at neither side: noise
    assert (box.row_lower[0], box.row_upper[0]) == (4.0, 4.0)
    assert box.col_lower.tolist() == [0.0, 0.0]
    assert box.col_upper.tolist() == [5.0, 0.0]
    assert dual_bound(box, np.array([-1.0]), np.array([0.0, 1.0])) == -4.0


def test_the_tolerance_is_the_larger_of_a_parcel_day_and_a_ten_thousandth() -> None:
    assert tolerance(500.0) == 1.0
    assert tolerance(1e6) == 100.0


def test_a_time_limit_of_nothing_gives_up_without_a_claim() -> None:
    result = solve(example("prefecture", seed=1), time_limit=0.2)
    assert result.status == "gave_up"
    assert result.plan is None


@pytest.mark.parametrize("seed", range(1, 5))
@pytest.mark.parametrize("proved", [1, 2])
def test_a_plan_made_after_the_time_is_up_keeps_every_limit_and_the_goals_before(seed: int, proved: int) -> None:
    model = build_model(example("tiny", seed=seed))
    goals, face = model.goals(), model.matrix.copy()
    before, whole = (solve_in_order(face, goals, upto=upto) for upto in (proved, 3))
    for own in before.achieved:
        fix_face(face, own.row_dual, own.col_dual, before.x)
    for seconds in (-1.0, 60.0):
        x = best_in_time(face, goals[proved:], before.x, before.start, time.monotonic() + seconds, 0)
        worst = model.columns["worst_area_days"].index
        x[worst] = 1e6  # enough: the worst area is only counted with its own goal
        assert keeps(model.matrix, x)
        for own in before.achieved:
            assert model.goal_costs[own.name] @ x == pytest.approx(own.value, rel=1e-9, abs=1e-6)
    # with time enough primal simplex finds the optimum itself
    assert goals[proved].costs @ x == pytest.approx(whole.achieved[proved].value, rel=1e-7, abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(more=st.integers(1, 50), seed=st.integers(1, 4))
def test_more_masks_never_worsen_the_first_goal(more: int, seed: int) -> None:
    problem = example("tiny", seed=seed)
    richer = change(problem, "protection", stock_units=problem.protection.stock_units + more)
    before, after = solve(problem), solve(richer)
    assert after.goal("tier1_late").value <= before.goal("tier1_late").value + 1e-6


def test_renaming_changes_nothing() -> None:
    from dataclasses import replace

    problem = waiting(world(cells=2, suppliers=True), (0, 0, 130.0), (1, 1, 90.0))
    renamed = replace(
        problem,
        cells=tuple(replace(cell, id="x" + cell.id, name="改名") for cell in problem.cells),
        supply_links=tuple(replace(link, cell="x" + link.cell) for link in problem.supply_links),
    )
    one, other = solve(problem), solve(renamed)
    assert [goal.value for goal in one.goals] == [goal.value for goal in other.goals]


def test_ten_times_everything_is_ten_times_as_late() -> None:
    problem = example("tiny", seed=3)
    bigger = problem
    for part, names in {
        "demand": (
            "offered_parcels",
            "waiting_collection_parcels",
            "waiting_delivery_parcels",
            "normal_collected_parcels",
            "normal_delivered_parcels",
        ),
        "trunk": (
            "hub_capacity_parcels",
            "waiting_hub_parcels",
            "arriving_parcels",
            "lane_capacity_parcels",
            "parcels_per_pass",
        ),
        "delivery": ("mode_capacity_parcels",),
        "staff": (
            "present_people",
            "clearing_people",
            "unavailable_people",
            "away_people",
            "recruits_max_people",
            "arrivals_max_people",
            "isolation_places",
            "isolated_people",
        ),
        "workplace": ("posts_people", "floor_area_m2"),
        "protection": (
            "stock_units",
            "hq_arriving_units",
            "self_purchase_arriving_units",
            "government_arriving_units",
            "supplier_stock_units",
            "supplier_arriving_units",
        ),
    }.items():
        bigger = change(bigger, part, **{name: 10 * getattr(getattr(bigger, part), name) for name in names})
    from dataclasses import replace

    bigger = replace(
        bigger,
        orders=tuple(
            replace(order, limit=10 * order.limit) if order.kind != "opening_share" else order
            for order in bigger.orders
        ),
    )
    one, other = solve(problem), solve(bigger)
    for tier in (1, 2, 3):
        name = f"tier{tier}_late"
        assert other.goal(name).value == pytest.approx(10 * one.goal(name).value, rel=1e-6)
    assert other.goal("worst_area_days").value == pytest.approx(one.goal("worst_area_days").value, rel=1e-6)


def test_the_same_seed_gives_the_same_plan() -> None:
    problem = example("tiny", seed=2)
    one, other = solve(problem, seed=5), solve(problem, seed=5)
    assert one.plan is not None
    assert other.plan is not None
    for left, right in zip(one.plan.described(), other.plan.described(), strict=True):
        assert np.array_equal(left.value, right.value), left.name


def test_the_face_of_a_goal_holds_the_point_that_was_found() -> None:
    # A piece of the synthetic nation whose third goal once left its fourth no point within the solver's tolerance.
    problem = read_problem(Path(__file__).parent / "problems" / "face_without_a_point.json")
    result = solve(problem)
    assert result.status == "optimal"
    assert [goal.value for goal in result.goals[:3]] == pytest.approx(
        sequential_values(build_model(problem), upto=3), abs=1.0
    )
