"""`simulate scenario.json`, or `--problem p.json --result r.json --conditions c.json`: many seeded epidemics."""

import argparse
import json
from pathlib import Path
from typing import Any

from tqdm import tqdm

from yilu_planner.check import check_shape
from yilu_planner.commands import ExitCode
from yilu_planner.documents import read_problem, read_result
from yilu_planner.outbreak import (
    Scenario,
    demonstration,
    demonstration_conditions,
    judge,
    read_conditions,
    read_scenario,
    scenario_of,
    simulate,
)
from yilu_planner.refusal import refuse_field
from yilu_planner.tables import write_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The scenario, how often, from which seed; or a demonstration scenario to start from."""
    parser.add_argument("scenario", type=Path, nargs="?", help="情景 JSON / the scenario")
    parser.add_argument("--problem", type=Path, metavar="FILE", help="算例，与 --result 同用 / the problem of a plan")
    parser.add_argument("--result", type=Path, metavar="FILE", help="要检验的方案 / the plan to be tried")
    parser.add_argument(
        "--conditions",
        type=Path,
        metavar="FILE",
        help="疫情条件，与 --result 同用 / the epidemic a plan is tried under",
    )
    parser.add_argument("--runs", type=int, default=200, help="模拟次数 / number of runs (200)")
    parser.add_argument("--seed", type=int, default=1, help="随机种子 / the seed (1)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="写入文件，缺省为屏幕 / a file instead of the screen")
    parser.add_argument(
        "--example", type=int, metavar="SITES", help="只写出示范情景 / only write a demonstration scenario"
    )
    parser.add_argument(
        "--example-conditions",
        action="store_true",
        help="只写出该算例的示范条件 / only write demonstration conditions for --problem",
    )


def run(args: argparse.Namespace) -> int:
    """Simulate and write the distribution, or write the demonstration scenario."""
    if args.example is not None:
        if not 1 <= args.example <= 1_000_000:
            raise refuse_field("example", args.example, "应为 1 至 1000000", "from 1 to 1000000")
        return _give(demonstration(sites=args.example, days=28, seed=args.seed), args.out)
    if args.example_conditions:
        if args.problem is None:
            raise refuse_field("problem", "", "需要 --problem", "--problem is needed")
        return _give(demonstration_conditions(read_problem(args.problem)), args.out)
    scenario = _scenario(args)
    with tqdm(total=args.runs, unit="run", disable=None) as bar:
        outcome = simulate(scenario, runs=args.runs, seed=args.seed, progress=bar.update)
    parameters = {
        name: {"value": p.value, "unit": p.unit, "source": p.source}
        for name in scenario.parameters.__slots__
        if (p := getattr(scenario.parameters, name))
    }
    answer = {"scenario": scenario.name, "start": scenario.start.isoformat(), "days": scenario.days, "seed": args.seed}
    return _give({**answer, **judge(outcome, scenario.tiers), "parameters": parameters}, args.out)


def _scenario(args: argparse.Namespace) -> Scenario:
    if args.scenario is not None and args.result is None:
        return read_scenario(args.scenario)
    if args.scenario is not None or args.result is None or args.problem is None or args.conditions is None:
        raise refuse_field(
            "scenario", str(args.scenario or ""),
            "需要情景文件，或 --problem、--result、--conditions 三者，或 --example",
            "a scenario file is needed, or --problem with --result and --conditions, or --example",
        )  # fmt: skip
    problem, result = read_problem(args.problem), read_result(args.result)
    if result.plan is None:
        raise refuse_field("result.plan", None, "结果中没有方案", "the result holds no plan")
    check_shape(problem, result.plan)
    return scenario_of(problem, result.plan, read_conditions(args.conditions, problem))


def _give(answer: dict[str, Any], out: Path | None) -> int:
    if out:
        write_json(out, answer)
    else:
        print(json.dumps(answer, ensure_ascii=False, indent=1))  # noqa: T201
    return ExitCode.DONE
