"""A problem in a folder of pieces: results in a folder of the same shape, and the check of all of it together.

A problem folder holds problem.json and pieces/; a result folder result.json for each problem.json and a file a piece.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from yilu_planner.check import Finding, check_plan, check_shape
from yilu_planner.documents import read_result, write_document
from yilu_planner.hierarchy.node import PIECES, Node
from yilu_planner.hierarchy.plan import Descent, descend
from yilu_planner.hierarchy.quota import with_quotas
from yilu_planner.hierarchy.settle import carried, settle
from yilu_planner.hierarchy.whole import result_of
from yilu_planner.hierarchy.work import Solve
from yilu_planner.problem import Array, Problem
from yilu_planner.problem.problem import Index
from yilu_planner.refusal import Reason, Refused
from yilu_planner.result import Plan, Result

RESULT = "result.json"
# a level's own limits; those of its cells are checked where they are planned, in the pieces
OF_A_LEVEL = (
    "hub_balance", "sort_balance", "hub_throughput", "sorted_outside", "lane_capacity", "traffic_control", "passes",
    "supplier_stock", "sent_to_root", "arrivals", "isolation", "reviews", "tier3_order",
)  # fmt: skip
SUMMED = (
    "collected_parcels", "delivered_parcels", "delivered_by_mode_parcels", "on_post_people", "returning_people",
    "recruited_people", "open_sites", "newly_open_sites",
)  # fmt: skip


@dataclass
class Checked:
    """Every limit broken anywhere in the tree, the goals of the whole, and how many pieces were looked at."""

    findings: list[Finding]
    goals: dict[str, float]
    pieces: int = 0


def solve_folder(node: Node, solve: Solve, out: Path, *, seed: int = 0) -> Result:
    """Solve the tree and write the result folder, the top last: with it there, everything is. Raises `Stopped`."""
    found = descend(node, solve)
    return _write(node, node.problem, carried(node.problem, _summed(node, found)), found, out, seed)[1]


def check_folder(node: Node, results: Path) -> Checked:
    """Every piece against what the level above leaves it, every level against its own limits, and the sums."""
    top = _read(results / RESULT, node.problem)
    checked = Checked([], {})
    checked.goals = _check(node, node.problem, _plan(top), results, checked)
    for goal in top.goals:
        if abs(goal.value - checked.goals[goal.name]) > goal.tolerance:
            checked.findings.append(Finding("goal", (goal.name,), -1, goal.value - checked.goals[goal.name]))
    return checked


def _write(node: Node, problem: Problem, plan: Plan, found: Descent, out: Path, seed: int) -> tuple[Plan, Result]:
    """Results of a node and everything below it, which may deliver a little less than the level above had planned."""
    if not node.below:
        plan = settle(problem, _leaving(problem, plan))
        result = result_of(problem, plan, check_plan(problem, plan).goals, seed=seed, pieces=1)
        write_document(out.with_suffix(".json"), result)
        return plan, result
    below = []
    fields = {name: getattr(plan, name).copy() for name in SUMMED}
    for cells, make in node.below:
        child = make()
        piece = with_quotas(problem, plan, cells, child.problem)
        own = _leaving(piece, _summed(child, found)) if child.below else _plan(found.results[child.id])
        done, result = _write(child, piece, own, found, out / PIECES / child.path[-1], seed)
        below.append(result)
        _put(fields, cells, [done])
    plan = replace(plan, **fields)
    goals = _together(node, problem, plan, [{goal.name: goal.value for goal in part.goals} for part in below])
    result = result_of(problem, plan, goals, seed=seed, pieces=sum(part.pieces for part in below))
    write_document(out / RESULT, result)
    return plan, result


def _check(node: Node, problem: Problem, plan: Plan, results: Path, checked: Checked) -> dict[str, float]:
    own = check_plan(problem, plan)
    everything = not node.below
    checked.pieces += everything
    checked.findings += [
        replace(finding, owner=(node.id, *finding.owner))
        for finding in own.findings
        if everything or finding.limit in OF_A_LEVEL
    ]
    below = []
    for cells, make in node.below:
        child = make()
        place = results / PIECES / (child.path[-1] if child.below else f"{child.path[-1]}.json")
        piece = with_quotas(problem, plan, cells, child.problem)
        part = _plan(_read(place / RESULT if child.below else place, piece))
        for name in SUMMED:
            stated = getattr(plan, name)[cells].sum(axis=0)
            off = float(np.abs(stated - getattr(part, name).sum(axis=0)).max(initial=0.0))
            if off > max(1e-3, 1e-6 * float(stated.max(initial=0.0))):
                checked.findings.append(Finding(f"sum of {name}", (child.id,), -1, off))
        below.append(_check(child, piece, part, place, checked))
    return _together(node, problem, plan, below) if below else own.goals


def _together(node: Node, problem: Problem, plan: Plan, below: list[dict[str, float]]) -> dict[str, float]:
    """Goals of a level: lateness from its own sums, the worst area and exposure from where they are planned."""
    goals = dict(check_plan(problem, plan).goals)
    if sum(len(cells) for cells, _ in node.below) == len(problem.cells):
        goals["worst_area_days"] = max(part["worst_area_days"] for part in below)
        goals["exposure"] = sum(part["exposure"] for part in below)
    return goals


def _summed(node: Node, found: Descent) -> Plan:
    """A level's plan with its cells' numbers replaced by what their pieces do."""
    plan = found.plan if not node.path else found.uppers[node.id][1]
    fields = {name: getattr(plan, name).copy() for name in SUMMED}
    for cells, make in node.below:
        path = make().id
        parts = [_plan(found.results[name]) for name in found.leaves if name == path or name.startswith(path + "/")]
        _put(fields, cells, parts)
    return replace(plan, **fields)


def _put(fields: dict[str, Array], cells: Index, parts: list[Plan]) -> None:
    """What pieces do, in their level's plan: all with the first of their cells, for a level's limits are on sums."""
    for name in SUMMED:
        fields[name][cells] = 0.0
        fields[name][cells[0]] = sum(getattr(part, name).sum(axis=0) for part in parts)


def _leaving(piece: Problem, plan: Plan) -> Plan:
    """A piece sorts what arrives and hands on what it collects the same day."""
    sent = np.zeros((3, 2, 2, piece.days))
    for k, tier in enumerate(piece.class_tier):
        sent[tier, 0, 1] += plan.collected_parcels[:, k].sum(axis=0)
    nothing: Array = np.zeros((2, 2, piece.days))
    return replace(plan, dispatched_parcels=sent, on_pass_parcels=nothing, sorted_parcels=piece.trunk.arriving_parcels)


def _read(file: Path, problem: Problem) -> Result:
    result = read_result(file)
    if result.plan is not None:
        check_shape(problem, result.plan)
    return result


def _plan(result: Result) -> Plan:
    if result.plan is None:
        raise Refused(Reason("result:plan", f"{result.problem} 没有方案。", f"{result.problem} holds no plan."))
    return result.plan
