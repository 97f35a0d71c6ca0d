"""The resumption model: from a problem to a linear model with named limits and ordered goals."""

import numpy as np

from yilu_planner.problem import Problem
from yilu_planner.resumption.goals import add_fairness, goal_costs
from yilu_planner.resumption.limits import LIMIT_NAMES, Family, LimitName
from yilu_planner.resumption.model import GOALS, Build, Model
from yilu_planner.resumption.parcels import add_parcel_columns, add_parcel_rows
from yilu_planner.resumption.people import add_people_columns, add_people_rows
from yilu_planner.resumption.protection import add_protection

__all__ = ["GOALS", "LIMIT_NAMES", "Family", "LimitName", "Model", "build_model"]


def build_model(problem: Problem) -> Model:
    """The whole model of PLANNER's resumption problem as arrays; takes a fraction of a second for a nation."""
    build = Build(problem)
    add_parcel_columns(build)
    add_people_columns(build)
    add_parcel_rows(build)
    add_people_rows(build)
    add_protection(build)
    add_fairness(build)
    costs, units = goal_costs(build)
    whole = np.empty(0, dtype=np.int64)
    if problem.whole_sites:
        reviewed = [area.reviews_before_opening for area in problem.areas]
        whole = build.columns("open")[np.array(reviewed)[problem.cell_area]].ravel()
    return Model(
        problem=problem,
        matrix=build.model.matrix(),
        columns=build.model.columns,
        rows=build.model.rows,
        families=build.families,
        scale=build.scale,
        lanes=build.lanes,
        strands=build.strands,
        goal_costs=costs,
        goal_units=units,
        whole=whole,
    )
