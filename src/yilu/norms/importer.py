"""`yilu import norms`: the published norms that come along with the product."""

import argparse
from collections.abc import Callable
from datetime import datetime

from yilu.core.actor import Actor
from yilu.norms.actions import load_norms

HELP = "防疫规范（随产品自带，无需文件）published norms (they come along: no file)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`yilu import norms` takes nothing."""


def run(*, by: Actor, now: datetime, say: Callable[[str], object] = print) -> int:
    """Load them; always 0. Loading again brings shipped texts up to date and touches nothing an area entered."""
    loaded = load_norms(by=by, now=now)
    say(f"已载入 {loaded} 条规定。 {loaded} provisions loaded.")
    return 0
