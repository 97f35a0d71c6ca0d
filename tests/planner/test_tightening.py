import numpy as np

from tests.planner.sequential import sequential_values
from tests.planner.test_openings import reviewed_sites
from yilu_planner.lexicographic import solve_in_order
from yilu_planner.resumption import build_model
from yilu_planner.resumption.openings import choose_openings, permitted, with_openings
from yilu_planner.resumption.tightening import tightened


def test_what_whole_sites_achieve_never_beats_the_tightened_bound() -> None:
    for reviews in (1, 2, 3):
        model = build_model(reviewed_sites(7, days=4, reviews=reviews))
        loose = solve_in_order(model.matrix, model.goals(), upto=1).achieved[0].bound
        tight = solve_in_order(tightened(model, permitted(model).min(axis=1)), model.goals(), upto=1)
        chosen = with_openings(model, choose_openings(model, tight.x, seed=0, time_limit=60))  # by branch and bound
        best = sequential_values(chosen, upto=1)[0] / model.scale
        assert loose - 1e-6 <= tight.achieved[0].bound <= best + 1e-6


def test_a_whole_plan_that_closes_nothing_again_keeps_the_added_rows() -> None:
    model = build_model(reviewed_sites(7, days=4, reviews=2))
    matrix = tightened(model, permitted(model).min(axis=1))
    opened = choose_openings(model, np.zeros(model.matrix.shape[1]), seed=0, time_limit=60).reshape(7, 4)
    chosen = with_openings(model, np.maximum.accumulate(opened, axis=1).ravel())
    solved = solve_in_order(chosen.matrix, chosen.goals())
    assert solved.status == "optimal"
    assert matrix.shape[0] > model.matrix.shape[0]
    assert (matrix.activity(solved.x) <= matrix.row_upper + 1e-6).all()


def test_a_slice_of_a_closed_site_no_longer_serves_its_parcels() -> None:
    """Seven closed sites, one review a day: a seventh of each open would serve more than whole ones can."""
    model = build_model(reviewed_sites(7, days=4, reviews=1))
    loose = solve_in_order(model.matrix, model.goals(), upto=1).achieved[0].bound
    tight = solve_in_order(tightened(model, permitted(model).min(axis=1)), model.goals(), upto=1)
    assert tight.achieved[0].bound > loose + 1e-6
