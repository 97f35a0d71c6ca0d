"""The source text beside its measures: cut into what belongs to a measure and what does not."""

from collections.abc import Sequence
from dataclasses import dataclass

from yilu.directives.models import Measure

CONTEXT = 400  # characters shown before the first measure of a page and after its last


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source; `measure`: the one it belongs to, if any."""

    text: str
    measure: Measure | None = None


def pieces(text: str, measures: Sequence[Measure]) -> list[Piece]:
    """The part of the text in which these measures stand, with some of what surrounds them."""
    placed = sorted((m for m in measures if m.start is not None and m.end is not None), key=lambda m: m.start or 0)
    if not placed:
        return [Piece(text[: 10 * CONTEXT])]
    at = max(0, (placed[0].start or 0) - CONTEXT)
    found = [Piece("……")] if at else []
    for measure in placed:
        start, end = measure.start or 0, measure.end or 0
        if start > at:
            found.append(Piece(text[at:start]))
        found.append(Piece(text[start:end], measure))
        at = end
    found.append(Piece(text[at : at + CONTEXT]))
    return [*found, Piece("……")] if at + CONTEXT < len(text) else found
