"""`yilu import tiers FILE`: a published list of risk tiers."""

import argparse
from datetime import datetime
from pathlib import Path

from yilu.core.actor import Actor
from yilu.territory.actions import import_tiers
from yilu.territory.importers.reporting import Say, add_options, tell
from yilu.territory.incoming import read_tiers

HELP = "公布的风险等级（CSV 或 xlsx）a published list of risk tiers (CSV or xlsx)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `yilu import tiers` understands."""
    parser.add_argument("file", type=Path, metavar="FILE")
    add_options(parser)


def run(
    *,
    file: Path,
    by: Actor,
    now: datetime,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    report: Path | None = None,
    say: Say = print,
) -> int:
    """Import the file; 0 if what was asked was done, 1 if lines were refused and nothing written."""
    lines, unread = read_tiers(file.read_bytes())
    found = import_tiers(lines=lines, unread=unread, by=by, now=now, whole=all_or_nothing, dry_run=dry_run)
    return tell(found, say=say, to=report, dry_run=dry_run)
