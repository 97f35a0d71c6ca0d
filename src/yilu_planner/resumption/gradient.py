"""The gradient's stages: what each area reaches at each dated target, collected and delivered kept apart."""

import datetime

import numpy as np

from yilu_planner.problem import Problem
from yilu_planner.result import GradientRow, Plan


def gradient(problem: Problem, plan: Plan) -> tuple[GradientRow, ...]:
    """One row for each area and each stage of its path that falls in the horizon; targets, never caps."""
    collected, delivered = plan.collected_parcels.sum(axis=1), plan.delivered_parcels.sum(axis=1)
    paths = {path.id: path for path in problem.paths}
    rows = []
    for at, area in enumerate(problem.areas):
        mine = problem.cell_area == at
        normal = (
            problem.demand.normal_collected_parcels[mine].sum(),
            problem.demand.normal_delivered_parcels[mine].sum(),
        )
        for stage in paths[area.path].stages if area.path else ():
            day = (datetime.date.fromisoformat(stage.date) - problem.date_of(0)).days
            if not 0 <= day < problem.days or min(normal) <= 0:
                continue
            moved = collected[mine, day].sum(), delivered[mine, day].sum()
            short = np.maximum(stage.share_of_normal * np.array(normal) - np.array(moved), 0.0)
            rows.append(
                GradientRow(
                    area.id, stage.date, stage.share_of_normal,
                    round(moved[0] / normal[0], 6), round(moved[1] / normal[1], 6),
                    round(float(short[0]), 3), round(float(short[1]), 3),
                )
            )  # fmt: skip
    return tuple(rows)
