"""Goals in strict order, each solved only among the optimal solutions of those before.

Each goal by dual simplex. Its parcels join when its turn comes: until then they do not move and their balances
sleep, and every join begins from the basis in which all of them move at once. After a goal is solved, every column
and row with a non-zero dual is fixed at its side: by complementary slackness what remains is exactly the set of its
optimal solutions (the optimal face), so a later goal cannot worsen it. Each goal carries a bound recomputed from the
duals of the whole model alone; where these do not prove that the sleepers had no say, nobody sleeps.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yilu_planner.resting import OVERSTEPPED, Resting, keeps
from yilu_planner.shortened import Shortened
from yilu_planner.solver import Array, Engine, Index, Matrix, Status

DUAL_ZERO = 1e-7  # HiGHS' dual feasibility tolerance: below it a dual says nothing
NEAR = 1e-4  # how far from its side HiGHS may leave a row that its scaling made small
RELATIVE_TOLERANCE = 1e-4
PROOF_SHARE = 0.7  # of the time left, before what remains goes to a plan without a proof
NONE = np.empty(0, dtype=np.int64)
NOBODY = np.empty(0, dtype=np.bool_)


@dataclass(frozen=True, eq=False)
class Goal:
    """One goal: a name, its costs over all columns, and what joins the model with it.

    `flows` stay at zero before; each has its own row in `balances`, which does not bind before and which the flow
    replaces in the starting basis (costless flows, in triangular order: then that basis is dual feasible).
    `rows` are further rows that bind from this goal on. Where `as_slack` (flow,) holds, the flow is in no other
    such flow's balance and leaves the model once everything has joined (see `shortened`).
    """

    name: str
    costs: Array
    flows: Index = field(default_factory=lambda: NONE)
    balances: Index = field(default_factory=lambda: NONE)
    as_slack: NDArray[np.bool_] = field(default_factory=lambda: NOBODY)
    rows: Index = field(default_factory=lambda: NONE)


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
    start: Any = None  # basis of the first goal, to begin from when a side is moved a little
    has_point: bool = False  # whether `x` keeps every row (but those that only join with a goal not reached)

    @property
    def seconds(self) -> float:
        """Spent on the goals."""
        return sum(goal.seconds for goal in self.achieved)


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

    `start` is a basis the first goal begins from (its own, when sides were moved a little);
    `upto` stops after so many goals: `x` then keeps only the rows that have joined.
    """
    end = time.monotonic() + time_limit
    later = np.concatenate([NONE, *(goal.flows for goal in goals[1:])])
    if not (matrix.col_lower[later] > 0).any():
        result = _in_order(matrix, goals, end, seed, start, upto, on_step)
        if result is not None and (result.status != "infeasible" or not len(later)):
            return result
    together = _all_at_once(goals)
    result = _in_order(matrix, together, end, seed, None, upto, on_step)
    assert result is not None  # nothing slept
    result.start = None  # a basis of the whole is no start for the small first goal
    return result


def _in_order(
    matrix: Matrix, goals: Sequence[Goal], end: float, seed: int, start: Any, upto: int | None,
    on_step: Callable[[str], None],
) -> Ordered | None:  # fmt: skip
    """As `solve_in_order`; nothing where the duals do not prove that what had not joined has no say."""
    last_join = max(at for at, goal in enumerate(goals) if at == 0 or len(goal.flows))
    face = matrix.copy()
    result = Ordered("unknown", np.zeros(matrix.shape[1]))
    engine = Engine(face, seed=seed)
    for at, goal in enumerate(goals[:upto]):
        began = time.monotonic()
        joins = at > 0 and len(goal.flows) > 0
        before = engine.basis() if joins else None
        if at == last_join and (at > 0 or start is None):
            engine = _shortened(face, goals, seed)
        engine.take_sides(_without(face, goals[at + 1 :]))
        engine.set_costs(goal.costs)
        if at == 0 and start is not None:
            engine.start_from(start)
        elif at >= last_join and not len(goal.rows):
            engine.start_anew()
        elif at < last_join:
            movable = face.col_lower[goal.flows] < face.col_upper[goal.flows]
            engine.put_in_basis(goal.flows[movable], goal.balances[movable])
        solved = engine.solve("dual", time_limit=(end - began) * (PROOF_SHARE if joins else 1.0))
        astray = at > last_join and solved.status == "infeasible"  # the goal before has left a point on the face
        if solved.status == "unknown" or astray:  # the simplex lost its way: begin this goal anew
            engine.start_anew()
            solved = engine.solve("ipm", time_limit=end - time.monotonic())
        if solved.status != "optimal":
            result.status = "unknown" if astray else solved.status
            if joins and solved.status == "time_limit":
                result.x, result.has_point = best_in_time(face, goals[at:], result.x, before, end, seed), True
            return result
        col_dual = matrix.reduced_costs(goal.costs, solved.row_dual)
        sleepers = np.concatenate([NONE, *(later.flows for later in goals[at + 1 :])])
        if (col_dual[sleepers[face.col_upper[sleepers] > 0]] < -DUAL_ZERO).any():
            return None
        result.x = solved.x
        result.has_point = not len(sleepers)
        result.start = result.start or engine.basis()
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
        fix_face(face, solved.row_dual, col_dual, solved.x)
        hold_point(face, solved.x)
    result.status = "optimal"
    return result


def _shortened(face: Matrix, goals: Sequence[Goal], seed: int) -> Engine:
    """The model in which everything has joined, without the flows that are their balance's slack."""
    flows = np.concatenate([goal.flows[goal.as_slack] for goal in goals])
    balances = np.concatenate([goal.balances[goal.as_slack] for goal in goals])
    return Shortened(face, flows, balances, seed=seed)


def best_in_time(face: Matrix, goals: Sequence[Goal], x: Array, basis: Any, end: float, seed: int) -> Array:
    """What primal simplex reaches for the first of these goals in the time left, and at worst all their goods at rest.

    It begins with the goal's own goods at rest, from the point and basis of the goal before, and keeps every limit.
    """
    at_rest = _resting(face, goals).of(x)
    awake, own = _without(face, goals[1:]), _resting(face, goals[:1])
    engine = Engine(awake, seed=seed)
    engine.set_costs(goals[0].costs)
    engine.start_from(basis)
    engine.put_in_basis(own.waiting, own.rows)
    reached = engine.solve("primal", time_limit=end - time.monotonic()).x
    if len(reached) and keeps(awake, reached) and goals[0].costs @ reached < goals[0].costs @ at_rest:
        return _resting(face, goals[1:]).of(reached)
    return at_rest


def _resting(face: Matrix, goals: Sequence[Goal]) -> Resting:
    joining = [goal for goal in goals if len(goal.flows)]
    return Resting(
        face,
        np.concatenate([NONE, *(goal.flows for goal in joining)]),
        np.concatenate([NONE, *(goal.balances for goal in joining)]),
        np.concatenate([NONE, *(np.flatnonzero(goal.costs) for goal in joining)]),
    )


def _without(face: Matrix, later: Sequence[Goal]) -> Matrix:
    """The face with the later goals' flows at zero and their rows asleep."""
    asleep = face.copy()
    for goal in later:
        asleep.col_upper[goal.flows] = 0.0
        for rows in (goal.balances, goal.rows):
            asleep.row_lower[rows], asleep.row_upper[rows] = -np.inf, np.inf
    return asleep


def _all_at_once(goals: Sequence[Goal]) -> list[Goal]:
    """The same goals with every flow joining at the first."""
    flows = np.concatenate([goal.flows for goal in goals])
    balances = np.concatenate([goal.balances for goal in goals])
    as_slack = np.concatenate([goal.as_slack for goal in goals])
    return [
        replace(goal, flows=NONE, balances=NONE, as_slack=NOBODY)
        if at
        else replace(goal, flows=flows, balances=balances, as_slack=as_slack)
        for at, goal in enumerate(goals)
    ]


def fix_face(face: Matrix, row_dual: Array, col_dual: Array, x: Array) -> None:
    """Fix every column and row with a non-zero dual at the side the dual points to, where the point stands.

    A dual that points to a side far from the point is noise of the solver: optimal duals do not.
    """
    for lower, upper, dual, at in (
        (face.row_lower, face.row_upper, row_dual, face.activity(x)),
        (face.col_lower, face.col_upper, col_dual, x),
    ):
        at_lower = (dual > DUAL_ZERO) & (np.abs(at - lower) < NEAR)
        at_upper = (dual < -DUAL_ZERO) & (np.abs(at - upper) < NEAR)
        upper[at_lower] = lower[at_lower]
        lower[at_upper] = upper[at_upper]


def hold_point(face: Matrix, x: Array) -> None:
    """Move each side that the point oversteps within the solver's own tolerance, so that the face holds the point.

    Sides fixed exactly where the point is a hair beyond them could leave the next goal no point at all.
    """
    for lower, upper, at in ((face.row_lower, face.row_upper, face.activity(x)), (face.col_lower, face.col_upper, x)):
        fixed = (lower == upper) & (np.abs(at - lower) < NEAR)  # stays fixed: presolve takes it away
        below, above = (
            fixed | (at < lower) & (at > lower - OVERSTEPPED),
            fixed | (at > upper) & (at < upper + OVERSTEPPED),
        )
        lower[below], upper[above] = at[below], at[above]


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
