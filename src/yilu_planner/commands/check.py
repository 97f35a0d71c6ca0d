"""`check PROBLEM RESULT`: every limit and goal recomputed from the plan alone."""

import argparse
import sys
from pathlib import Path

from yilu_planner.check import check_result
from yilu_planner.commands import ExitCode
from yilu_planner.documents import read_problem, read_result

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two files."""
    parser.add_argument("problem", type=Path, help="算例文件 / problem file")
    parser.add_argument("result", type=Path, help="结果文件 / result file")


def run(args: argparse.Namespace) -> int:
    """Say what is broken, if anything."""
    problem, result = read_problem(args.problem), read_result(args.result)
    checked = check_result(problem, result)
    if result.plan is None:
        sys.stdout.write("结果中没有方案，无可复核。\nThe result holds no plan: nothing to check.\n")
        return ExitCode.DONE
    for finding in checked.findings[:SHOWN]:
        whose = ", ".join(finding.owner)
        day = "" if finding.day < 0 else f" {problem.date_of(finding.day).isoformat()}"
        sys.stdout.write(f"{finding.limit}: {whose}{day}: +{finding.excess:g}\n")
    for name, value in checked.goals.items():
        sys.stdout.write(f"{name} = {value:.6g}\n")
    if checked.kept:
        sys.stdout.write("复核通过：各项约束均未突破。\nChecked: every limit is kept.\n")
        return ExitCode.DONE
    count = len(checked.findings)
    sys.stdout.write(f"复核未通过：{count} 处突破。\nNot kept: {count} findings.\n")
    return ExitCode.BROKEN
