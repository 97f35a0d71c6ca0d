"""`report RESULT --problem PROBLEM --out report.html`: one page for people, readable without a network."""

import argparse
from pathlib import Path

from yilu_planner.check import check_shape
from yilu_planner.commands import ExitCode
from yilu_planner.documents import read_problem, read_result
from yilu_planner.explain import STATUS
from yilu_planner.problem import Problem
from yilu_planner.report import LANGUAGES, find_echarts, page, sections_of
from yilu_planner.report.parts import Words
from yilu_planner.result import Result
from yilu_planner.tables import read_json, write_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The result, what it belongs to, what was simulated, the language and the file."""
    parser.add_argument("result", type=Path, help="结果文件 / result file")
    parser.add_argument(
        "--problem",
        type=Path,
        metavar="FILE",
        help="算例文件；无则没有日期、名称、积压和库存 / dates, names, backlogs and stocks need it",
    )
    parser.add_argument("--simulation", type=Path, metavar="FILE", help="simulate 的结果，画出区间 / gives the bands")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="报告文件 / page to write")
    parser.add_argument("--language", choices=tuple(LANGUAGES), default="both", help="语言 / language (both)")
    parser.add_argument(
        "--echarts",
        type=Path,
        metavar="FILE",
        help="图表库 echarts.min.js，缺省取随包安装的 / charting library, else the installed one",
    )


def run(args: argparse.Namespace) -> int:
    """Write the page, whole or not at all."""
    library = find_echarts(args.echarts)
    result = read_result(args.result)
    problem = read_problem(args.problem) if args.problem else None
    if problem is not None and result.plan is not None:
        check_shape(problem, result.plan)
    simulated = read_json(args.simulation) if args.simulation else None
    text = page(
        result.problem,
        _facts(result, problem),
        sections_of(result, problem, simulated),
        library,
        language=args.language,
        demonstration=problem is not None and problem.demonstration,
    )
    write_text(args.out, text)
    return ExitCode.DONE


def _facts(result: Result, problem: Problem | None) -> list[Words]:
    zh, en = STATUS[result.status]
    facts = [Words(f"结论：{zh}", f"Outcome: {en}")]
    if problem is not None:
        first, last = problem.date_of(0), problem.date_of(problem.days - 1)
        facts += [
            Words(
                f"计划期：{first} 至 {last}（{problem.days} 天）", f"Horizon: {first} to {last} ({problem.days} days)"
            ),
            Words(
                f"范围：{len(problem.areas)} 个地区，{len(problem.cells)} 个单元",
                f"Scope: {len(problem.areas)} areas, {len(problem.cells)} cells",
            ),
        ]
    if result.timing is not None:
        spent = sum((result.timing.build, result.timing.order, result.timing.check))
        facts.append(Words(f"求解用时：{spent:.1f} 秒", f"Solved in: {spent:.1f} s"))
    return [*facts, Words(f"随机种子：{result.seed}", f"Seed: {result.seed}")]
