"""`solve PROBLEM`: the best plan in the order of the goals, checked before it is written; large ones in pieces."""

import argparse
import dataclasses
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tqdm import tqdm

from yilu_planner.checks import check_data
from yilu_planner.commands import ExitCode, hierarchy
from yilu_planner.commands.prices import show_prices
from yilu_planner.documents import read_problem, write_document
from yilu_planner.explain import explain_result
from yilu_planner.problem import Problem
from yilu_planner.result import Result
from yilu_planner.resumption import build_model
from yilu_planner.resumption.solve import PlanBroken, solve_model

STEPS = ("built", "tier1_late", "tier2_late", "tier3_late", "worst_area_days", "exposure")
EXITS = {"infeasible": ExitCode.INFEASIBLE, "gave_up": ExitCode.GAVE_UP}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files, time limit and seed."""
    parser.add_argument("problem", type=Path, help="算例文件，或分片文件夹 / problem file, or a folder of pieces")
    parser.add_argument("--out", type=Path, required=True, help="结果文件（夹） / result file (or folder) to write")
    hierarchy.add_arguments(parser)
    parser.add_argument("--time-limit", type=float, default=3600.0, help="秒 / seconds (3600)")
    parser.add_argument("--seed", type=int, default=0, help="随机种子 / seed (0)")
    parser.add_argument("--prices", type=int, default=0, help="并计价的项数 / also price so many limits (0)")
    parser.add_argument("--quiet", action="store_true", help="不显示进度 / no progress bar")


def run(args: argparse.Namespace) -> int:
    """Check the data, solve, write, say what came out."""
    if args.problem.is_dir() or args.hierarchy:
        return hierarchy.run(args)
    problem = read_problem(args.problem)
    for warning in check_data(problem):
        print(warning, file=sys.stderr)  # noqa: T201
    with tqdm(total=len(STEPS), file=sys.stderr, disable=args.quiet, unit="step") as bar:

        def on_step(name: str) -> None:
            bar.set_description(name)
            bar.update(1)

        try:
            result = _solve(problem, args, on_step)
        except PlanBroken as broken:
            print(broken, file=sys.stderr)  # noqa: T201
            return ExitCode.BROKEN
    write_document(args.out, result)
    say(*explain_result(problem, result))
    return exit_code(result)


def _solve(problem: Problem, args: argparse.Namespace, on_step: Callable[[str], None]) -> Result:
    began = time.monotonic()
    model = build_model(problem)
    built = time.monotonic() - began
    on_step("built")
    result, solved, fixed = solve_model(
        model, time_limit=args.time_limit, seed=args.seed, build_seconds=built, on_step=on_step
    )
    if args.prices and result.plan is not None and solved.status == "optimal":
        write_document(args.out, result)  # the plan is safe before the prices begin
        with tqdm(total=args.prices, file=sys.stderr, disable=args.quiet, unit="price") as bar:
            found = show_prices(fixed, solved, top=args.prices, seed=args.seed, bar=bar)
        result = dataclasses.replace(result, prices=found)
    return result


def exit_code(result: Result) -> ExitCode:
    """What the shell should hear of a result."""
    return EXITS.get(result.status, ExitCode.DONE)


def say(zh: list[str], en: list[str]) -> None:
    """Both languages on standard output."""
    sys.stdout.write("\n".join([*zh, "", *en]) + "\n")
