"""Packs and pieces confused: told by what usually arrives, before anything is saved."""

from collections.abc import Sequence
from math import log
from statistics import median

from yilu.core.reasons import Reason, reason

LEAST_HISTORY = 3  # amounts; fewer tell nothing of what is usual


def doubts(pieces: int, *, pack: int, usual: Sequence[int]) -> list[Reason]:
    """Does the amount fit what is usual far better when packs are read as pieces, or pieces as packs?

    "Far better": nearer on a logarithmic scale by more than half of what a pack makes out, so that an amount between
    the two readings is not doubted.
    """
    if pack < 2 or len(usual) < LEAST_HISTORY or pieces < 1:
        return []
    middle = max(1, median(usual))
    readings = {
        "packs": pieces / pack,  # typed pieces into a field of packs: 50 boxes instead of a box of 50
        "pieces": pieces * pack,  # typed packs into a field of pieces
    }
    here = abs(log(pieces / middle))
    found = min(readings, key=lambda name: abs(log(readings[name] / middle)))
    there = abs(log(readings[found] / middle))
    if here - there <= log(pack) / 2:
        return []
    return [
        reason(
            f"supplies.looks_like_{found}",
            "平常一次约 {usual}，这次合 {pieces}；是否把{mistake}？每盒（包）{pack}。确认无误请勾选“数量无误”。",
            "Usually about {usual} at a time, now {pieces}: {mistake_en}? A pack holds {pack}. Tick “the amount is "
            "right” if it is.",
            usual=round(middle),
            pieces=pieces,
            pack=pack,
            mistake="件数误填成了盒（包）数" if found == "packs" else "盒（包）数误填成了件数",
            mistake_en="were pieces entered as packs" if found == "packs" else "were packs entered as pieces",
        )
    ]
