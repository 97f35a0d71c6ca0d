"""A plan in pieces beside the single model: what each goal loses, and the CPU time of every piece.

    python benchmarks/planner_hierarchy.py --sizes nation prefecture --upper-cells 100 200
    python benchmarks/planner_hierarchy.py --by-site 20000

The loss is measured where the single model fits (--no-single leaves it out). --by-site solves some provinces of a
nation by site (as many as --provinces says, the rest stay whole) and extrapolates the nation from the pieces measured:
an estimate, and printed as one. Pieces are solved one after another in this process, so CPU times are their own.
"""

import argparse
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from yilu_planner.documents import write_document
from yilu_planner.example import example
from yilu_planner.example.by_site import nation_by_site
from yilu_planner.hierarchy import check_folder, read_node, solve_folder, solve_in_pieces
from yilu_planner.hierarchy.node import PIECES, PROBLEM
from yilu_planner.hierarchy.work import Task, solve_task
from yilu_planner.result import Result
from yilu_planner.resumption.solve import solve

LEVELS = {"tiny": "region", "province": "region", "nation": "region", "prefecture": "area"}


@dataclass
class Clock:
    """Solves tasks one after another and remembers what each took."""

    seconds: list[tuple[str, int, float]] = field(default_factory=list)

    def solve(self, tasks: Iterable[Task]) -> Iterator[tuple[str, Result]]:
        for task in tasks:
            begun = time.process_time()
            result = solve_task(task, seed=0, time_limit=np.inf)
            self.seconds.append((task.id, len(task.problem.cells), time.process_time() - begun))
            yield task.id, result

    def said(self) -> str:
        """The upper level, and the pieces."""
        top = sum(taken for name, _, taken in self.seconds if name == "top")
        pieces = [taken for name, _, taken in self.seconds if name != "top"]
        return (
            f"upper level {top:.1f} s, {len(pieces)} solves of pieces: median {np.median(pieces):.2f} s, "
            f"longest {max(pieces):.2f} s, together {sum(pieces):.1f} s CPU"
        )


def beside_single(size: str, upper_cells: list[int], single: bool) -> None:
    problem = example(size, seed=1)
    whole: Result | None = None
    if single:
        begun = time.process_time()
        whole = solve(problem)
        print(f"{size}: single model {time.process_time() - begun:.1f} s CPU; {goals(whole)}", flush=True)
    for most in upper_cells:
        clock, begun = Clock(), time.process_time()
        result = solve_in_pieces(problem, [LEVELS[size]], clock.solve, most=most)
        spent = time.process_time() - begun
        print(
            f"{size}, at most {most} upper cells: {spent:.1f} s CPU; {goals(result)}{loss(result, whole)}; "
            f"{clock.said()}",
            flush=True,
        )


def goals(result: Result) -> str:
    return " / ".join(f"{goal.value:,.6g}" for goal in result.goals)


def loss(result: Result, whole: Result | None) -> str:
    if whole is None:
        return ""
    parts = []
    for mine, its in list(zip(result.goals, whole.goals, strict=True))[:3]:
        more = mine.value - its.value
        parts.append(f"{more:+,.1f}" + (f" ({more / its.value:+.2%})" if its.value else ""))
    return f"; G1-G3 beside the single model: {', '.join(parts)}"


def by_site(sites: int, provinces: int, upper_cells: int) -> None:
    with TemporaryDirectory() as scratch:
        folder, kept = Path(scratch) / "nation", []
        begun = time.process_time()
        nation = example("nation", seed=1)
        smallest = sorted(
            {cell.region for cell in nation.cells}, key=lambda r: sum(c.region == r for c in nation.cells)
        )
        chosen = set(smallest[len(smallest) // 2 :][:provinces])
        for path, problem in nation_by_site(nation, sites, seed=1, upper_cells=upper_cells):
            if path and path[0] not in chosen:
                continue
            kept.append((path, len(problem.cells)))
            place = folder.joinpath(*(part for name in path for part in (PIECES, name)))
            write_document(place.with_suffix(".json") if len(path) == 2 else place / PROBLEM, problem)
        written = time.process_time() - begun
        measured = sum(cells for path, cells in kept if len(path) == 2)
        clock, begun = Clock(), time.process_time()
        result = solve_folder(read_node(folder), clock.solve, Path(scratch) / "result")
        spent = time.process_time() - begun
        checked = check_folder(read_node(folder), Path(scratch) / "result")
        print(
            f"by site: {measured:,} sites in {result.pieces} pieces of {len(chosen)} provinces, "
            f"written in {written:.0f} s, "
            f"solved in {spent:.0f} s CPU ({clock.said()}); check: {len(checked.findings)} findings"
        )
        top = sum(taken for name, _, taken in clock.seconds if name == "top")
        print(
            f"ESTIMATE for {sites:,} sites at the same time a site: "
            f"{(spent - top) * sites / measured + top:,.0f} s CPU on one core, less on more"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", default=["nation"], choices=tuple(LEVELS))
    parser.add_argument("--upper-cells", nargs="+", type=int, default=[60])
    parser.add_argument("--no-single", action="store_true")
    parser.add_argument("--by-site", type=int, metavar="SITES")
    parser.add_argument("--provinces", type=int, default=1)
    args = parser.parse_args()
    if args.by_site:
        by_site(args.by_site, args.provinces, args.upper_cells[0])
        return
    for size in args.sizes:
        beside_single(size, args.upper_cells, not args.no_single)


if __name__ == "__main__":
    main()
