"""`solve PROBLEM --hierarchy region,area` and `solve FOLDER`: in pieces, on this machine or on a Dask scheduler."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from tqdm import tqdm

from yilu_planner.checks import check_data
from yilu_planner.commands import ExitCode
from yilu_planner.documents import read_problem, write_document
from yilu_planner.explain import explain_result
from yilu_planner.hierarchy import Stopped, crew, read_node, solve_folder, solve_in_pieces
from yilu_planner.hierarchy.work import Solve, Task
from yilu_planner.problem import MAX_CELLS, Problem
from yilu_planner.refusal import refuse_field
from yilu_planner.result import Result
from yilu_planner.resumption.solve import PlanBroken

LEVELS = ("region", "area", "enterprise", "id")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How to cut, and who works."""
    parser.add_argument(
        "--hierarchy",
        metavar="LEVELS",
        help=f"逐级分片求解，如 region,area / solve in pieces by fields of the cells, of {', '.join(LEVELS)}",
    )
    parser.add_argument(
        "--upper-cells", type=int, default=200, metavar="N",
        help="上级模型至多几个单元，越多越准、越慢 / how detailed the upper level may be: better, slower (200)",
    )  # fmt: skip
    parser.add_argument(
        "--workers", type=int, metavar="N", help="本机进程数，0 为不另开进程 / local processes (all cores)"
    )
    parser.add_argument("--scheduler", default="", metavar="ADDRESS", help="Dask 调度器地址 / a Dask scheduler instead")


def run(args: argparse.Namespace) -> int:
    """Solve in pieces; finished ones are kept beside the result till all are: the same command goes on after a stop."""
    levels = [] if args.problem.is_dir() else _levels(args.hierarchy)
    if not 1 <= args.upper_cells <= MAX_CELLS:
        raise refuse_field("upper-cells", args.upper_cells, f"应为 1 至 {MAX_CELLS}", f"from 1 to {MAX_CELLS}")
    workers = os.cpu_count() or 1 if args.workers is None else args.workers
    if not 0 <= workers <= 1024:
        raise refuse_field("workers", workers, "应为 0 至 1024", "from 0 to 1024")
    kept = args.out.with_name(args.out.name + ".pieces")
    limit = args.time_limit
    with (
        crew(kept, workers=workers, scheduler=args.scheduler, seed=args.seed, time_limit=limit) as solve,
        tqdm(file=sys.stderr, disable=args.quiet, unit="piece") as bar,
    ):
        try:
            problem, result = _solve(args, levels, _counted(solve, bar))
        except PlanBroken as broken:
            print(broken, file=sys.stderr)  # noqa: T201
            return ExitCode.BROKEN
        except Stopped as stopped:
            return _stopped(stopped)
    shutil.rmtree(kept, ignore_errors=True)
    zh, en = explain_result(problem, result)
    sys.stdout.write("\n".join([*zh, "", *en]) + "\n")
    return ExitCode.DONE


def _solve(args: argparse.Namespace, levels: list[str], solve: Solve) -> tuple[Problem, Result]:
    if args.problem.is_dir():
        node = read_node(args.problem)
        return node.problem, solve_folder(node, solve, args.out, seed=args.seed)
    problem = read_problem(args.problem)
    for warning in check_data(problem):
        print(warning, file=sys.stderr)  # noqa: T201
    result = solve_in_pieces(problem, levels, solve, most=args.upper_cells, seed=args.seed)
    write_document(args.out, result)
    return problem, result


def _stopped(stopped: Stopped) -> int:
    """No plan: which piece, and its smallest conflict; the quotas from above may be part of it."""
    lines = [
        f"分片 {stopped.where} 没有方案，未写出结果。",
        f"Piece {stopped.where} has no plan; no result is written.",
        *(f"- {limit.family}: {', '.join(limit.owner)}" for limit in stopped.result.conflict),
    ]
    print("\n".join(lines), file=sys.stderr)  # noqa: T201
    return ExitCode.GAVE_UP


def _levels(text: str) -> list[str]:
    levels = [level.strip() for level in text.split(",")]
    for level in levels:
        if level not in LEVELS:
            known = "、".join(LEVELS)
            raise refuse_field("hierarchy", level, f"应为 {known}", f"one or more of {', '.join(LEVELS)}")
    return levels


def _counted(solve: Solve, bar: "tqdm[Any]") -> Solve:
    def counted(tasks: Iterable[Task]) -> Iterator[tuple[str, Result]]:
        for name, result in solve(tasks):
            bar.set_description(name)
            bar.update(1)
            yield name, result

    return counted
