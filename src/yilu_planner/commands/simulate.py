"""`simulate scenario.json --runs 500 --seed 1 --out result.json`: a plan under many seeded epidemics."""

import argparse
import json
from pathlib import Path
from typing import Any

from tqdm import tqdm

from yilu_planner.commands import ExitCode
from yilu_planner.outbreak import demonstration, judge, read_scenario, simulate
from yilu_planner.refusal import refuse_field
from yilu_planner.tables import write_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The scenario, how often, from which seed; or a demonstration scenario to start from."""
    parser.add_argument("scenario", type=Path, nargs="?", help="情景 JSON / the scenario")
    parser.add_argument("--runs", type=int, default=200, help="模拟次数 / number of runs (200)")
    parser.add_argument("--seed", type=int, default=1, help="随机种子 / the seed (1)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="写入文件，缺省为屏幕 / a file instead of the screen")
    parser.add_argument(
        "--example", type=int, metavar="SITES", help="只写出示范情景 / only write a demonstration scenario"
    )


def run(args: argparse.Namespace) -> int:
    """Simulate and write the distribution, or write the demonstration scenario."""
    if args.example is not None:
        if not 1 <= args.example <= 1_000_000:
            raise refuse_field("example", args.example, "应为 1 至 1000000", "from 1 to 1000000")
        return _give(demonstration(sites=args.example, days=28, seed=args.seed), args.out)
    if args.scenario is None:
        raise refuse_field("scenario", "", "需要情景文件，或用 --example", "a scenario file is needed, or --example")
    scenario = read_scenario(args.scenario)
    with tqdm(total=args.runs, unit="run", disable=None) as bar:
        outcome = simulate(scenario, runs=args.runs, seed=args.seed, progress=bar.update)
    parameters = {
        name: {"value": p.value, "unit": p.unit, "source": p.source}
        for name in scenario.parameters.__slots__
        if (p := getattr(scenario.parameters, name))
    }
    answer = {"scenario": scenario.name, "start": scenario.start.isoformat(), "days": scenario.days, "seed": args.seed}
    return _give({**answer, **judge(outcome), "parameters": parameters}, args.out)


def _give(answer: dict[str, Any], out: Path | None) -> int:
    if out:
        write_json(out, answer)
    else:
        print(json.dumps(answer, ensure_ascii=False, indent=1))  # noqa: T201
    return ExitCode.DONE
