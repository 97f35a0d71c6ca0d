"""The five goals from the backlogs: lateness by tier, the worst-served area, exposure."""

from yilu_planner.check.parcels import Waiting
from yilu_planner.problem import Problem
from yilu_planner.result import Plan


def goal_values(problem: Problem, plan: Plan, waiting: Waiting) -> dict[str, float]:
    """Parcel-days late by tier, worst area's backlog in days of normal volume, weighted staff-days."""
    values = {}
    for tier in (1, 2, 3):
        members = [k for k, item in enumerate(problem.classes) if item.tier == tier]
        late = waiting.collection[:, members].sum() + waiting.delivery[:, members].sum()
        late += waiting.hub[tier - 1].sum() + waiting.sort[tier - 1].sum()
        values[f"tier{tier}_late"] = float(late)
    worst = 0.0
    normal = problem.demand.normal_collected_parcels + problem.demand.normal_delivered_parcels
    backlog = (waiting.collection + waiting.delivery).sum(axis=(1, 2)) / problem.days
    for area in problem.areas:
        mine = [c for c, cell in enumerate(problem.cells) if cell.area == area.id]
        if mine and normal[mine].sum() > 0:
            worst = max(worst, float(backlog[mine].sum() / normal[mine].sum()))
    values["worst_area_days"] = worst
    values["exposure"] = float((plan.on_post_people * problem.risk.exposure_weight).sum())
    return values
