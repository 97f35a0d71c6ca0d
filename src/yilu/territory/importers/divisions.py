"""`yilu import divisions`: the tree of places, from the dependency and the facts the project states."""

import argparse
from datetime import datetime

from tqdm import tqdm

from yilu.core.actor import Actor
from yilu.territory.actions import load_divisions
from yilu.territory.importers.reporting import Say

HELP = "行政区划（随产品自带，无需文件）divisions (they come with the product: no file)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`yilu import divisions` takes nothing."""


def run(*, by: Actor, now: datetime, say: Say = print) -> int:
    """Load the tree; always 0."""
    with tqdm(desc="行政区划 divisions", unit="个") as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        loaded = load_divisions(by=by, now=now, progress=progress)
    say(f"已载入 {loaded} 个行政区划（2019年末至今）。 {loaded} divisions loaded (end of 2019 to now).")
    return 0
