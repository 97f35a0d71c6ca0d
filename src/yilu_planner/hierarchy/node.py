"""The tree of problems: cut from one problem, or read from a folder of pieces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from yilu_planner.documents import read_problem
from yilu_planner.hierarchy.aggregate import aggregate, room_people
from yilu_planner.hierarchy.quota import cut
from yilu_planner.problem import Array, Problem
from yilu_planner.refusal import Reason, Refused

PROBLEM, PIECES, GROUP = "problem.json", "pieces", "#"


@dataclass(frozen=True)
class Node:
    """A level's problem and the nodes below, each with the cells of this level it plans in more detail."""

    path: tuple[str, ...]
    problem: Problem
    below: tuple[tuple[Array, Callable[[], "Node"]], ...] = ()

    @property
    def id(self) -> str:
        """Where the node is in the tree."""
        return "/".join(self.path) or "top"


def cut_node(problem: Problem, levels: Sequence[str], *, strata: int = 1, path: tuple[str, ...] = ()) -> Node:
    """A problem cut at each level in turn, by a field of its cells: region, area, enterprise or id."""
    if not levels:
        return Node(path, problem)
    pieces = [str(getattr(cell, levels[0])) for cell in problem.cells]
    labels = grouped(problem, pieces, strata)
    upper = aggregate(problem, labels, pieces)
    below: list[tuple[Array, Callable[[], Node]]] = []
    for piece in dict.fromkeys(pieces):
        members = np.array([at for at, name in enumerate(pieces) if name == piece], dtype=np.int64)

        def node(piece: str = piece, members: Array = members) -> Node:
            return cut_node(cut(problem, piece, members), levels[1:], strata=strata, path=(*path, piece))

        below.append((cells_of(upper, piece), node))
    return Node(path, upper, tuple(below))


def cells_of(upper: Problem, piece: str) -> Array:
    """The upper cells a piece is planned as: the one of its name, or its groups `name#1`, `name#2` …"""
    names = [cell.id.rsplit(GROUP, 1)[0] for cell in upper.cells]
    return np.array([at for at, name in enumerate(names) if piece in (name, upper.cells[at].id)], dtype=np.int64)


def grouped(problem: Problem, pieces: Sequence[str], strata: int) -> list[str]:
    """(cell,) labels of the upper cells: within a piece, by who supplies them and by how well staffed they are."""
    suppliers: dict[int, list[str]] = {}
    for link, cell in zip(problem.supply_links, problem.link_ends[1].tolist(), strict=True):
        suppliers.setdefault(cell, []).append(link.supplier)
    keys = [(piece, tuple(sorted(suppliers.get(at, ())))) for at, piece in enumerate(pieces)]
    ease, need = _ease(problem)
    labels = [""] * len(keys)
    count: dict[str, int] = {}
    for key in dict.fromkeys(keys):
        members = np.array([at for at, own in enumerate(keys) if own == key])
        members = members[np.argsort(ease[members], kind="stable")]
        middle = np.cumsum(need[members]) - need[members] / 2
        stratum = (middle / need[members].sum() * strata).astype(int)
        for each in np.unique(stratum):
            count[key[0]] = count.get(key[0], 0) + 1
            for at in members[stratum == each]:
                labels[at] = f"{key[0]}{GROUP}{count[key[0]]}"
    return [label if count[piece] > 1 else piece for label, piece in zip(labels, pieces, strict=True)]


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
    below: list[tuple[Array, Callable[[], Node]]] = []
    for found in sorted((folder / PIECES).iterdir()) if (folder / PIECES).is_dir() else []:
        name = found.stem if found.suffix == ".json" else found.name
        if name.startswith("."):
            continue
        cells = np.flatnonzero([cell.id == name for cell in problem.cells])
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
