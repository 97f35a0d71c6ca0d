"""`route day.json|instance.vrp --time-limit 30 --seed 1 --out rounds.json`: a day's rounds for one outlet."""

import argparse
import json
from pathlib import Path
from typing import Any

from yilu_planner.commands import ExitCode
from yilu_planner.refusal import Refused, refuse_field
from yilu_planner.routing import (
    Rounds,
    RoundsProblem,
    broken_limits,
    demonstration,
    plan_rounds,
    read_vrplib,
    rounds_from,
    solve_vrplib,
)
from yilu_planner.routing.vrplib import ROUNDINGS
from yilu_planner.tables import read_json, write_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The day or the instance, how long to search, and where to write."""
    parser.add_argument("problem", type=Path, nargs="?", help="本项目 JSON 或 VRPLIB 文件 / own JSON, or VRPLIB")
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help="搜索秒数，缺省 10 / seconds, 10 if absent")
    parser.add_argument("--iterations", type=int, metavar="N", help="固定迭代数，可复现 / fixed, hence repeatable")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--round", choices=ROUNDINGS, help="VRPLIB 距离取整方式 / how VRPLIB distances are rounded")
    parser.add_argument("--out", type=Path, metavar="FILE", help="写入文件，缺省为屏幕 / a file instead of the screen")
    parser.add_argument("--example", type=int, metavar="PARCELS", help="只写出示范的一天 / only write a demonstration")


def run(args: argparse.Namespace) -> int:
    """Plan the rounds, check them, and write them."""
    if args.example is not None:
        if not 1 <= args.example <= 3000:
            raise refuse_field("example", args.example, "应为 1 至 3000", "from 1 to 3000")
        return _give(demonstration(parcels=args.example, seed=args.seed), args.out)
    if args.problem is None:
        raise refuse_field("problem", "", "需要文件，或用 --example", "a file is needed, or --example")
    if args.time_limit is not None and not 0 < args.time_limit <= 86400:
        raise refuse_field("time-limit", args.time_limit, "应为 0 至 86400 秒", "up to 86400 seconds")
    if args.iterations is not None and args.iterations < 1:
        raise refuse_field("iterations", args.iterations, "至少为 1", "at least 1")
    if not 0 <= args.seed < 2**32:
        raise refuse_field("seed", args.seed, "应为 0 至 2³²−1", "from 0 to 2**32 - 1")
    if args.problem.suffix != ".json":
        routes = solve_vrplib(
            read_vrplib(args.problem, args.round), seed=args.seed, iterations=args.iterations, seconds=args.time_limit
        )
        if routes.cost is None:
            return ExitCode.GAVE_UP
        return _give({"cost": routes.cost, "routes": [list(route) for route in routes.routes]}, args.out)
    problem = rounds_from(read_json(args.problem))
    rounds = plan_rounds(problem, seed=args.seed, iterations=args.iterations, seconds=args.time_limit)
    if broken := broken_limits(problem, rounds):
        raise Refused(*broken)
    return _give(_as_json(problem, rounds), args.out)


def _give(answer: dict[str, Any], out: Path | None) -> int:
    if out:
        write_json(out, answer)
    else:
        print(json.dumps(answer, ensure_ascii=False, indent=1))  # noqa: T201
    return ExitCode.DONE


def _as_json(problem: RoundsProblem, rounds: Rounds) -> dict[str, Any]:
    kind = {place.id: place.kind.value for place in problem.places}
    tier = {parcel.id: parcel.tier for parcel in problem.parcels}
    return {
        "delivered": {
            f"tier_{t}": {
                "parcels": sum(tier[name] == t for name in tier),
                "delivered": sum(tier[name] == t for name in rounds.way),
            }
            for t in (1, 2, 3)
        },
        "metres": rounds.metres,
        "minutes": round(rounds.seconds / 60, 1),
        "rounds": [
            {
                "courier": one.courier,
                "leaves": _clock(one.leaves),
                "returns": _clock(one.returns),
                "metres": one.metres,
                "parcels": one.load,
                "stops": [
                    {
                        "place": stop.place,
                        "kind": kind[stop.place],
                        "begins": _clock(stop.begins),
                        "ends": _clock(stop.ends),
                        "parcels": list(stop.parcels),
                    }
                    for stop in one.stops
                ],
            }
            for one in rounds.rounds
        ],
        "waiting": [{"parcel": name, "tier": tier[name]} for name in rounds.waiting],
    }


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second % 3600 // 60:02d}:{second % 60:02d}"
