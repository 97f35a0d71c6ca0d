"""Documents a text names: 《…》, one inside another, with the number that follows."""

import re

from yilu.directives.parsing.notice import Cite

DOCUMENT_NUMBER = re.compile(r"[一-鿿]{1,12}[〔\[(]20\d\d[〕\])] ?第? ?\d{1,5} ?号")
_LONGEST = 200


def cites(folded: str, text: str, lo: int, hi: int) -> tuple[Cite, ...]:
    """The documents named between two offsets, in order; a 《 that is never closed names none."""
    found = []
    depth = start = 0
    for at in range(lo, hi):
        if folded[at] == "《":
            start = at if depth == 0 else start
            depth += 1
        elif folded[at] == "》" and depth:
            depth -= 1
            if depth == 0 and 2 < at + 1 - start <= _LONGEST:
                found.append(_cite(folded, text, start, at + 1, hi))
        elif folded[at] == "\n" and depth and at - start > _LONGEST:
            depth = 0
    return tuple(found)


def _cite(folded: str, text: str, start: int, end: int, hi: int) -> Cite:
    bracketed = re.compile(
        r" ?\((?P<number>[^()\n]{0,12}" + DOCUMENT_NUMBER.pattern[len("[一-鿿]{1,12}") :] + r")[^()\n]*\)"
    )
    match = bracketed.match(folded, end, hi)
    return Cite(
        text[start + 1 : end - 1], text[match.start("number") : match.end("number")] if match else "", start, end
    )
