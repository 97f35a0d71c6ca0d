"""The answer: status, plan, goal values with their proof, gradient, conflict, prices and check's verdict."""

from dataclasses import dataclass
from typing import Literal

from yilu_planner.problem.arrays import Array, Part, numbers

# ruff: noqa: RUF009 - `numbers` declares, it holds no state

Verdict = Literal["kept", "broken", "not_checked"]
ResultStatus = Literal["optimal", "feasible", "infeasible", "gave_up"]


@dataclass(frozen=True, eq=False)
class Plan(Part):
    """What to do, per day; every backlog and stock follows from it and from the problem."""

    collected_parcels: Array = numbers("cell class day", "parcels/day", "collected")
    delivered_parcels: Array = numbers("cell class day", "parcels/day", "delivered")
    delivered_by_mode_parcels: Array = numbers("cell mode day", "parcels/day", "delivered, by mode")
    dispatched_parcels: Array = numbers("tier origin destination day", "parcels/day", "sent over the lane")
    on_pass_parcels: Array = numbers("origin destination day", "parcels/day", "of these, on vehicle passes")
    sorted_parcels: Array = numbers("tier region day", "parcels/day", "inbound, sorted to the cells")
    on_post_people: Array = numbers("cell day", "people", "on post")
    returning_people: Array = numbers("cell group day", "people/day", "arriving from away")
    recruited_people: Array = numbers("cell day", "people/day", "hired locally")
    open_sites: Array = numbers("cell day", "sites", "open")
    newly_open_sites: Array = numbers("cell day", "sites/day", "opened after review")
    sent_to_cell_units: Array = numbers("link item day", "units/day", "protective items sent over a supply link")
    sent_to_store_units: Array = numbers("supplier item day", "units/day", "sent to this store from its parent")


@dataclass(frozen=True, slots=True)
class GoalValue:
    """One goal: its value in the plan, at its own solve, and the bound that proves it could not be better."""

    name: str
    unit: str
    value: float
    own_value: float
    proved_bound: float
    tolerance: float
    seconds: float
    iterations: int


@dataclass(frozen=True, slots=True)
class GradientRow:
    """One area at one dated stage: rates of normal against the target, and what is short of it."""

    area: str
    date: str
    target_share: float
    collected_share: float
    delivered_share: float
    collected_short_parcels: float
    delivered_short_parcels: float


@dataclass(frozen=True, slots=True)
class NamedLimit:
    """A limit by its family, the ids it belongs to and the first day it speaks of (-1: the whole horizon)."""

    family: str
    owner: tuple[str, ...]
    day: int


@dataclass(frozen=True, slots=True)
class Price:
    """What more of one limit changes: goals per unit (negative: better), verified by re-solving with `step`."""

    limit: NamedLimit
    step: float
    holds_to: float
    change_tier1_late: float
    change_tier2_late: float
    change_tier3_late: float
    change_moved_parcels: float
    openings_fixed: bool
    sentence_zh: str = ""
    sentence_en: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """Where the time went, in seconds."""

    build: float
    order: float
    check: float


@dataclass(frozen=True, eq=False)
class Result:
    """What solving a problem gave; a plan is present unless infeasible or given up."""

    problem: str
    status: ResultStatus
    goals: tuple[GoalValue, ...] = ()
    verdict: Verdict = "not_checked"
    gap: float = 0.0  # relative, of yes-or-no openings against the proved bound, first goal that is not closed
    gradient: tuple[GradientRow, ...] = ()
    conflict: tuple[NamedLimit, ...] = ()
    prices: tuple[Price, ...] = ()
    timing: Timing | None = None
    seed: int = 0
    pieces: int = 0  # solved down the hierarchy in so many pieces: a plan that keeps every limit, goals not proved
    plan: Plan | None = None

    def goal(self, name: str) -> GoalValue:
        """One goal by name."""
        return next(goal for goal in self.goals if goal.name == name)
