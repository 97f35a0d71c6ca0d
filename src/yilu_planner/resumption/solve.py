"""Solve a problem: model, order of goals, plan, check; yes-or-no openings with a stated gap."""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from yilu_planner.check import check_plan, check_result
from yilu_planner.infeasibility import smallest_conflict
from yilu_planner.lexicographic import Ordered, solve_in_order, tolerance
from yilu_planner.problem import Problem
from yilu_planner.refusal import Reason
from yilu_planner.result import GoalValue, Result, Timing
from yilu_planner.resumption import build_model
from yilu_planner.resumption.gradient import gradient
from yilu_planner.resumption.model import Model
from yilu_planner.resumption.openings import choose_openings, permitted, with_openings
from yilu_planner.resumption.reading import read_plan
from yilu_planner.resumption.tightening import tightened

UNITS = {"worst_area_days": "days of normal volume", "exposure": "weighted staff-days"}


class PlanBroken(RuntimeError):  # noqa: N818 - it reads as what happened
    """A plan that breaks a limit: a bug, never shown as a plan."""

    def __init__(self, reasons: list[Reason]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(str(reason) for reason in reasons))


def solve_model(
    model: Model,
    *,
    time_limit: float = np.inf,
    seed: int = 0,
    build_seconds: float = 0.0,
    on_step: Callable[[str], None] = lambda _: None,
) -> tuple[Result, Ordered, Model]:
    """Solve a built model; gives the result, the ordered solve and the model with openings fixed, if any."""
    end = time.monotonic() + time_limit
    if len(model.whole):
        final, fixed, relaxed = _whole_sites(model, end, seed, on_step)
    else:
        final = solve_in_order(model.matrix, model.goals(), time_limit=time_limit, seed=seed, on_step=on_step)
        fixed, relaxed = model, final
    if final.status == "infeasible" and final is not relaxed:
        # the limits can be kept by shares of sites; that no whole sites were found proves no conflict
        return Result(model.problem.name, "gave_up", seed=seed), final, fixed
    if final.status == "infeasible":
        on_step("conflict")
        conflict = smallest_conflict(model)
        return Result(model.problem.name, "infeasible", conflict=conflict, seed=seed), final, fixed
    if not final.has_point:
        return Result(model.problem.name, "gave_up", seed=seed), final, fixed
    return _finished(fixed, final, relaxed, seed, build_seconds), final, fixed


def _whole_sites(model: Model, end: float, seed: int, on_step: Callable[[str], None]) -> tuple[Ordered, Model, Ordered]:
    """The plan with openings chosen and fixed, its model, and the relaxed solve whose bounds it is measured by."""
    tight = tightened(model, permitted(model).min(axis=1))
    relaxed = solve_in_order(tight, model.goals(), time_limit=end - time.monotonic(), seed=seed, upto=1)
    if relaxed.status != "optimal":
        return relaxed, model, relaxed
    on_step("relaxed")
    opened = choose_openings(model, relaxed.x, seed=seed, time_limit=(end - time.monotonic()) / 2)
    fixed = with_openings(model, opened)
    left = end - time.monotonic()
    final = solve_in_order(fixed.matrix, fixed.goals(), time_limit=left, seed=seed, on_step=on_step)
    if final.has_point and goal_values(model, final, relaxed)[1] == 0.0:  # closed: then the next two say something too
        relaxed = solve_in_order(tight, model.goals(), time_limit=end - time.monotonic(), seed=seed, upto=3)
    return final, fixed, relaxed


def _finished(model: Model, final: Ordered, relaxed: Ordered, seed: int, build_seconds: float) -> Result:
    began = time.monotonic()
    plan = read_plan(model, final.x)
    goals, gap = goal_values(model, final, relaxed)
    reached = len(final.achieved)
    if reached < len(goals):  # the model counts a goal's rows only from its turn on
        values = check_plan(model.problem, plan).goals
        unreached = (replace(goal, value=values[goal.name], own_value=values[goal.name]) for goal in goals[reached:])
        goals = (*goals[:reached], *unreached)
    closed = final.status == "optimal" and gap == 0.0
    result = Result(
        problem=model.problem.name,
        status="optimal" if closed else "feasible",
        goals=goals,
        verdict="kept",
        gap=gap,
        gradient=gradient(model.problem, plan),
        timing=Timing(
            round(build_seconds, 3),
            round(final.seconds + (relaxed.seconds if final is not relaxed else 0.0), 3),
            0.0,
        ),
        seed=seed,
        plan=plan,
    )
    checked = check_result(model.problem, result)
    if not checked.kept:
        raise PlanBroken([
            Reason(
                finding.limit,
                f"方案违反约束 {finding.limit}（{'、'.join(finding.owner)}，第 {finding.day} 天）{finding.excess:g}",
                f"the plan breaks {finding.limit} of {', '.join(finding.owner)} on day {finding.day}"
                f" by {finding.excess:g}",
            )
            for finding in checked.findings[:5]
        ])  # fmt: skip
    assert result.timing is not None
    return replace(result, timing=replace(result.timing, check=round(time.monotonic() - began, 3)))


def goal_values(model: Model, final: Ordered, relaxed: Ordered) -> tuple[tuple[GoalValue, ...], float]:
    """Every goal as found, and the relative gap of the first one that is not closed (0: all proved)."""
    values: list[GoalValue] = []
    gap = 0.0
    for at, goal in enumerate(model.goals()):
        unit = model.goal_units[goal.name]
        value = float(goal.costs @ final.x) * unit
        own = final.achieved[at] if at < len(final.achieved) else None
        proved = relaxed.achieved[at] if at < len(relaxed.achieved) else own
        proof = proved.bound * unit if proved else 0.0
        if final is not relaxed and gap == 0.0 and len(relaxed.achieved) <= at < 3:
            proof = 0.0  # the goals before are closed, but no time was left to bound this one
        # below the third goal a yes-or-no plan claims nothing: its bound holds only if all before are closed
        if gap == 0.0 and at < 3 and value - proof > tolerance(value):
            gap = (value - proof) / max(abs(value), 1.0)
        values.append(
            GoalValue(
                goal.name, UNITS.get(goal.name, "parcel-days"), value,
                own.value * unit if own else value, proof, tolerance(value, 1.0 if at < 3 else 1e-4),
                round(own.seconds, 3) if own else 0.0, own.iterations if own else 0,
            )
        )  # fmt: skip
    return tuple(values), gap


def solve(
    problem: Problem,
    *,
    time_limit: float = np.inf,
    seed: int = 0,
    on_step: Callable[[str], None] = lambda _: None,
) -> Result:
    """The best plan in the order of the goals, checked; or why there is none."""
    began = time.monotonic()
    model = build_model(problem)
    built = time.monotonic() - began
    on_step("built")
    return solve_model(model, time_limit=time_limit - built, seed=seed, build_seconds=built, on_step=on_step)[0]
