"""`supply sites.csv --pools pools.csv …`: today's packs to sites, minimum protection first, then guaranteed work."""

import argparse
import sys
from pathlib import Path

from yilu_planner.commands import ExitCode
from yilu_planner.supply import Rule, allocate, read_request
from yilu_planner.tables import as_csv, write_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two tables and the rule; no number of the rule has a default, for no text fixes it for all."""
    parser.add_argument("sites", type=Path, help="CSV: site,pool,stock,tier1_people,tier2_people,tier3_people")
    parser.add_argument("--pools", type=Path, required=True, metavar="FILE", help="CSV: pool,parent,packs")
    parser.add_argument(
        "--per-person-day", type=float, required=True, metavar="N", help="每人每日用量 / pieces a person-day"
    )
    parser.add_argument(
        "--minimum-days", type=float, required=True, metavar="D", help="最低防护天数 / least days for all"
    )
    parser.add_argument("--horizon-days", type=float, required=True, metavar="D", help="保障天数上限 / days to cover")
    parser.add_argument("--pack", type=int, required=True, metavar="N", help="每包件数 / pieces in a pack")
    parser.add_argument("--source", required=True, help="以上数值的依据 / where these numbers come from")
    parser.add_argument("--out", type=Path, metavar="FILE", help="写入文件，缺省为屏幕 / a file instead of the screen")


def run(args: argparse.Namespace) -> int:
    """Share out and write one row a site; say on stderr how far it went."""
    rule = Rule(args.per_person_day, args.minimum_days, args.horizon_days, args.pack, args.source)
    request = read_request(args.sites, args.pools)
    done = allocate(request, rule)
    rows = (
        (site, request.pools[pool], packs, packs * rule.pack, f"{days:.2f}", f"{progress:.4f}")
        for site, pool, packs, days, progress in zip(
            request.sites,
            request.pool.tolist(),
            done.packs.tolist(),
            done.days.tolist(),
            done.progress.tolist(),
            strict=True,
        )
    )
    text = as_csv(("site", "pool", "packs", "pieces", "days_protected", "progress"), rows)
    short = int((done.progress < 1).sum())
    print(  # noqa: T201
        f"发放 {int(done.packs.sum())} 包，库存余 {int(done.left.sum())} 包，未达最低防护天数的场所 {short} 个；"
        f"依据：{rule.source}\n"
        f"{int(done.packs.sum())} packs given, {int(done.left.sum())} left, {short} sites below the minimum days; "
        f"source: {rule.source}",
        file=sys.stderr,
    )
    if args.out:
        write_text(args.out, text)
    else:
        print(text, end="")  # noqa: T201
    return ExitCode.DONE
