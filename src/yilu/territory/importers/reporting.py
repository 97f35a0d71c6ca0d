"""The report on an import, as sentences at the command line in both languages."""

import argparse
import csv
from collections.abc import Callable
from pathlib import Path

from yilu.core.reasons import Reason
from yilu.territory.incoming import Report

SHOWN = 1000  # line refusals on the terminal; all of them stand in the report file
Say = Callable[[str], object]


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options every import of lines has."""
    parser.add_argument("--dry-run", action="store_true", help="只核对，不写入 check only, write nothing")
    parser.add_argument(
        "--all-or-nothing", action="store_true", help="有一行不合格就都不写入 refuse all if any line is refused"
    )
    parser.add_argument(
        "--report", type=Path, metavar="OUT.csv", help="逐行结果写入此文件 write every refused line here"
    )


def both(reason: Reason) -> str:
    """A reason in both languages on one line."""
    return f"{reason.text.zh} {reason.text.en}"


def tell(report: Report, *, say: Say, to: Path | None, dry_run: bool) -> int:
    """Say what became of the lines; 0 if nothing was refused or the good lines were written, else 1."""
    for refusal in report.refused[:SHOWN]:
        place = " ".join(p for p in (refusal.code, refusal.name) if p)
        say(f"第 {refusal.line} 行 line {refusal.line} {place}: {both(refusal.reason)}")
    if len(report.refused) > SHOWN:
        more = len(report.refused) - SHOWN
        say(f"…… 另有 {more} 行未列出 {more} more lines not listed (--report OUT.csv)")
    for reason, count in report.by_reason():
        say(f"  {count} × {reason.code}: {both(reason)}")
    if report.buckets:
        names = "、".join(f"{name} {n}" for name, n in report.buckets.most_common(10))
        say(
            f"{report.buckets.total()} 行没有区划代码，已计数，不归入任何地区：{names} "
            f"{report.buckets.total()} lines have no division code: counted, given to no place"
        )
    for warning in report.warnings:
        say(f"提醒 warning: {both(warning)}")
    say(
        f"共 {report.lines} 行 lines · 新增 new {report.new} · 更正 corrected {report.changed} · "
        f"已有 known {report.same} · 不能导入 refused {len(report.refused)}"
    )
    if to is not None:
        _write(report, to)
        say(f"→ {to}")
    if report.written:
        say("已写入。 Written.")
        return 0
    say("核对完毕，未写入。 Checked only, nothing written." if dry_run else "未写入任何一行。 Nothing was written.")
    return 1 if report.refused else 0


def _write(report: Report, to: Path) -> None:
    with to.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["line", "gb_code", "name", "reason", "zh", "en"])
        for r in report.refused:
            writer.writerow([r.line, r.code, r.name, r.reason.code, r.reason.text.zh, r.reason.text.en])
