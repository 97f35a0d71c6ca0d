"""`yilu import items`: the list of supplies every installation knows."""

import argparse
from collections.abc import Callable
from datetime import datetime

from yilu.core.actor import Actor
from yilu.supplies.actions import load_items

HELP = "防护物资目录（随产品自带，无需文件）the list of supplies (it comes along: no file)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`yilu import items` takes nothing."""


def run(*, by: Actor, now: datetime, say: Callable[[str], object] = print) -> int:
    """Load it; always 0. Loading again changes nothing."""
    loaded = load_items(by=by, now=now)
    say(f"已载入 {loaded} 种物资。 {loaded} new items loaded.")
    return 0
