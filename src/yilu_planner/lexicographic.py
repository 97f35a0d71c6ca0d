"""Goals in strict order, each solved only among the optimal solutions of those before it.

After a goal is solved, every column and row with a non-zero dual is fixed at its side: by complementary
slackness what remains is exactly the set of its optimal solutions (the optimal face), so a later goal cannot
worsen it, and presolve deletes what is fixed. Each goal also carries a bound recomputed from the duals alone.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from yilu_planner.solver import Array, Engine, Matrix, Method

DUAL_ZERO = 1e-7  # HiGHS' dual feasibility tolerance: below it a dual says nothing
RELATIVE_TOLERANCE = 1e-4


@dataclass(frozen=True, eq=False)
class Goal:
    """One goal: its costs over all columns and the level of columns and rows its solve needs."""

    name: str
    costs: Array
    level: int


@dataclass(frozen=True, eq=False)
class Achieved:
    """One goal after its solve: value, bound proved by duals, seconds, and the duals over the whole model."""

    name: str
    value: float
    bound: float
    seconds: float
    row_dual: Array
    col_dual: Array
    method: str


@dataclass(eq=False)
class Ordered:
    """The outcome: `x` optimal in the order given, each goal's own solve, and the model as finally fixed."""

    status: Literal["optimal", "infeasible", "time_limit", "unknown"]
    x: Array
    achieved: list[Achieved] = field(default_factory=list)

    def value(self, goal: Goal) -> float:
        """A goal's value in the final solution."""
        return float(goal.costs @ self.x)


def solve_in_order(
    matrix: Matrix,
    goals: Sequence[Goal],
    col_level: NDArray[np.int8],
    row_level: NDArray[np.int8],
    *,
    time_limit: float = np.inf,
    seed: int = 0,
    methods: Sequence[Method] = ("ipm", "ipm", "ipm", "primal", "primal"),
    on_goal: Callable[[Achieved], None] = lambda _: None,
) -> Ordered:
    """Solve the goals one after the other on the optimal face of those before; see the module's docstring."""
    end = time.monotonic() + time_limit
    face = matrix.copy()
    achieved: list[Achieved] = []
    x = np.zeros(matrix.shape[1])
    engine: Engine | None = None
    for at, goal in enumerate(goals):
        began = time.monotonic()
        columns, rows = col_level <= goal.level, row_level <= goal.level
        if engine is None or goal.level != goals[at - 1].level:
            engine = Engine(face.keep(columns, rows), seed=seed)
        engine.set_costs(goal.costs[columns])
        method = methods[at]
        solved = engine.solve(method, time_limit=end - began)
        if solved.status not in ("optimal", "infeasible") and end > time.monotonic():
            solved = engine.solve("dual", time_limit=end - time.monotonic())
        if solved.status != "optimal":
            return Ordered(solved.status, x, achieved)
        row_dual = np.zeros(len(rows))
        row_dual[rows] = solved.row_dual
        col_dual = matrix.reduced_costs(goal.costs, row_dual)
        if (col_dual[~columns] < -1e-6).any():  # what was left out would help: solve with everything
            columns, rows = np.ones_like(columns), np.ones_like(rows)
            engine = Engine(face, seed=seed)
            engine.set_costs(goal.costs)
            solved = engine.solve(method, time_limit=end - time.monotonic())
            if solved.status != "optimal":
                return Ordered(solved.status, x, achieved)
            row_dual = solved.row_dual
            col_dual = matrix.reduced_costs(goal.costs, row_dual)
        x[columns] = solved.x
        result = Achieved(
            goal.name,
            float(goal.costs @ x),
            dual_bound(face, row_dual, col_dual),
            time.monotonic() - began,
            row_dual,
            col_dual,
            method,
        )
        achieved.append(result)
        on_goal(result)
        if at + 1 < len(goals):
            fix_face(face, row_dual, col_dual)
            if goals[at + 1].level == goal.level:
                everything = np.arange(len(rows)), np.arange(len(columns))
                engine.set_row_sides(everything[0][: rows.sum()], face.row_lower[rows], face.row_upper[rows])
                engine.set_column_bounds(
                    everything[1][: columns.sum()], face.col_lower[columns], face.col_upper[columns]
                )
    return Ordered("optimal", x, achieved)


def fix_face(face: Matrix, row_dual: Array, col_dual: Array) -> None:
    """Fix every column and row with a non-zero dual at the side the dual points to."""
    for lower, upper, dual in (
        (face.row_lower, face.row_upper, row_dual),
        (face.col_lower, face.col_upper, col_dual),
    ):
        at_lower = (dual > DUAL_ZERO) & np.isfinite(lower)
        at_upper = (dual < -DUAL_ZERO) & np.isfinite(upper)
        upper[at_lower] = lower[at_lower]
        lower[at_upper] = upper[at_upper]


def dual_bound(face: Matrix, row_dual: Array, col_dual: Array) -> float:
    """The bound that weak duality gives, from duals and sides alone (duals of unbounded sides count as zero)."""
    bound = 0.0
    for lower, upper, dual in (
        (face.row_lower, face.row_upper, row_dual),
        (face.col_lower, face.col_upper, col_dual),
    ):
        side = np.where(dual > 0, lower, upper)
        counted = np.isfinite(side) & (dual != 0)
        bound += float(side[counted] @ dual[counted])
    return bound


def tolerance(value: float, unit: float) -> float:
    """How much a later goal may worsen this one: the larger of 1e-4 of it and one parcel-day (`unit` of them)."""
    return max(RELATIVE_TOLERANCE * abs(value), 1.0 / unit)
