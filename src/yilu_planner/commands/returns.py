"""`returns groups.csv --limits limits.csv --out bookings.csv`: a day for each group of returning workers."""

import argparse
import sys
from datetime import timedelta
from pathlib import Path

from tqdm import tqdm

from yilu_planner.commands import ExitCode
from yilu_planner.refusal import Refused
from yilu_planner.returns import Status, book, broken_limits, read_request
from yilu_planner.tables import as_csv, write_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The groups, the limits by area and day, and how long to look for a proof."""
    parser.add_argument("groups", type=Path, help="CSV: group,area,people,earliest,isolation_days,tier")
    parser.add_argument(
        "--limits", type=Path, required=True, metavar="FILE", help="CSV: area,date,arrivals,isolation_places"
    )
    parser.add_argument("--nodes", type=int, default=3000, help="每地区求证步数 / steps of the proof by area (3000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, metavar="FILE", help="写入文件，缺省为屏幕 / a file instead of the screen")


def run(args: argparse.Namespace) -> int:
    """Book, check, and write one row a group."""
    request = read_request(args.groups, args.limits)
    with tqdm(total=len(request.areas), unit="area", disable=None) as bar:
        done = book(request, nodes=args.nodes, seed=max(0, args.seed), progress=bar.update)
    if broken := broken_limits(request, done):
        raise Refused(*broken)
    rows = []
    for entry in done.bookings:
        group = entry.group
        shown = ["", "", ""]
        if entry.day is not None:
            arrives = request.start + timedelta(days=entry.day)
            on_post = arrives + timedelta(days=group.isolation_days)
            shown = [arrives.isoformat(), on_post.isoformat(), str(entry.day - group.earliest)]
        why = f"{entry.reason.zh} {entry.reason.en}" if entry.reason else ""
        rows.append((group.id, group.area, group.people, group.tier, *shown, why))
    proven = sum(status is Status.OPTIMAL for status in done.status.values())
    never = sum(entry.day is None for entry in done.bookings)
    print(  # noqa: T201
        f"已安排 {len(rows) - never} 批，未能安排 {never} 批；{proven}/{len(done.status)} 个地区已证明最优；"
        f"等待人日（保障/优先/梯度）{done.waits}\n"
        f"{len(rows) - never} groups booked, {never} not; {proven} of {len(done.status)} areas proven best; "
        f"waiting person-days by tier {done.waits}",
        file=sys.stderr,
    )
    text = as_csv(("group", "area", "people", "tier", "arrives", "on_post_from", "waited_days", "why_not"), rows)
    if args.out:
        write_text(args.out, text)
    else:
        print(text, end="")  # noqa: T201
    return ExitCode.DONE
