"""`yilu import figures FILE`: figures that arrived from outside, beside our own sums."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from yilu.core.actor import Actor
from yilu.operations import actions

HELP = "外部报送数据（.csv）figures reported from outside"
SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `yilu import figures` understands."""
    parser.add_argument(
        "file", type=Path, metavar="FILE.csv", help="as_of,region,gb_code,metric,value,unit,reporter,note"
    )


def run(*, file: Path, by: Actor, now: datetime, say: Callable[[str], object] = print) -> int:
    """Import the file; 0 if every line was taken, 1 if some were refused."""
    outcome = actions.import_figures(path=file, by=by, now=now)
    for line, why in outcome.refused[:SHOWN]:
        say(f"第 {line} 行 line {line}: " + " ".join(f"{r.text.zh} {r.text.en}" for r in why))
    say(f"新增 new {outcome.taken} · 不能导入 refused {len(outcome.refused)}")
    return 1 if outcome.refused else 0
