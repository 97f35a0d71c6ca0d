"""Linear models assembled from arrays, and the only door to HiGHS.

Columns and rows come in named blocks, so that every limit and every price has an owner. Minimisation throughout.
"""

import os
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import highspy
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.int64]
Method = Literal["dual", "primal", "ipm"]
Status = Literal["optimal", "infeasible", "time_limit", "unknown"]


@dataclass(frozen=True, eq=False)
class Block:
    """A named run of columns or rows; `index` has the block's shape and holds positions in the model."""

    name: str
    index: Index

    def __getitem__(self, key: Any) -> Index:
        return np.asarray(self.index[key])


@dataclass(eq=False)
class LinearModel:
    """Columns, rows and entries collected block by block; `matrix()` gives the whole as arrays."""

    columns: dict[str, Block] = field(default_factory=dict)
    rows: dict[str, Block] = field(default_factory=dict)
    bounds: dict[str, list[Array]] = field(
        default_factory=lambda: {"col_lower": [], "col_upper": [], "row_lower": [], "row_upper": []}
    )
    entries: list[tuple[Index, Index, Array]] = field(default_factory=list)
    _late_upper: list[tuple[Index, float]] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=lambda: {"col": 0, "row": 0})

    def add_columns(self, name: str, shape: Sequence[int], lower: Any = 0.0, upper: Any = np.inf) -> Block:
        """A block of columns with bounds that broadcast to its shape."""
        return self._add("col", self.columns, name, shape, lower, upper)

    def add_rows(self, name: str, shape: Sequence[int], lower: Any = -np.inf, upper: Any = np.inf) -> Block:
        """A block of rows with sides that broadcast to its shape."""
        return self._add("row", self.rows, name, shape, lower, upper)

    def add_entries(self, rows: Any, columns: Any, values: Any) -> None:
        """Coefficients; the three broadcast against each other, zeros are dropped."""
        row, column, value = np.broadcast_arrays(rows, columns, np.asarray(values, dtype=np.float64))
        keep = value != 0
        self.entries.append((row[keep].ravel(), column[keep].ravel(), value[keep].ravel()))

    def set_upper(self, rows: Index, upper: float) -> None:
        """Give some rows an upper side after they were added."""
        self._late_upper.append((rows.ravel(), upper))

    @property
    def size(self) -> tuple[int, int]:
        """(rows, columns) added so far."""
        return self._counts["row"], self._counts["col"]

    def matrix(self) -> "Matrix":
        """The whole model; entries of the same row and column add up."""
        rows = np.concatenate([entry[0] for entry in self.entries] or [np.empty(0, np.int64)])
        columns = np.concatenate([entry[1] for entry in self.entries] or [np.empty(0, np.int64)])
        values = np.concatenate([entry[2] for entry in self.entries] or [np.empty(0)])
        n_columns, n_rows = self._counts["col"], self._counts["row"]
        order = np.argsort(columns * np.int64(max(n_rows, 1)) + rows, kind="stable")
        rows, columns, values = rows[order], columns[order], values[order]
        if len(rows):
            first = np.concatenate([[True], (np.diff(rows) != 0) | (np.diff(columns) != 0)])
            values = np.add.reduceat(values, np.flatnonzero(first))
            rows, columns = rows[first], columns[first]
        starts = np.zeros(n_columns + 1, dtype=np.int32)
        np.cumsum(np.bincount(columns, minlength=n_columns), out=starts[1:])
        sides = {name: np.concatenate(parts or [np.empty(0)]) for name, parts in self.bounds.items()}
        for late, upper in self._late_upper:
            sides["row_upper"][late] = upper
        return Matrix(starts=starts, rows=rows.astype(np.int32), values=values, **sides)

    def _add(
        self, kind: str, blocks: dict[str, Block], name: str, shape: Sequence[int], lower: Any, upper: Any
    ) -> Block:
        start, size = self._counts[kind], int(np.prod(shape, dtype=np.int64))
        block = Block(name, np.arange(start, start + size, dtype=np.int64).reshape(tuple(shape)))
        blocks[name] = block
        self._counts[kind] = start + size
        for side, value in (("lower", lower), ("upper", upper)):
            whole = np.broadcast_to(np.asarray(value, dtype=np.float64), tuple(shape))
            self.bounds[f"{kind}_{side}"].append(whole.ravel().copy())
        return block


@dataclass(eq=False)
class Matrix:
    """A model as compressed columns with bounds and sides; what is changed here reaches the next `Engine`."""

    starts: NDArray[np.int32]
    rows: NDArray[np.int32]
    values: Array
    col_lower: Array
    col_upper: Array
    row_lower: Array
    row_upper: Array

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns)."""
        return len(self.row_lower), len(self.col_lower)

    def copy(self) -> "Matrix":
        """The same entries with bounds and sides of its own."""
        return Matrix(
            self.starts, self.rows, self.values,
            self.col_lower.copy(), self.col_upper.copy(), self.row_lower.copy(), self.row_upper.copy(),
        )  # fmt: skip

    def with_rows(self, extra: LinearModel) -> "Matrix":
        """The same with further rows, whose entries name columns of this matrix."""
        n_rows, n_columns = self.shape
        rows, columns, values = (np.concatenate(parts) for parts in zip(*extra.entries, strict=True))
        columns = np.concatenate([np.repeat(np.arange(n_columns), np.diff(self.starts)), columns])
        order = np.argsort(columns, kind="stable")
        lower, upper = (np.concatenate(extra.bounds[side]) for side in ("row_lower", "row_upper"))
        return Matrix(
            np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=n_columns))]).astype(np.int32),
            np.concatenate([self.rows, n_rows + rows])[order].astype(np.int32),
            np.concatenate([self.values, values])[order],
            self.col_lower, self.col_upper, np.append(self.row_lower, lower), np.append(self.row_upper, upper),
        )  # fmt: skip

    def activity(self, x: Array) -> Array:
        """(row,) the rows' values at a point."""
        owner = np.repeat(np.arange(len(x)), np.diff(self.starts))
        terms = self.values * x[owner]
        return np.bincount(self.rows, weights=terms, minlength=len(self.row_lower)).astype(np.float64)

    def reduced_costs(self, costs: Array, row_dual: Array) -> Array:
        """(column,) costs less what the rows' duals explain."""
        owner = np.repeat(np.arange(len(costs)), np.diff(self.starts))
        return costs - np.bincount(owner, weights=self.values * row_dual[self.rows], minlength=len(costs))


@dataclass(frozen=True, eq=False)
class Solved:
    """What one solve gave; duals follow HiGHS: reduced cost >= 0 at a lower bound, <= 0 at an upper."""

    status: Status
    objective: float
    x: Array
    col_dual: Array
    row_dual: Array
    bound: float = np.nan  # proved bound of a yes-or-no model
    iterations: int = 0


class Engine:
    """One model inside HiGHS, kept warm between solves."""

    def __init__(self, matrix: Matrix, *, whole: Index | None = None, seed: int = 0) -> None:
        self.matrix = matrix
        n_rows, n_columns = matrix.shape
        self._highs: Any = _silent_highs()
        for name, value in (("output_flag", False), ("log_to_console", False), ("threads", 1), ("random_seed", seed)):
            self._highs.setOptionValue(name, value)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = n_columns, n_rows
        lp.col_cost_ = np.zeros(n_columns)
        lp.col_lower_, lp.col_upper_ = matrix.col_lower, matrix.col_upper
        lp.row_lower_, lp.row_upper_ = matrix.row_lower, matrix.row_upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = matrix.starts, matrix.rows
        lp.a_matrix_.value_ = matrix.values
        if whole is not None and len(whole):
            kinds = np.array([highspy.HighsVarType.kContinuous] * n_columns, dtype=object)
            kinds[whole] = highspy.HighsVarType.kInteger
            lp.integrality_ = list(kinds)
        self._whole = whole is not None and len(whole) > 0
        self._highs.passModel(lp)

    def set_costs(self, costs: Array) -> None:
        """Replace the objective."""
        everything = np.arange(len(costs), dtype=np.int32)
        self._highs.changeColsCost(len(costs), everything, np.ascontiguousarray(costs))

    def set_column_bounds(self, columns: Index, lower: Array, upper: Array) -> None:
        """Replace the bounds of some columns."""
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), lower + 0.0, upper + 0.0)

    def set_row_sides(self, rows: Index, lower: Array, upper: Array) -> None:
        """Replace the sides of some rows."""
        self._highs.changeRowsBounds(len(rows), rows.astype(np.int32), lower + 0.0, upper + 0.0)

    def take_sides(self, matrix: Matrix) -> None:
        """Take over every bound and side of a matrix of the same shape."""
        n_rows, n_columns = matrix.shape
        self.set_row_sides(np.arange(n_rows), matrix.row_lower, matrix.row_upper)
        self.set_column_bounds(np.arange(n_columns), matrix.col_lower, matrix.col_upper)

    def basis(self) -> Any:
        """The present basis, to start from later."""
        return self._highs.getBasis()

    def start_from(self, basis: Any) -> None:
        """Start the next simplex solve from a basis."""
        self._highs.setBasis(basis)

    def start_anew(self) -> None:
        """Forget the basis: the next solve begins with presolve."""
        self._highs.clearSolver()

    def put_in_basis(self, columns: Index, rows: Index) -> None:
        """Make each column basic in place of a row, in the present basis or in that of the rows alone."""
        kinds, basis = highspy.HighsBasisStatus, self._highs.getBasis()
        n_rows, n_columns = self.matrix.shape
        column_status = list(basis.col_status) if basis.valid else [kinds.kLower] * n_columns
        row_status = list(basis.row_status) if basis.valid else [kinds.kBasic] * n_rows
        for column, row in zip(columns.tolist(), rows.tolist(), strict=True):
            column_status[column], row_status[row] = kinds.kBasic, kinds.kLower
        basis.col_status, basis.row_status, basis.valid = column_status, row_status, True
        self._highs.setBasis(basis)

    def solve(self, method: Method, *, time_limit: float = np.inf, gap: float = 0.0) -> Solved:
        """Minimise; `gap` is relative and only for yes-or-no models. Duals come from a vertex."""
        highs = self._highs
        options: dict[str, Any] = {
            "solver": "simplex" if self._whole or method in ("dual", "primal") else "ipm",
            "simplex_strategy": 4 if method == "primal" else 1,
            "simplex_dual_edge_weight_strategy": 1,  # Devex: up to twice as fast here as steepest edge
            "run_crossover": "on",
            "mip_rel_gap": gap,
            "time_limit": highs.getRunTime() + min(max(time_limit, 0.1), 1e7),
        }
        for name, value in options.items():
            highs.setOptionValue(name, value)
        # in the main thread a solve listens for Ctrl-C; elsewhere (a job, a Dask worker) nobody presses it
        highs.HandleKeyboardInterrupt = threading.current_thread() is threading.main_thread()
        highs.solve()
        if highs.getModelStatus() == highspy.HighsModelStatus.kInterrupt:
            raise KeyboardInterrupt
        status = _STATUS.get(highs.getModelStatus(), "unknown")
        info, solution = highs.getInfo(), highs.getSolution()
        return Solved(
            status=status,
            objective=float(info.objective_function_value),
            x=np.array(solution.col_value),
            col_dual=np.array(solution.col_dual),
            row_dual=np.array(solution.row_dual),
            iterations=int(info.simplex_iteration_count),
            bound=float(info.mip_dual_bound) if self._whole else float(info.objective_function_value),
        )


def _silent_highs() -> Any:
    """A solver whose banner does not reach standard output, where results are written."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        return highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


_STATUS: dict[Any, Status] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
    highspy.HighsModelStatus.kTimeLimit: "time_limit",
    highspy.HighsModelStatus.kModelEmpty: "optimal",
}
