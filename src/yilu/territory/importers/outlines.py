"""`yilu import outlines [FILE --approval-number …]`: outlines for maps."""

import argparse
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from yilu.core.actor import Actor
from yilu.core.reasons import Invalid, reason
from yilu.territory.actions import load_outlines
from yilu.territory.importers.reporting import Say

HELP = "地图边界：自有 GeoJSON，或不给文件用边界组件 outlines: your GeoJSON, or none: the boundaries extra"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What `yilu import outlines` understands."""
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE.geojson")
    parser.add_argument("--approval-number", default="", metavar="NUMBER", help="审图号 the map's approval number")


def read_collection(data: bytes) -> dict[str, Any]:
    """The GeoJSON of a file. Raises `Invalid`."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise Invalid(
            reason(
                "territory.outline.json",
                "这不是有效的 GeoJSON（UTF-8）文件。",
                "This is not a valid GeoJSON file (UTF-8).",
            )
        ) from error
    return found if isinstance(found, dict) else {}


def run(*, by: Actor, now: datetime, file: Path | None = None, approval_number: str = "", say: Say = print) -> int:
    """Load the outlines; 0. Refusals are raised."""
    collection = read_collection(file.read_bytes()) if file else None
    with tqdm(desc="边界 outlines", unit="级", total=3, disable=file is not None) as bar:

        def progress(done: int, _total: int) -> None:
            bar.update(done - bar.n)

        loaded = load_outlines(
            by=by, now=now, collection=collection, source=file.name if file else "", approval_number=approval_number,
            progress=progress,
        )  # fmt: skip
    note = f"审图号 approval number {approval_number}" if approval_number else "示意图，未经审核 not reviewed"
    say(f"已载入 {loaded} 个边界（{note}）。 {loaded} outlines loaded.")
    return 0
