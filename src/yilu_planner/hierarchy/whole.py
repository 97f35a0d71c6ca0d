"""One problem solved in pieces and put together again into one plan, checked like any other."""

from collections.abc import Mapping, Sequence

import numpy as np

from yilu_planner.check import check_plan
from yilu_planner.hierarchy.node import cut_node
from yilu_planner.hierarchy.plan import Descent, descend
from yilu_planner.hierarchy.settle import settle
from yilu_planner.hierarchy.work import Solve
from yilu_planner.lexicographic import tolerance
from yilu_planner.problem import Problem
from yilu_planner.refusal import Reason
from yilu_planner.result import GoalValue, Plan, Result
from yilu_planner.resumption import GOALS
from yilu_planner.resumption.gradient import gradient
from yilu_planner.resumption.solve import UNITS, PlanBroken

BY_CELL = (
    "collected_parcels", "delivered_parcels", "delivered_by_mode_parcels", "on_post_people", "returning_people",
    "recruited_people", "open_sites", "newly_open_sites",
)  # fmt: skip
OF_THE_TOP = ("dispatched_parcels", "on_pass_parcels", "sorted_parcels", "sent_to_store_units")


def solve_in_pieces(problem: Problem, levels: Sequence[str], solve: Solve, *, most: int = 1, seed: int = 0) -> Result:
    """The plan put together from its pieces, every limit checked; goals not proved optimal. Raises `Stopped`."""
    found = descend(cut_node(problem, levels, most=most), solve)
    plan = settle(problem, _together(problem, found))
    checked = check_plan(problem, plan)
    if not checked.kept:
        worst = checked.findings[:5]
        raise PlanBroken([
            Reason(f.limit, f"汇总方案违反约束 {f.limit}（{f.owner}，第 {f.day} 天）{f.excess:g}",
                   f"the plan put together breaks {f.limit} of {f.owner} on day {f.day} by {f.excess:g}")
            for f in worst
        ])  # fmt: skip
    return result_of(problem, plan, checked.goals, seed=seed, pieces=len(found.leaves))


def result_of(problem: Problem, plan: Plan, goals: Mapping[str, float], *, seed: int, pieces: int) -> Result:
    """A checked plan as a result that claims no optimum: the only bound proved is that nothing is less than nothing."""
    values = tuple(
        GoalValue(
            name, UNITS.get(name, "parcel-days"), goals[name], goals[name], 0.0,
            tolerance(goals[name], 1.0 if at < 3 else 1e-4), 0.0, 0,
        )
        for at, name in enumerate(GOALS)
    )  # fmt: skip
    return Result(
        problem.name, "feasible", values, "kept", gradient=gradient(problem, plan), seed=seed, pieces=pieces, plan=plan
    )


def _together(problem: Problem, found: Descent) -> Plan:
    sizes = {**problem.sizes, "link": len(problem.supply_links)}
    plan = {
        name: getattr(found.plan, name) if name in OF_THE_TOP else np.zeros([sizes[axis] for axis in spec.axes])
        for name, spec, _ in found.plan.described()
    }
    cell_at = {cell.id: at for at, cell in enumerate(problem.cells)}
    link_at = {(link.supplier, link.cell): at for at, link in enumerate(problem.supply_links)}
    for name, leaf in found.leaves.items():
        part = found.results[name].plan
        assert part is not None  # a piece without a plan has stopped the descent
        cells = [cell_at[cell.id] for cell in leaf.problem.cells]
        for field in BY_CELL:
            plan[field][cells] = getattr(part, field)
        for at, link in enumerate(leaf.problem.supply_links):
            plan["sent_to_cell_units"][link_at[link.supplier, link.cell]] = part.sent_to_cell_units[at]
    return Plan(**plan)
