"""`yilu import reference`: service classes, how issuing bodies word them, and the stage targets of 2020."""

import argparse
from collections.abc import Callable
from datetime import datetime

from yilu.core.actor import Actor
from yilu.operations.actions import load_reference

HELP = "服务类别和阶段目标（随产品自带，无需文件）service classes and stage targets (they come along: no file)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`yilu import reference` takes nothing."""


def run(*, by: Actor, now: datetime, say: Callable[[str], object] = print) -> int:
    """Load them; always 0. Loading again changes nothing."""
    loaded = load_reference(by=by, now=now)
    say(f"已载入 {loaded} 项新内容。 {loaded} new items loaded.")
    return 0
