"""What one more unit of each named limit changes, verified by solving again with the limit moved.

Duals only choose and order the candidates: in a degenerate model a dual is one of many. But each is an upper
bound on the gain (the value is convex in the side), so a limit whose dual is zero is worth nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from yilu_planner.lexicographic import Ordered, solve_in_order
from yilu_planner.result import NamedLimit, Price
from yilu_planner.resumption.limits import Family
from yilu_planner.resumption.model import Model
from yilu_planner.solver import Array, Matrix

WEIGHT = (1e8, 1e4, 1.0)  # only orders candidates
WORTH = 1e-6  # parcel-days a unit below which a price is nothing
SAME = 0.01  # a price still holds while the gain per unit stays within this share
DOUBLINGS = 3
HALVINGS = 5
MEASURED = ("protection", "supplier_stock", "courier_time")  # litres and hours come in parts; people do not


@dataclass(frozen=True, slots=True)
class Candidate:
    """A limit worth re-solving, with what its duals promise in the three leading goals (never too little)."""

    limit: NamedLimit
    family: Family
    member: int
    promise: tuple[float, float, float]

    @property
    def rank(self) -> float:
        """Most promising first."""
        return float(sum(w * p for w, p in zip(WEIGHT, self.promise, strict=True)))


def candidates(model: Model, solved: Ordered) -> list[Candidate]:
    """Every named limit with a dual in one of the three leading goals, most promising first."""
    found = []
    for family in model.families.values():
        promise = np.array([_promises(model, family, solved, goal) for goal in range(3)])
        for member in np.flatnonzero((promise < -WORTH).any(axis=(0, 2))):
            lead = int(np.argmax((promise[:, member] < -WORTH).any(axis=1)))
            days = np.flatnonzero(promise[lead, member] < -WORTH)
            first = int(days[0])
            used = slice(first, first + 1) if family.once else slice(first, None)
            sums = promise[:, member, used].sum(axis=1)
            limit = NamedLimit(family.name, family.owners[member], first if family.index.shape[1] > 1 else -1)
            found.append(Candidate(limit, family, int(member), (float(sums[0]), float(sums[1]), float(sums[2]))))
    return sorted(found, key=lambda item: (item.rank, item.limit.family, item.limit.owner))


def prices(
    model: Model, solved: Ordered, *, top: int = 20, seed: int = 0, step: float | None = None
) -> Iterator[Price]:
    """The most promising limits, each verified by re-solving; yields them as they are ready."""
    for candidate in candidates(model, solved)[:top]:
        yield price(model, solved, candidate, seed=seed, step=step)


def price(model: Model, solved: Ordered, candidate: Candidate, *, seed: int = 0, step: float | None = None) -> Price:
    """One limit's price: goals' change per unit at a first step, and how far that change holds."""
    base = _values(model, solved)
    least = 0.01 if candidate.family.name in MEASURED else 1.0
    step = step or _first_step(model, candidate)
    change, moved = _change(model, solved, candidate, step, seed, base)
    lead = next((g for g in range(3) if abs(change[g]) > WORTH), None)
    # a first step may reach beyond the range in which the price holds: halve until the price stands still
    for _ in range(HALVINGS if lead is not None and step > least else 0):
        smaller = max(least, step / 4)
        nearer, moved_nearer = _change(model, solved, candidate, smaller, seed, base)
        assert lead is not None
        same = abs(nearer[lead] - change[lead]) <= SAME * abs(nearer[lead])
        if same or step <= least:
            break
        step, change, moved = smaller, nearer, moved_nearer
        lead = next((g for g in range(3) if abs(change[g]) > WORTH), lead)
    holds = step
    for _ in range(DOUBLINGS if lead is not None else 0):
        assert lead is not None
        further, _moved = _change(model, solved, candidate, 2 * holds, seed, base, upto=lead + 1)
        if abs(further[lead] - change[lead]) > SAME * abs(change[lead]):
            break
        holds *= 2
    return Price(
        limit=candidate.limit,
        step=step,
        holds_to=holds,
        change_tier1_late=change[0],
        change_tier2_late=change[1],
        change_tier3_late=change[2],
        change_moved_parcels=moved[lead] if lead is not None else 0.0,
        openings_fixed=len(model.whole) > 0,
    )


def all_prices(
    model: Model, solved: Ordered, *, top: int, seed: int, on_price: Callable[[Price], None]
) -> tuple[Price, ...]:
    """As `prices`, reporting each one."""
    found = []
    for one in prices(model, solved, top=top, seed=seed):
        on_price(one)
        found.append(one)
    return tuple(found)


def moved_matrix(model: Model, candidate: Candidate, units: float) -> Matrix:
    """The model with one limit given `units` more, from the candidate's day on."""
    matrix, family = model.matrix.copy(), candidate.family
    positions = family.index[candidate.member]
    first = max(candidate.limit.day, 0)
    positions = positions[first : first + 1] if family.once else positions[first:]
    positions = positions[positions >= 0]
    more = family.step[candidate.member] * units
    if family.side == "row_upper":
        matrix.row_upper[positions] += more
    elif family.side == "row_equal":
        matrix.row_lower[positions] += more
        matrix.row_upper[positions] += more
    elif family.side == "col_upper":
        matrix.col_upper[positions] += more
    else:
        matrix.col_lower[positions] = np.maximum(matrix.col_lower[positions] + more, 0.0)
    return matrix


def _change(
    model: Model, solved: Ordered, candidate: Candidate, units: float, seed: int, base: Array, upto: int = 3
) -> tuple[list[float], list[float]]:
    """Change per unit of the three leading goals (of the first `upto`) and of the parcels delivered, by tier."""
    moved = moved_matrix(model, candidate, units)
    again = solve_in_order(moved, model.goals(), seed=seed, start=solved.start, upto=upto)
    if again.status != "optimal":
        return [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
    change = (_values(model, again) - base) / units
    change[np.abs(change) < WORTH] = 0.0
    return change[:3].tolist(), change[3:].tolist()


def _values(model: Model, solved: Ordered) -> Array:
    """(6,) the three leading goals at their own solve (0 where not solved) and the parcels delivered, by tier."""
    late = np.zeros(3)
    for at, own in enumerate(solved.achieved[:3]):
        late[at] = own.value * model.goal_units[own.name]
    delivered = solved.x[model.columns["delivered"].index].sum(axis=(0, 2)) * model.scale
    moved = np.bincount(model.strands[0], weights=delivered, minlength=3)
    return np.concatenate([late, moved])


def _promises(model: Model, family: Family, solved: Ordered, goal: int) -> Array:
    """(member, day) change of a goal for one unit more, as the goal's duals have it."""
    achieved = solved.achieved[goal]
    dual = achieved.row_dual if family.side.startswith("row") else achieved.col_dual
    at = family.index
    promised = np.where(at >= 0, dual[np.maximum(at, 0)], 0.0) * family.step[:, None]
    return promised * model.goal_units[achieved.name]


def _first_step(model: Model, candidate: Candidate) -> float:
    """A round number of units: about a fiftieth of the limit, at least one."""
    family, matrix = candidate.family, model.matrix
    side = {
        "row_upper": matrix.row_upper, "row_equal": matrix.row_upper,
        "col_upper": matrix.col_upper, "col_lower": matrix.col_lower,
    }[family.side]  # fmt: skip
    positions = family.index[candidate.member]
    sides = np.abs(side[positions[positions >= 0]])
    typical = float(sides[np.isfinite(sides)].mean()) / abs(family.step[candidate.member])
    if typical <= 0:
        typical = 500.0 if family.name not in ("blocks", "opening_order", "reviews", "passes") else 0.0
    return float(max(1.0, 10 ** np.floor(np.log10(max(typical / 50, 1.0)))))
