"""`yilu import workers FILE`: the same check and the same writing as on the page, at the command line."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from yilu.core.actor import Actor
from yilu.core.reasons import Denied
from yilu.network.sheet.reading import open_sheet
from yilu.people import actions
from yilu.people.checking import check_workers
from yilu.people.sheet import WORKERS

HELP = "员工工作簿（.xlsx 或 .csv）workers from a workbook"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `yilu import workers` understands."""
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="员工工作簿 workbook of workers (.xlsx, .csv)")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不写入 check only, write nothing")
    parser.add_argument("--good-rows", action="store_true", help="只导入合格的行 import the good rows only")


def run(
    *, file: Path, by: Actor, now: datetime, dry_run: bool = False, good_rows: bool = False,
    say: Callable[[str], object] = print,
) -> int:  # fmt: skip
    """Check and import the file; 0 if what was asked was done, 1 if rows were refused, 2 if the file was."""
    try:
        found = check_workers(opened=open_sheet(file, file.name, WORKERS), by=by, now=now)
    except Denied as refused:
        say(f"{file.name}: {refused}")
        return 2
    for row, code, why in found.refused:
        say(f"第 {row} 行 row {row} {code}: " + "；".join(str(w) for w in why))
    say(
        "新增 new {new} · 更新 changed {changed} · 无变化 unchanged {unchanged} · 不能导入 refused {refused}".format(
            **found.plain
        )
    )
    if dry_run:
        return 1 if found.refused else 0
    try:
        actions.import_workers(found=found, file_name=file.name, good_rows_only=good_rows, by=by, now=now)
    except Denied as refused:
        say(str(refused))
        return 1
    say("已写入。 Written.")
    return 0
