from dataclasses import replace

import numpy as np
import pytest

from tests.planner.worlds import change, waiting, world
from yilu_planner.lexicographic import solve_in_order
from yilu_planner.problem import Problem
from yilu_planner.resumption import build_model
from yilu_planner.resumption.openings import EXACT_UP_TO, choose_openings
from yilu_planner.resumption.solve import solve


def reviewed_sites(count: int, *, days: int, reviews: float) -> Problem:
    """Sites of two posts, none open, one area that reviews so many a day; each has its own parcels waiting."""
    problem = waiting(world(cells=count, days=days, whole_sites=True), *[(c, 0, 10.0 + c % 7) for c in range(count)])
    problem = replace(
        problem,
        cells=tuple(replace(cell, area="A0") for cell in problem.cells),
        areas=(replace(problem.areas[0], reviews_before_opening=True), *problem.areas[1:]),
    )
    return change(
        problem,
        "workplace",
        posts_people=np.full(count, 2.0),
        open_sites=np.zeros(count),
        reviews_per_day=np.full((count, days), reviews),
    )


def test_many_sites_are_opened_day_by_day_within_the_reviews() -> None:
    problem = reviewed_sites(EXACT_UP_TO // 4 + 1, days=4, reviews=20)
    result = solve(problem)
    assert result.plan is not None
    opened = result.plan.open_sites
    assert np.isin(opened, (0.0, 1.0)).all()
    assert np.diff(opened.sum(axis=0), prepend=0).max() <= 20
    assert result.verdict == "kept"


def test_the_gap_is_against_the_proved_bound_of_the_relaxed_plan() -> None:
    problem = reviewed_sites(EXACT_UP_TO // 4 + 1, days=4, reviews=20)
    result = solve(problem)
    first = result.goal("tier1_late")
    assert first.proved_bound <= first.value + 1e-6
    if result.status == "optimal":
        assert result.gap == 0
    else:
        assert result.gap == pytest.approx((first.value - first.proved_bound) / first.proved_bound)


def test_a_closed_and_blocked_site_is_never_chosen() -> None:
    problem = reviewed_sites(EXACT_UP_TO // 3 + 1, days=3, reviews=50)
    unblocked = problem.workplace.unblocked_sites.copy()
    unblocked[5] = 0
    problem = change(problem, "workplace", unblocked_sites=unblocked)
    model = build_model(problem)
    relaxed = solve_in_order(model.matrix, model.goals())
    chosen = choose_openings(model, relaxed.x, seed=0, time_limit=60).reshape(-1, 3)
    assert not chosen[5].any()
    assert chosen.any()
