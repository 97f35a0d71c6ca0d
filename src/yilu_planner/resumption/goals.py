"""The five goals as costs, and the fairness rows."""

import numpy as np

from yilu_planner.problem import Problem
from yilu_planner.resumption.model import GOALS, Build
from yilu_planner.solver import Array

LATE_BY_CLASS = ("waiting_collection", "waiting_delivery")
LATE_BY_TIER = ("waiting_hub", "waiting_sort")


def area_normal_parcels(problem: Problem) -> Array:
    """(area,) normal daily volume, collected and delivered; what backlog days are measured in."""
    normal = problem.demand.normal_collected_parcels + problem.demand.normal_delivered_parcels
    return np.bincount(problem.cell_area, weights=normal, minlength=len(problem.areas)).astype(np.float64)


def add_fairness(build: Build) -> None:
    """Mean backlog of each area <= worst_area_days x its normal day (areas without a normal have no say)."""
    problem, model = build.problem, build.model
    worst = model.add_columns("worst_area_days", (1,))
    measured = area_normal_parcels(problem) > 0
    rows = model.add_rows("fairness", (len(problem.areas),), upper=0.0)
    counted = np.flatnonzero(measured[problem.cell_area])
    for name in LATE_BY_CLASS:
        waiting = build.columns(name)[counted]
        model.add_entries(rows.index[problem.cell_area[counted]][:, None, None], waiting, 1.0)
    weight = area_normal_parcels(problem) * problem.days / build.scale
    model.add_entries(rows.index, worst.index, -weight)


def goal_costs(build: Build) -> tuple[dict[str, Array], dict[str, float]]:
    """Costs of each goal in model units, and what one model unit of the goal is in its own unit."""
    problem, model = build.problem, build.model
    costs = {goal: np.zeros(model.size[1]) for goal in GOALS}
    for tier, goal in enumerate(GOALS[:3]):
        members = build.strands[0] == tier
        for name in LATE_BY_CLASS:
            costs[goal][build.columns(name)[:, members]] = 1.0
        for name in LATE_BY_TIER:
            costs[goal][build.columns(name)[:, tier]] = 1.0
    costs["worst_area_days"][build.columns("worst_area_days").index] = 1.0
    costs["exposure"][build.columns("on_post").index] = problem.risk.exposure_weight
    return costs, {goal: 1.0 if goal == "worst_area_days" else build.scale for goal in GOALS}
