"""When the time is up before a goal is proved: a plan all the same, in which what has not joined rests where it is."""

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.linalg import spsolve

from yilu_planner.solver import Array, Index, Matrix

OVERSTEPPED = 1e-6  # ten times HiGHS' primal feasibility tolerance


class Resting:
    """Goods whose flows are all zero: they wait, each day as many as the balance says.

    `waiting` are the columns that count what waits, `rows` their balances: as many, so that these columns and no
    flow are a basis of the rows, and one that keeps every limit.
    """

    def __init__(self, matrix: Matrix, flows: Index, balances: Index, waiting: Index) -> None:
        whole = sparse.csc_array((matrix.values, matrix.rows, matrix.starts), shape=matrix.shape).tocsr()[balances]
        some = np.diff(whole[:, waiting].tocsr().indptr) > 0  # a region's collection waits nowhere
        self.flows, self.waiting, self.rows = flows, waiting, balances[some]
        self.entries, self.side = whole[some], matrix.row_lower[self.rows]

    def of(self, x: Array) -> Array:
        """The point with everything here at rest, the other columns as they are."""
        x = x.copy()
        x[self.flows], x[self.waiting] = 0.0, 0.0
        x[self.waiting] = spsolve(self.entries[:, self.waiting].tocsc(), self.side - self.entries @ x)
        return x


def keeps(matrix: Matrix, x: Array) -> bool:
    """Whether a point keeps every bound and side, to the solver's own accuracy."""
    return all(
        bool(((at >= lower - OVERSTEPPED) & (at <= upper + OVERSTEPPED)).all())
        for lower, upper, at in (
            (matrix.row_lower, matrix.row_upper, matrix.activity(x)),
            (matrix.col_lower, matrix.col_upper, x),
        )
    )
