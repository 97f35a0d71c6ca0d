"""`check PROBLEM RESULT`: every limit and goal recomputed from the plan alone; of a folder, every piece and level."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from yilu_planner.check import Finding, check_result
from yilu_planner.commands import ExitCode
from yilu_planner.documents import read_problem, read_result
from yilu_planner.hierarchy import check_folder, read_node

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two files."""
    parser.add_argument("problem", type=Path, help="算例文件（夹） / problem file or folder")
    parser.add_argument("result", type=Path, help="结果文件（夹） / result file or folder")


def run(args: argparse.Namespace) -> int:
    """Say what is broken, if anything."""
    if args.problem.is_dir():
        found = check_folder(read_node(args.problem), args.result)
        sys.stdout.write(f"{found.pieces} 个分片。 {found.pieces} pieces.\n")
        return _say(found.findings, found.goals, lambda day: f"day {day + 1}")
    problem, result = read_problem(args.problem), read_result(args.result)
    if result.plan is None:
        sys.stdout.write("结果中没有方案，无可复核。\nThe result holds no plan: nothing to check.\n")
        return ExitCode.DONE
    checked = check_result(problem, result)
    return _say(checked.findings, checked.goals, lambda day: problem.date_of(day).isoformat())


def _say(findings: Sequence[Finding], goals: Mapping[str, float], date_of: Callable[[int], str]) -> int:
    for finding in findings[:SHOWN]:
        day = "" if finding.day < 0 else f" {date_of(finding.day)}"
        sys.stdout.write(f"{finding.limit}: {', '.join(finding.owner)}{day}: +{finding.excess:g}\n")
    for name, value in goals.items():
        sys.stdout.write(f"{name} = {value:.6g}\n")
    if not findings:
        sys.stdout.write("复核通过：各项约束均未突破。\nChecked: every limit is kept.\n")
        return ExitCode.DONE
    sys.stdout.write(f"复核未通过：{len(findings)} 处突破。\nNot kept: {len(findings)} findings.\n")
    return ExitCode.BROKEN
