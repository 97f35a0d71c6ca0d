"""Down the tree: upper plans, quotas, pieces; and back: the trunk, and the pieces again, with what was collected."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from yilu_planner.hierarchy.aggregate import aggregate
from yilu_planner.hierarchy.node import Node
from yilu_planner.hierarchy.quota import arrival_share, with_quotas
from yilu_planner.hierarchy.work import PLAY, Solve, Task, by_strand
from yilu_planner.lexicographic import solve_in_order
from yilu_planner.problem import Array, Problem
from yilu_planner.problem.problem import Index
from yilu_planner.result import Plan, Result
from yilu_planner.resumption import GOALS, build_model
from yilu_planner.resumption.reading import read_plan

SOONER = 1e-3  # how much less a parcel waits one step further on, where it makes no other difference
FREED = ("courier_time", "door_access")  # what the pieces have settled already


class Stopped(RuntimeError):  # noqa: N818 - it reads as what happened
    """A piece without a plan: there is none for the whole."""

    def __init__(self, where: str, result: Result) -> None:
        self.where, self.result = where, result
        super().__init__(where)


@dataclass(frozen=True)
class Branch:
    """A node, its problem under quotas, the top cells it lies in (none: the top), its part of the arrivals there."""

    node: Node
    problem: Problem
    top_cells: Index
    share: Array


@dataclass
class Descent:
    """What the levels decided: every upper node with its plan, every leaf with its result."""

    top: Problem
    plan: Plan
    uppers: dict[str, tuple[Problem, Plan]] = field(default_factory=dict)
    leaves: dict[str, Branch] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)


def descend(node: Node, solve: Solve) -> Descent:
    """Solve level by level; then, where pieces collected otherwise than planned above, trunk and pieces once more."""
    (_, first), *_ = solve([Task("top", node.problem, piece=False)])
    found = Descent(node.problem, _plan_of("top", first))
    found.uppers[node.id] = node.problem, found.plan
    level = [Branch(node, node.problem, np.empty(0, dtype=np.int64), np.ones(3))]
    while level:
        below: dict[str, Branch] = {}
        for name, result in solve(_tasks(found, level, below)):
            _plan_of(name, result)
            found.results[name] = result
        level = []
        for name, branch in sorted(below.items()):
            if branch.node.below:
                found.uppers[name] = branch.problem, _plan_of(name, found.results.pop(name))
                level.append(branch)
            else:
                found.leaves[name] = branch
    _settle(found, solve)
    return found


def _tasks(found: Descent, level: list[Branch], below: dict[str, Branch]) -> Iterator[Task]:
    for upper in level:
        problem, plan = found.uppers[upper.node.id]
        for cells, make in upper.node.below:
            child = make()
            asked = with_quotas(problem, plan, cells, child.problem)
            part = arrival_share(problem, cells) * upper.share
            below[child.id] = Branch(child, asked, upper.top_cells if upper.top_cells.size else cells, part)
            yield Task(child.id, asked, piece=True)


def _settle(found: Descent, solve: Solve) -> None:
    """Where the pieces collected less or later than the upper plan said, the trunk carries what there is."""
    pieces = [cell.id for cell in found.top.cells]
    for name, leaf in found.leaves.items():
        for cell in leaf.top_cells:
            pieces[cell] = name.split("/")[0]
    carrier = aggregate(found.top, pieces, pieces)
    at = {cell.id: number for number, cell in enumerate(carrier.cells)}
    planned = np.zeros_like(carrier.demand.offered_parcels)
    np.add.at(planned, [at[piece] for piece in pieces], found.plan.collected_parcels)
    collected, delivered = planned.copy(), np.full_like(planned, np.inf)
    for cell in {at[name.split("/")[0]] for name in found.leaves}:
        collected[cell] = delivered[cell] = 0.0
    for name in sorted(found.leaves):
        plan, cell = _plan_of(name, found.results[name]), at[name.split("/")[0]]
        collected[cell] += plan.collected_parcels.sum(axis=0)
        delivered[cell] += plan.delivered_parcels.sum(axis=0)
    if np.abs(collected - planned).max(initial=0.0) <= PLAY:
        return
    found.plan = _carried(found.plan, carrier, collected, delivered)
    again = []
    for name, leaf in sorted(found.leaves.items()):
        region = found.top.cell_region[leaf.top_cells[0]]
        inbound = leaf.problem.trunk.arriving_parcels.copy()
        inbound[:, 0] = found.plan.sorted_parcels[:, region] * leaf.share[:, None]
        problem = replace(leaf.problem, trunk=replace(leaf.problem.trunk, arriving_parcels=inbound))
        found.leaves[name] = replace(leaf, problem=problem)
        again.append(Task(name, problem, piece=True, decided=_plan_of(name, found.results[name])))
    for name, result in solve(again):
        _plan_of(name, result)
        found.results[name] = result


def _carried(plan: Plan, carrier: Problem, collected: Array, delivered: Array) -> Plan:
    """The top plan's trunk for what the pieces collect; of all classes together they deliver at most what they did."""
    model = build_model(carrier)
    matrix = model.matrix.copy()
    at = model.columns["collected"].index
    decided = by_strand(model, collected)
    matrix.col_upper[at] = decided / model.scale
    by_mode = model.columns["by_mode"].index
    matrix.col_upper[by_mode] = 0.0
    matrix.col_upper[by_mode[:, 0]] = (delivered.sum(axis=1) + PLAY) / model.scale
    for family in FREED:
        matrix.row_upper[model.families[family].index] = np.inf
    # a parcel waits as late at the hub as in the cell, but only in the cell may the piece deliver it after all
    for costs in (model.goal_costs[goal] for goal in GOALS[:3]):
        for further, name in enumerate(("waiting_hub", "waiting_sort", "waiting_delivery")):
            costs[model.columns[name].index] *= 1 - SOONER * further
    solved = solve_in_order(matrix, model.goals())
    if not solved.has_point:
        raise Stopped("trunk", Result(carrier.name, "gave_up"))
    trunk = read_plan(model, solved.x)
    return replace(
        plan,
        dispatched_parcels=trunk.dispatched_parcels,
        on_pass_parcels=trunk.on_pass_parcels,
        sorted_parcels=trunk.sorted_parcels,
    )


def _plan_of(where: str, result: Result) -> Plan:
    if result.plan is None:
        raise Stopped(where, result)
    return result.plan
