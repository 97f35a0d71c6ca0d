"""`yilu import cases FILE`: a case series."""

import argparse
import re
from datetime import datetime
from pathlib import Path

from yilu.core.actor import Actor
from yilu.territory.actions import import_cases
from yilu.territory.importers.reporting import Say, add_options, tell
from yilu.territory.incoming import read_cases

HELP = "病例数据（CSV 或 xlsx）a case series (CSV or xlsx)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `yilu import cases` understands."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--source", default="", help="来源名称，缺省取自文件名 name of the source (default: from the file)"
    )
    parser.add_argument(
        "--corrections",
        action="store_true",
        help="下降的累计数、同日不同数视为来源更正 take falls and other figures as corrections",
    )
    parser.add_argument("--synthetic", action="store_true", help="合成数据 the figures are synthetic")
    add_options(parser)


def source_of(name: str) -> str:
    """The source a file name tells of: cn_city_cases_2020-01-19_2020-04-30.csv -> cn_city_cases."""
    return re.sub(r"[_-]?\d{4}-?\d{2}-?\d{2}", "", Path(name).stem).strip("_- ")[:60] or "cases"


def run(
    *,
    file: Path,
    by: Actor,
    now: datetime,
    source: str = "",
    corrections: bool = False,
    synthetic: bool = False,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    report: Path | None = None,
    say: Say = print,
) -> int:
    """Import the file; 0 if what was asked was done, 1 if lines were refused and nothing written."""
    lines, unread = read_cases(file.read_bytes())
    found = import_cases(
        lines=lines, unread=unread, source=(source or source_of(file.name))[:60], by=by, now=now,
        synthetic=synthetic, corrections=corrections, whole=all_or_nothing, dry_run=dry_run,
    )  # fmt: skip
    return tell(found, say=say, to=report, dry_run=dry_run)
