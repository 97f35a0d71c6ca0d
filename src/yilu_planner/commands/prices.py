"""`prices PROBLEM RESULT`: what one more unit of each limit would release, shown as each is verified."""

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from yilu_planner.check import check_result
from yilu_planner.commands import ExitCode
from yilu_planner.documents import read_problem, read_result, write_document
from yilu_planner.explain import with_sentences
from yilu_planner.lexicographic import Ordered
from yilu_planner.prices import prices
from yilu_planner.refusal import Reason, Refused
from yilu_planner.result import Price
from yilu_planner.resumption import Model, build_model
from yilu_planner.resumption.solve import solve_model


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Files and how many prices."""
    parser.add_argument("problem", type=Path, help="算例文件 / problem file")
    parser.add_argument("result", type=Path, help="结果文件，价格写回其中 / result file, prices are written into it")
    parser.add_argument("--top", type=int, default=20, help="项数 / how many (20)")
    parser.add_argument("--seed", type=int, default=0, help="随机种子 / seed (0)")
    parser.add_argument("--quiet", action="store_true", help="不显示进度 / no progress bar")


def run(args: argparse.Namespace) -> int:
    """Solve again for the basis, then verify price after price."""
    problem, result = read_problem(args.problem), read_result(args.result)
    if result.plan is None:
        raise Refused(Reason("result:no_plan", "结果中没有方案，无从计价。", "The result holds no plan to price."))
    if not check_result(problem, result).kept:
        sys.stderr.write("结果与算例不符或方案突破约束。\nThe result does not fit the problem.\n")
        return ExitCode.BROKEN
    with tqdm(total=args.top + 1, file=sys.stderr, disable=args.quiet, unit="price") as bar:
        _, solved, model = solve_model(build_model(problem), seed=args.seed)
        bar.update(1)
        found = show_prices(model, solved, top=args.top, seed=args.seed, bar=bar)
    write_document(args.result, dataclasses.replace(result, prices=found))
    return ExitCode.DONE


def show_prices(model: Model, solved: Ordered, *, top: int, seed: int, bar: "tqdm[NoReturn]") -> tuple[Price, ...]:
    """Verify price after price and say each one as soon as it stands."""
    found = []
    for one in prices(model, solved, top=top, seed=seed):
        told = with_sentences(model.problem, one)
        found.append(told)
        tqdm.write(f"{told.sentence_zh}\n{told.sentence_en}", file=sys.stdout)
        bar.update(1)
    return tuple(found)
