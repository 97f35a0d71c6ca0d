import numpy as np
import pytest

from yilu_planner.example import example
from yilu_planner.lexicographic import solve_in_order
from yilu_planner.resting import Resting, keeps
from yilu_planner.resumption import build_model


@pytest.mark.parametrize("seed", range(1, 5))
def test_goods_at_rest_keep_every_limit_and_wait_from_their_first_day_to_the_last(seed: int) -> None:
    model = build_model(example("tiny", seed=seed))
    third, later = model.goals()[2], model.rows["fairness"].index
    first = solve_in_order(model.matrix, model.goals(), upto=2)
    x = Resting(model.matrix, third.flows, third.balances, np.flatnonzero(third.costs)).of(first.x)
    matrix = model.matrix.copy()
    matrix.row_upper[later] = np.inf  # what the plan says of the worst area is not counted yet
    assert keeps(matrix, x)
    assert not x[third.flows].any()
    waiting = model.columns["waiting_collection"].index[:, 2]
    demand = model.problem.demand
    offered = demand.offered_parcels[:, 7].sum(axis=1) + demand.waiting_collection_parcels[:, 7]
    assert x[waiting[:, -1]] * model.scale == pytest.approx(offered)


def test_a_point_beyond_a_bound_does_not_keep_it() -> None:
    matrix = build_model(example("tiny", seed=1)).matrix
    assert not keeps(matrix, np.full(matrix.shape[1], -1.0))
