"""`yilu import sites FILE`: the same check and the same writing as on the page, at the command line."""

import argparse
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from yilu.core.actor import Actor
from yilu.core.reasons import Denied
from yilu.network.checking import Checked
from yilu.network.sheet.marking import Mark, marked_copy
from yilu.network.sheet.reading import OpenedSheet, open_sheet
from yilu.network.workbook import Workbook
from yilu.network.workbooks import OF_SITES

SHOWN = 50  # sentences on the terminal; all of them stand in the marked workbook
Say = Callable[[str], object]

HELP = "网点工作簿（.xlsx 或 .csv）sites from a workbook"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What an import of a workbook understands, whatever it holds."""
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="工作簿 workbook (.xlsx, .csv)")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不写入 check only, write nothing")
    parser.add_argument("--good-rows", action="store_true", help="只导入合格的行 import the good rows only")
    parser.add_argument("--marked", type=Path, metavar="OUT.xlsx", help="标注后的工作簿 write the marked workbook here")


def run(
    *,
    file: Path,
    by: Actor,
    now: datetime,
    dry_run: bool = False,
    good_rows: bool = False,
    marked: Path | None = None,
    say: Say = print,
    how: Workbook = OF_SITES,
) -> int:
    """Check and import the file; 0 if what was asked was done, 1 if rows were refused, 2 if the file was."""
    try:
        opened = open_sheet(file, file.name, how.layout)
    except Denied as refused:
        say(f"{file.name}: {refused}")
        return 2
    marks: list[tuple[int, Mark]] = []
    with tqdm(total=opened.total, unit="行 rows", desc=file.name) as bar:

        def progress(done: int, total: int) -> None:
            bar.update(done - bar.n)

        def seen(checked: Checked[Any, Any]) -> None:
            if checked.notes:
                marks.append((checked.row, _mark(checked, opened)))

        found = how.check(opened=opened, by=by, now=now, seen=seen, progress=progress)
    for row, mark in marks[:SHOWN]:
        say(f"第 {row} 行 row {row}: {mark.explanation}")
    if len(marks) > SHOWN:
        say(f"…… 另有 {len(marks) - SHOWN} 行 and {len(marks) - SHOWN} more rows（--marked OUT.xlsx）")
    if marked is not None:
        with marked_copy(opened, lambda: marks) as copy, marked.open("wb") as target:
            shutil.copyfileobj(copy, target)
        say(f"→ {marked}")
    counts = found.plain
    say(
        "新增 new {new} · 更新 changed {changed} · 无变化 unchanged {unchanged} · "
        "不能导入 refused {refused} · 提醒 warned {warned}".format(**counts)
    )
    if dry_run:
        return 1 if counts["refused"] else 0
    opened.release()
    try:
        how.write(found=found, file_name=file.name, good_rows_only=good_rows, by=by, now=now)
    except Denied as refused:
        say(str(refused))
        return 1
    say("已写入。 Written.")
    return 0


def _mark(checked: Checked[Any, Any], opened: OpenedSheet) -> Mark:
    return Mark(
        checked.verdict, tuple((opened.columns.get(n.column), str(n.reason.text), n.refuses) for n in checked.notes)
    )
