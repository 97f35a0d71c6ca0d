"""Goals in strict order, each solved only among the optimal solutions of those before it.

First one solve with well-separated weights on the leading goals, by interior point and crossover: it lands at a
vertex at or near the answer, but proves nothing. Then each goal in turn, by primal simplex from there: usually a
few pivots. After a goal is solved, every column and row with a non-zero dual is fixed at its side: by
complementary slackness what remains is exactly the set of its optimal solutions (the optimal face), so a later
goal cannot worsen it. Each goal also carries a bound recomputed from the duals alone.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from yilu_planner.solver import Array, Engine, Index, Matrix, Solved, Status

DUAL_ZERO = 1e-7  # HiGHS' dual feasibility tolerance: below it a dual says nothing
RELATIVE_TOLERANCE = 1e-4
WEIGHTS = (1e4, 1e2, 1.0)


@dataclass(frozen=True, eq=False)
class Goal:
    """One goal: a name and its costs over all columns; rows named in `rows` bind from this goal on."""

    name: str
    costs: Array
    rows: Index = field(default_factory=lambda: np.empty(0, dtype=np.int64))


@dataclass(frozen=True, eq=False)
class Achieved:
    """One goal after its own solve: value, bound proved by duals, seconds, pivots, duals."""

    name: str
    value: float
    bound: float
    seconds: float
    iterations: int
    row_dual: Array
    col_dual: Array


@dataclass(eq=False)
class Ordered:
    """The outcome: `x` optimal in the order given, and each goal's own solve."""

    status: Status
    x: Array
    achieved: list[Achieved] = field(default_factory=list)
    first_seconds: float = 0.0  # of the weighted solve
    start: Any = None  # basis of the weighted solve, to begin from when a side is moved a little
    has_point: bool = False  # whether `x` keeps every row


def solve_in_order(
    matrix: Matrix,
    goals: Sequence[Goal],
    *,
    time_limit: float = np.inf,
    seed: int = 0,
    start: Any = None,
    upto: int | None = None,
    on_step: Callable[[str], None] = lambda _: None,
) -> Ordered:
    """Solve the goals one after the other on the optimal face of those before; see the module's docstring.

    `start` is a basis the weighted solve begins from (by dual simplex: used when sides were moved
    a little); `upto` stops after so many goals.
    """
    end = time.monotonic() + time_limit
    face = matrix.copy()
    asleep = np.concatenate([goal.rows for goal in goals])
    sides = face.row_lower[asleep].copy(), face.row_upper[asleep].copy()
    face.row_lower[asleep], face.row_upper[asleep] = -np.inf, np.inf
    engine = Engine(face, seed=seed)
    began = time.monotonic()
    result = Ordered("unknown", np.zeros(matrix.shape[1]))
    solved = _weighted(engine, goals, end, start)
    if solved.status != "optimal":
        result.status = solved.status
        return result
    result.x, result.has_point, result.start = solved.x, True, engine.basis()
    result.first_seconds = time.monotonic() - began
    on_step("weighted")
    for at, goal in enumerate(goals[:upto]):
        began = time.monotonic()
        if len(goal.rows):
            woken = np.isin(asleep, goal.rows)
            face.row_lower[asleep[woken]], face.row_upper[asleep[woken]] = sides[0][woken], sides[1][woken]
        if at:
            engine.take_sides(face)
        engine.set_costs(goal.costs)
        solved = engine.solve("primal", time_limit=end - began)
        if solved.status == "unknown":  # the simplex lost its way: begin this goal anew
            solved = engine.solve("ipm", time_limit=end - time.monotonic())
        if solved.status != "optimal":
            result.status = solved.status
            return result
        col_dual = matrix.reduced_costs(goal.costs, solved.row_dual)
        result.x = solved.x
        result.achieved.append(
            Achieved(
                name=goal.name,
                value=float(goal.costs @ solved.x),
                bound=dual_bound(face, solved.row_dual, col_dual),
                seconds=time.monotonic() - began,
                iterations=solved.iterations,
                row_dual=solved.row_dual,
                col_dual=col_dual,
            )
        )
        on_step(goal.name)
        fix_face(face, solved.row_dual, col_dual)
    result.status = "optimal"
    return result


def weighted_costs(goals: Sequence[Goal]) -> Array:
    """The leading goals in one objective, weights well apart."""
    return np.asarray(sum(weight * goal.costs for goal, weight in zip(goals, WEIGHTS, strict=False)))


def _weighted(engine: Engine, goals: Sequence[Goal], end: float, start: Any) -> Solved:
    engine.set_costs(weighted_costs(goals))
    if start is not None:
        engine.start_from(start)
    solved = engine.solve("ipm" if start is None else "dual", time_limit=end - time.monotonic())
    if solved.status == "unknown" and time.monotonic() < end:
        solved = engine.solve("dual", time_limit=end - time.monotonic())
    return solved


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
    """The bound weak duality gives, from duals and sides alone (a dual at an infinite side counts as zero)."""
    bound = 0.0
    for lower, upper, dual in (
        (face.row_lower, face.row_upper, row_dual),
        (face.col_lower, face.col_upper, col_dual),
    ):
        side = np.where(dual > 0, lower, upper)
        counted = np.isfinite(side) & (dual != 0)
        bound += float(side[counted] @ dual[counted])
    return bound


def tolerance(value: float, least: float = 1.0) -> float:
    """How far a later goal may worsen one of this value: the larger of 1e-4 of it and one parcel-day (`least`)."""
    return max(RELATIVE_TOLERANCE * abs(value), least)
