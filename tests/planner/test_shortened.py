import numpy as np
import pytest

from yilu_planner.example import example
from yilu_planner.lexicographic import dual_bound
from yilu_planner.resumption import build_model
from yilu_planner.shortened import Shortened
from yilu_planner.solver import Engine


@pytest.mark.parametrize("seed", range(1, 7))
def test_without_flows_the_whole_model_s_optimum_is_found_and_proved(seed: int) -> None:
    model = build_model(example("tiny", seed=seed))
    matrix, goals = model.matrix, model.goals()
    flows = np.concatenate([goal.flows[goal.as_slack] for goal in goals])
    balances = np.concatenate([goal.balances[goal.as_slack] for goal in goals])
    costs = goals[0].costs + 0.1 * goals[2].costs
    whole, short = Engine(matrix), Shortened(matrix, flows, balances)
    whole.set_costs(costs)
    short.set_costs(costs)
    wanted, found = whole.solve("dual"), short.solve("dual")
    assert len(found.x) == len(wanted.x)
    assert costs @ found.x == pytest.approx(wanted.objective, abs=1e-6)
    activity = matrix.activity(found.x)
    assert (activity >= matrix.row_lower - 1e-6).all()
    assert (activity <= matrix.row_upper + 1e-6).all()
    assert (found.x >= matrix.col_lower - 1e-6).all()
    bound = dual_bound(matrix, found.row_dual, matrix.reduced_costs(costs, found.row_dual))
    assert bound == pytest.approx(wanted.objective, abs=1e-6)


def test_a_flow_that_costs_is_no_slack() -> None:
    model = build_model(example("tiny", seed=1))
    goal = model.goals()[0]
    short = Shortened(model.matrix, goal.flows[goal.as_slack], goal.balances[goal.as_slack])
    with pytest.raises(AssertionError):
        short.set_costs(np.ones(model.matrix.shape[1]))
