"""The linear model of a resumption problem: columns, balances, named limits and the five goals.

Parcels, people and items are all divided by one scale, so coefficients keep their meaning (minutes, shares,
masks per person).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from yilu_planner.lexicographic import NOBODY, NONE, Goal
from yilu_planner.problem import Problem
from yilu_planner.resumption.limits import Family, Side
from yilu_planner.solver import Array, Block, Index, LinearModel, Matrix

GOALS = ("tier1_late", "tier2_late", "tier3_late", "worst_area_days", "exposure")
BY_STRAND = ("collected", "delivered")
FLOWS = (
    ("collected", "collection_balance"),
    ("handed_over", "region_collection"),
    ("dispatched", "hub_balance"),
    ("sorted", "sort_balance"),
    ("delivered", "delivery_balance"),
)
AS_SLACK = ("collected", "dispatched", "delivered")  # every other link of the parcels' way
STATES = (
    ("present", "presence"),
    ("isolated", "isolation_balance"),
    ("stock", "protection"),
    ("store_stock", "supplier_stock"),
)


@dataclass(eq=False)
class Build:
    """A model under construction: the problem, its scale, and what each step adds."""

    problem: Problem
    model: LinearModel = field(default_factory=LinearModel)
    families: dict[str, Family] = field(default_factory=dict)

    @cached_property
    def scale(self) -> float:
        """Parcels (and people, and items) in one unit of the model: the power of ten near a class's day."""
        offered = self.problem.demand.offered_parcels
        typical = offered[offered > 0].mean() if (offered > 0).any() else 1.0
        return float(10.0 ** np.clip(np.round(np.log10(typical)), 0, 4))

    @cached_property
    def strands(self) -> tuple[Index, Array, Index]:
        """Classes that the model cannot tell apart move as one strand: same tier, same cleared-by day.

        (strand,) tier, (strand,) cleared-by day, (class,) strand. Splitting a strand by what each class has
        waiting keeps every limit and every goal, so nothing is lost (see `reading`).
        """
        clear = self.problem.delivery.clear_from_day
        keys = list(zip(self.problem.class_tier.tolist(), clear.tolist(), strict=True))
        distinct = sorted(set(keys))
        of_class = np.array([distinct.index(key) for key in keys], dtype=np.int64)
        tiers = np.array([tier for tier, _ in distinct], dtype=np.int64)
        return tiers, np.array([day for _, day in distinct], dtype=np.float64), of_class

    def by_strand(self, values: Array) -> Array:
        """Sum the class axis (the second) into strands."""
        tiers, _, of_class = self.strands
        total = np.zeros((values.shape[0], len(tiers), *values.shape[2:]))
        for k, strand in enumerate(of_class):
            total[:, strand] += values[:, k]
        return total

    @cached_property
    def lanes(self) -> tuple[Index, Index]:
        """(lane,) origins and destinations that carry anything: some share or some waiting parcels."""
        demand, trunk = self.problem.demand, self.problem.trunk
        has_cells = np.zeros(len(self.problem.regions), dtype=np.bool_)
        has_cells[self.problem.cell_region] = True
        used = (demand.destination_share.sum(axis=0) > 0) & has_cells[:, None]
        origin, destination = np.nonzero(used | (trunk.waiting_hub_parcels.sum(axis=0) > 0))
        return origin.astype(np.int64), destination.astype(np.int64)

    def columns(self, name: str) -> Block:
        """A block of columns already added."""
        return self.model.columns[name]

    def balance(self, name: str, stock: Block, inflow: Array, at_start: Array) -> Block:
        """Rows stock[t] - stock[t-1] + (what later entries take out) = inflow, the day being the last axis."""
        side = inflow.copy()
        side[..., 0] += at_start
        rows = self.model.add_rows(name, stock.index.shape, side, side)
        self.model.add_entries(rows.index, stock.index, 1.0)
        self.model.add_entries(rows[..., 1:], stock[..., :-1], -1.0)
        return rows

    def limit(
        self, name: str, side: Side, owners: Sequence[tuple[str, ...]], index: Index, step: object,
        *, once: bool = False,
    ) -> None:  # fmt: skip
        """Name a family of limits so that prices and conflicts can speak of it."""
        if not owners:
            return
        members = index.reshape(len(owners), -1)
        steps = np.broadcast_to(np.asarray(step, dtype=np.float64), (len(owners),))
        self.families[name] = Family(name, side, list(owners), members, steps, once)


@dataclass(frozen=True, eq=False)
class Model:
    """A finished model with what the order of goals and the reading of the plan need."""

    problem: Problem
    matrix: Matrix
    columns: dict[str, Block]
    rows: dict[str, Block]
    families: dict[str, Family]
    scale: float
    lanes: tuple[Index, Index]
    strands: tuple[Index, Array, Index]
    goal_costs: dict[str, Array]
    goal_units: dict[str, float]
    whole: Index

    def goals(self) -> list[Goal]:
        """The five goals in order; a tier's parcels join with its goal, fairness binds only from the fourth on."""
        joins = self._joins()
        return [
            Goal(
                name, self.goal_costs[name],
                np.concatenate([NONE, *(flows for goal, flows, _, _ in joins if goal == at)]),
                np.concatenate([NONE, *(balances for goal, _, balances, _ in joins if goal == at)]),
                np.concatenate([NOBODY, *(slack for goal, _, _, slack in joins if goal == at)]),
                self.rows["fairness"].index if name == "worst_area_days" else NONE,
            )
            for at, name in enumerate(GOALS)
        ]  # fmt: skip

    def _joins(self) -> list[tuple[int, Index, Index, NDArray[np.bool_]]]:
        """(goal, columns, rows, as slack): what enters with which goal; a tier that has to be clear by a day at once.

        The columns in order of their rows make a triangle: parcels by their way, states by their days.
        """
        tiers, clear, _ = self.strands
        bound = {int(tier) for tier in tiers[np.isfinite(clear)]}
        found = []
        for state, row in STATES:
            columns, rows = self.columns[state].index.ravel(), self.rows[row].index.ravel()
            found.append((0, columns, rows, np.zeros(len(columns), dtype=np.bool_)))
        for flow, row in FLOWS:
            columns, rows = self.columns[flow].index, self.rows[row].index
            owner = tiers if flow in BY_STRAND else np.arange(3)
            for tier in range(3):
                goal = 0 if tier in bound else tier
                own = columns[:, owner == tier].ravel()
                found.append((goal, own, rows[:, owner == tier].ravel(), np.full(len(own), flow in AS_SLACK)))
        return found


def pairs(first: Sequence[str], second: Sequence[str]) -> list[tuple[str, ...]]:
    """Every pair of ids, the second running fastest."""
    return [(a, b) for a in first for b in second]


def ids(members: Sequence[object]) -> list[str]:
    """The ids of a set, in order."""
    return [str(member.id) for member in members]  # type: ignore[attr-defined]
