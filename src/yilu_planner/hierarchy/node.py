"""The tree of problems: cut from one problem, or read from a folder of pieces."""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from yilu_planner.documents import read_problem
from yilu_planner.hierarchy.aggregate import aggregate, room_people
from yilu_planner.hierarchy.quota import cut
from yilu_planner.problem import Array, Problem
from yilu_planner.problem.problem import Index
from yilu_planner.refusal import Reason, Refused

PROBLEM, PIECES, GROUP = "problem.json", "pieces", "#"
EASE = (0.02, 1.5)  # beyond these more or less makes no difference: nobody, or plenty


@dataclass(frozen=True)
class Node:
    """A level's problem and the nodes below, each with the cells of this level it plans in more detail."""

    path: tuple[str, ...]
    problem: Problem
    below: tuple[tuple[Index, Callable[[], "Node"]], ...] = ()

    @property
    def id(self) -> str:
        """Where the node is in the tree."""
        return "/".join(self.path) or "top"


def cut_node(problem: Problem, levels: Sequence[str], *, most: int = 1, path: tuple[str, ...] = ()) -> Node:
    """A problem cut at each level in turn, by a field of its cells: region, area, enterprise or id."""
    if not levels:
        return Node(path, problem)
    pieces = [str(getattr(cell, levels[0])) for cell in problem.cells]
    labels = grouped(problem, pieces, most)
    upper = aggregate(problem, labels, pieces)
    below: list[tuple[Index, Callable[[], Node]]] = []
    for piece in dict.fromkeys(pieces):
        members = np.array([at for at, name in enumerate(pieces) if name == piece], dtype=np.int64)

        def node(piece: str = piece, members: Index = members) -> Node:
            return cut_node(cut(problem, piece, members), levels[1:], most=most, path=(*path, piece))

        below.append((cells_of(upper, piece), node))
    return Node(path, upper, tuple(below))


def cells_of(upper: Problem, piece: str) -> Index:
    """The upper cells a piece is planned as: the one of its name, or its groups `name#1`, `name#2` …"""
    names = [cell.id.rsplit(GROUP, 1)[0] for cell in upper.cells]
    return np.array([at for at, name in enumerate(names) if piece in (name, upper.cells[at].id)], dtype=np.int64)


def grouped(problem: Problem, pieces: Sequence[str], most: int) -> list[str]:
    """(cell,) labels of at most so many upper cells (or one a piece and set of suppliers, where those are more).

    What sums hide is want beside plenty: the group whose cells are most unlike in what they have for their load is
    divided first, where that makes the halves most alike.
    """
    suppliers: dict[int, list[str]] = {}
    for link, cell in zip(problem.supply_links, problem.link_ends[1].tolist(), strict=True):
        suppliers.setdefault(cell, []).append(link.supplier)
    keys = [(piece, tuple(sorted(suppliers.get(at, ())))) for at, piece in enumerate(pieces)]
    ease, need = _ease(problem)
    wants, weight = np.log(np.clip(ease, *EASE)), np.sqrt(need)  # a small place in want counts in the first goals
    by_want = np.argsort(wants, kind="stable").tolist()
    groups = [np.array([at for at in by_want if keys[at] == key]) for key in dict.fromkeys(keys)]
    queue = [(*_best_cut(wants, weight, group), number) for number, group in enumerate(groups)]
    heapq.heapify(queue)
    while queue and len(groups) < most and queue[0][0] < 0:
        _, at, number = heapq.heappop(queue)
        groups.append(groups[number][at:])
        groups[number] = groups[number][:at]
        for each in (number, len(groups) - 1):
            heapq.heappush(queue, (*_best_cut(wants, weight, groups[each]), each))
    labels, count = [""] * len(keys), dict.fromkeys(pieces, 0)
    for group in sorted(groups, key=min):
        piece = pieces[group[0]]
        count[piece] += 1
        for cell in group:
            labels[cell] = f"{piece}{GROUP}{count[piece]}"
    return [label if count[piece] > 1 else piece for label, piece in zip(labels, pieces, strict=True)]


def _best_cut(wants: Array, weight: Array, group: Index) -> tuple[float, int]:
    """How unlike the halves of a group (sorted by want) are, less the whole, at the best place (< 0); and where."""
    if len(group) < 2:
        return 0.0, 0
    weight, value = weight[group], wants[group]
    left, total = np.cumsum(weight)[:-1], weight.sum()
    left_sum, whole_sum = np.cumsum(weight * value)[:-1], (weight * value).sum()
    right, right_sum = total - left, whole_sum - left_sum
    gain = left_sum**2 / left + right_sum**2 / right - whole_sum**2 / total
    at = int(np.argmax(gain))
    return -float(gain[at]) - 1e-12, at + 1


def _ease(problem: Problem) -> tuple[Array, Array]:
    """(cell,) person-days at hand for each person-day of a normal load, and that load."""
    demand, staff, protection = problem.demand, problem.staff, problem.protection
    minutes = problem.delivery.minutes_per_delivery.min(axis=1) * demand.normal_delivered_parcels
    minutes = minutes + problem.delivery.minutes_per_collection * demand.normal_collected_parcels
    need = minutes / np.maximum(staff.working_minutes, 1.0) * problem.days + 1e-6
    people = staff.present_people + 0.5 * (staff.clearing_people.sum(axis=1) + staff.away_people.sum(axis=1))
    units = protection.stock_units + sum(
        getattr(protection, name).sum(axis=2)
        for name in ("hq_arriving_units", "self_purchase_arriving_units", "government_arriving_units")
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        covered = np.where(protection.burn_per_staff_day > 0, units / protection.burn_per_staff_day, np.inf)
    at_hand = np.minimum(np.minimum(people, room_people(problem)) * problem.days, covered.min(axis=1, initial=np.inf))
    return at_hand / need, need


def read_node(folder: Path, path: tuple[str, ...] = ()) -> Node:
    """A folder with problem.json and pieces/ named after its cells, each a file or such a folder again."""
    problem = read_problem(folder / PROBLEM)
    below: list[tuple[Index, Callable[[], Node]]] = []
    for found in sorted((folder / PIECES).iterdir()) if (folder / PIECES).is_dir() else []:
        name = found.stem if found.suffix == ".json" else found.name
        if name.startswith("."):
            continue
        cells = cells_of(problem, name)
        if not cells.size:
            raise Refused(
                Reason(
                    "hierarchy:piece",
                    f"{found} 没有对应的上级单元；{folder / PROBLEM} 中没有 {name}。",
                    f"{found} belongs to no cell above: {folder / PROBLEM} has no cell {name}.",
                )
            )

        def node(found: Path = found, name: str = name) -> Node:
            return read_node(found, (*path, name)) if found.is_dir() else Node((*path, name), read_problem(found))

        below.append((cells, node))
    return Node(path, problem, tuple(below))
