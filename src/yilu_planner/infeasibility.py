"""The smallest conflicting set of named limits: elastic start, then a deletion filter.

First every named limit may give way at a cost; the limits whose duals are not zero already conflict among
themselves (a Farkas proof). Then one after the other is dropped for good if the rest still conflict, so every
limit left is needed: drop any one of them and a plan exists.
"""

import numpy as np

from yilu_planner.result import NamedLimit
from yilu_planner.resumption.limits import Family
from yilu_planner.resumption.model import Model
from yilu_planner.solver import Array, Engine, Index, Matrix


def smallest_conflict(model: Model) -> tuple[NamedLimit, ...]:
    """Named limits that cannot be kept together and of which none can be left out (empty: no conflict)."""
    members = _members(model)
    whole = np.arange(len(members), dtype=np.int64)
    needed = _guilty(model, members, whole)
    # whole families first, then single members: fewer solves
    for grouped in (True, False):
        groups = _groups(members, needed) if grouped else [np.array([at]) for at in needed]
        for group in groups:
            rest = np.setdiff1d(needed, group)
            left = _guilty(model, members, rest)
            if len(left):
                needed = np.intersect1d(needed, left)
    return tuple(members[at][0] for at in needed)


Member = tuple[NamedLimit, Family, int]


def _members(model: Model) -> list[Member]:
    """Every position of every named limit, with its place in the model."""
    found = []
    for family in model.families.values():
        for owner, positions in zip(family.owners, family.index, strict=True):
            for day, position in enumerate(positions):
                if position >= 0 and _limits(model.matrix, family, int(position)):
                    at = day if len(positions) > 1 else -1
                    found.append((NamedLimit(family.name, owner, at), family, int(position)))
    return found


def _limits(matrix: Matrix, family: Family, position: int) -> bool:
    side = {
        "row_upper": matrix.row_upper, "row_equal": matrix.row_upper,
        "col_upper": matrix.col_upper, "col_lower": matrix.col_lower,
    }[family.side]  # fmt: skip
    return bool(np.isfinite(side[position]))


def _groups(members: list[Member], needed: Index) -> list[Index]:
    names = np.array([members[at][1].name for at in needed])
    return [needed[names == name] for name in sorted(set(names.tolist()))]


def _guilty(model: Model, members: list[Member], kept: Index) -> Index:
    """Of the limits kept (the others give way freely), those with a part in the conflict; empty when none is."""
    matrix = model.matrix.copy()
    n_rows, n_columns = matrix.shape
    rows, columns, signs, costs = [], [], [], []
    keep = np.zeros(len(members), dtype=np.bool_)
    keep[kept] = True
    bounded: list[tuple[int, float, float]] = []  # column bounds kept as elastic rows
    for at, (_, family, position) in enumerate(members):
        cost = 1.0 if keep[at] else 0.0
        if family.side.startswith("row"):
            rows.append(position)
        else:
            upper = family.side == "col_upper"
            side = matrix.col_upper[position] if upper else matrix.col_lower[position]
            bounded.append((position, -np.inf if upper else side, side if upper else np.inf))
            rows.append(n_rows + len(bounded) - 1)
            if upper:
                matrix.col_upper[position] = np.inf
            else:
                matrix.col_lower[position] = 0.0
        # what gives way: more room above a side, or goods and people from nowhere in a balance
        sign = 1.0 if family.side == "col_lower" else -1.0
        signs.append(sign)
        columns.append(position)
        costs.append(cost)
    elastic = _append(matrix, np.array(rows), np.array(signs), bounded)
    engine = Engine(elastic)
    objective = np.concatenate([np.zeros(n_columns), np.array(costs)])
    engine.set_costs(objective)
    solved = engine.solve("dual")
    if solved.status != "optimal" or solved.objective <= 1e-7:
        return np.empty(0, dtype=np.int64)
    dual: Array = np.abs(solved.row_dual[np.array(rows)])
    return np.flatnonzero(keep & (dual > 1e-9)).astype(np.int64)


def _append(matrix: Matrix, rows: Index, signs: Array, bounded: list[tuple[int, float, float]]) -> Matrix:
    """The matrix with one row for each column bound and one give-way column for each named limit."""
    n_rows, n_columns = matrix.shape
    owner = np.repeat(np.arange(n_columns), np.diff(matrix.starts))
    extra = np.array([position for position, _, _ in bounded], dtype=np.int64)
    all_rows = np.concatenate([matrix.rows, n_rows + np.arange(len(extra)), rows])
    all_columns = np.concatenate([owner, extra, n_columns + np.arange(len(rows))])
    values = np.concatenate([matrix.values, np.ones(len(extra)), signs])
    order = np.lexsort((all_rows, all_columns))
    counts = np.bincount(all_columns, minlength=n_columns + len(rows))
    return Matrix(
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        rows=all_rows[order].astype(np.int32),
        values=values[order],
        col_lower=np.concatenate([matrix.col_lower, np.zeros(len(rows))]),
        col_upper=np.concatenate([matrix.col_upper, np.full(len(rows), np.inf)]),
        row_lower=np.concatenate([matrix.row_lower, [low for _, low, _ in bounded]]),
        row_upper=np.concatenate([matrix.row_upper, [high for _, _, high in bounded]]),
    )
