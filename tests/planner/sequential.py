"""The usual way, slow and independent: each goal solved by SciPy with a row that holds every earlier goal."""

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csc_array, vstack

from yilu_planner.resumption.model import Model
from yilu_planner.solver import Matrix

SLACK = 1e-7


def sequential_values(model: Model, matrix: Matrix | None = None, upto: int = 5) -> list[float]:
    """The goals' values in their own units, one after the other."""
    at = matrix or model.matrix
    a = csc_array((at.values, at.rows, at.starts), shape=at.shape)
    rows, upper = [], []
    for side, sign in ((at.row_upper, 1.0), (-at.row_lower, -1.0)):
        bounded = np.isfinite(side)
        rows.append(sign * a[bounded])
        upper.append(side[bounded])
    a_ub, b_ub = vstack(rows).tocsc(), np.concatenate(upper)
    values = []
    for goal in model.goals()[:upto]:
        answer = linprog(
            goal.costs, A_ub=a_ub, b_ub=b_ub, bounds=np.stack([at.col_lower, at.col_upper], axis=1), method="highs"
        )
        assert answer.status == 0, answer.message
        values.append(float(answer.fun) * model.goal_units[goal.name])
        a_ub = vstack([a_ub, csc_array(goal.costs[None, :])]).tocsc()
        b_ub = np.append(b_ub, answer.fun + SLACK * max(1.0, abs(answer.fun)))
    return values
