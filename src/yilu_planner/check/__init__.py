"""Recomputes every limit and every goal from the problem and the plan alone; shares nothing with the solver."""

from dataclasses import dataclass

from yilu_planner.check.finding import Finding, Ledger
from yilu_planner.check.goals import goal_values
from yilu_planner.check.parcels import check_parcels
from yilu_planner.check.people import check_people
from yilu_planner.check.protection import check_protection
from yilu_planner.problem import Problem
from yilu_planner.problem.arrays import refuse_all
from yilu_planner.result import Plan, Result

__all__ = ["Checked", "Finding", "check_plan", "check_result", "check_shape"]


@dataclass(frozen=True)
class Checked:
    """Every limit broken (none: the plan keeps them all) and the five goals recomputed."""

    findings: tuple[Finding, ...]
    goals: dict[str, float]

    @property
    def kept(self) -> bool:
        """Whether nothing is broken."""
        return not self.findings


def check_shape(problem: Problem, plan: Plan) -> None:
    """Refuse a plan made for other cells, classes or days."""
    refuse_all(plan.why_not_shaped({**problem.sizes, "link": len(problem.supply_links)}))


def check_plan(problem: Problem, plan: Plan) -> Checked:
    """Walk the days with the plan's own numbers; tolerance 1e-3 of a unit or 1e-6 of the limit."""
    check_shape(problem, plan)
    ledger = Ledger()
    waiting = check_parcels(problem, plan, ledger)
    check_people(problem, plan, ledger)
    check_protection(problem, plan, ledger)
    return Checked(tuple(ledger.findings), goal_values(problem, plan, waiting))


def check_result(problem: Problem, result: Result) -> Checked:
    """As `check_plan`, and the stated goal values must be the recomputed ones within their tolerance."""
    if result.plan is None:
        return Checked((), {})
    checked = check_plan(problem, result.plan)
    ledger = Ledger(list(checked.findings))
    for goal in result.goals:
        found = checked.goals.get(goal.name)
        if found is None:
            ledger.add("goal", (goal.name,), -1, abs(goal.value))
        else:
            ledger.within("goal", (goal.name,), abs(goal.value - found), goal.tolerance)
            ledger.within("goal_order", (goal.name,), goal.value - goal.own_value, goal.tolerance)
    if result.problem != problem.name:
        ledger.add("problem_name", (result.problem,), -1, 0.0)
    return Checked(tuple(ledger.findings), checked.goals)
