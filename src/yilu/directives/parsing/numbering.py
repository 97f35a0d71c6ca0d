"""The numbering of a notice: 第一条, 一、, （一）, 1., （1）, ①, 第一，, 一是 and 一要, nested and mixed."""

import re
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from yilu.directives.parsing.numerals import HAN, number_of

_N = rf"{HAN}{{1,4}}"
# From the outermost family inwards; a family met for the first time lies beneath every one before it in this list.
FAMILIES: dict[str, str] = {
    "part": rf"第(?P<part>{_N}|\d{{1,3}})(?:章|部分|节)(?=[ \n:、]|[^,。]{{1,30}}\n)",
    "article": rf"第(?P<article>{_N}|\d{{1,3}})条(?=[ :,、\n]|[^ ,。;])",
    "han": rf"(?P<han>{_N})(?:、|[.](?!\d))",
    "han_bracket": rf"\((?P<han_bracket>{_N})\)|(?P<han_bracket_sign>[㈠-㈩])",
    "digit": r"(?P<digit>\d{1,3})(?:、|[.](?![\d])|\)(?=[^\d]))|(?P<digit_sign>[⒈-⒛])",
    "digit_bracket": r"\((?P<digit_bracket>\d{1,3})\)|(?P<digit_bracket_sign>[⑴-⒇])",
    "circle": r"(?P<circle_sign>[①-⑳])",
    "first": rf"(?:第|其)(?P<first>{_N})[,、:是]",
    "is": rf"(?P<is>{_N})(?:是要|是|要(?![求素点务闻件塞])|须(?![知臾])|应(?![急用]))",
}
_SIGNS = {"㈠": 0x321F, "⒈": 0x2487, "⑴": 0x2473, "①": 0x245F}
RANK = {family: n for n, family in enumerate(FAMILIES)}
_ANY = re.compile("|".join(f"(?P<of_{name}>{pattern})" for name, pattern in FAMILIES.items()))
# A number inside a line counts after one of these ...
_STOPS = "。;:!?\n"
# ... 一是 also after a comma, or after nothing at all, unless it is the end of a word (统一要, 第一要, 之一是).
_WORDS_ENDING_IN_ONE = "统唯惟进万之第同单专十百零归逐不其另任每某同"


@dataclass(frozen=True, slots=True)
class Marker:
    """A number standing before what it counts."""

    start: int
    end: int
    family: str
    ordinal: int
    written: str  # as a person cites it: 一, （二）, 1, 第三条
    before: str  # the sign before it; a line's end at the beginning of one


_WRITTEN = {"han_bracket": "（{}）", "digit_bracket": "（{}）", "article": "第{}条"}


def _candidates(folded: str, lo: int, hi: int) -> list[Marker]:
    found = []
    for match in _ANY.finditer(folded, lo, hi):
        family = str(match.lastgroup).removeprefix("of_")
        sign = match[f"{family}_sign"] if f"{family}_sign" in _ANY.groupindex else None
        given = "" if sign else str(match[family])
        if sign:
            first = next(n for n in sorted(_SIGNS.values(), reverse=True) if n < ord(sign))
            ordinal: int | None = ord(sign) - first
        else:
            ordinal = number_of(given)
        if not ordinal:
            continue
        at = match.start()
        while at > lo and folded[at - 1] == " ":
            at -= 1
        before = folded[at - 1] if at > lo else "\n"
        as_it_stands = family in ("circle", "part")
        written = match[0].strip() if as_it_stands else _WRITTEN.get(family, "{}").format(given or ordinal)
        found.append(Marker(match.start(), match.end(), family, ordinal, written, before))
    return found


def _may_stand(marker: Marker) -> bool:
    """Does it stand where a number may?"""
    if marker.before in _STOPS:
        return True
    if marker.family == "is":
        return marker.before in ',、"' or (marker.ordinal == 1 and marker.before not in _WORDS_ENDING_IN_ONE)
    return marker.family in ("circle", "first") and marker.before == ","


def markers(folded: str, lo: int, hi: int) -> list[Marker]:
    """The numbers between two offsets that count something, in order: a line's first, or next in their series.

    Inside a line a series has to begin with one and to go on; so neither 1.5 米 nor 统一要求 begins anything.
    """
    standing = [m for m in _candidates(folded, lo, hi) if _may_stand(m)]
    goes_on = _goes_on(standing)
    accepted: list[Marker] = []
    last: dict[str, int] = {}
    for marker, has_second in zip(standing, goes_on, strict=True):
        is_next = last.get(marker.family) == marker.ordinal - 1 if marker.ordinal > 1 else has_second
        at_line_start = marker.before == "\n" and marker.family != "is"
        if not (is_next or at_line_start):
            continue
        for family in FAMILIES:
            if RANK[family] > RANK[marker.family]:
                last.pop(family, None)
        last[marker.family] = marker.ordinal
        accepted.append(marker)
    return accepted


def _goes_on(standing: Sequence[Marker]) -> list[bool]:
    """Of each: does the next of its family, further on, count one more?"""
    following: dict[str, int] = {}
    answers = []
    for marker in reversed(standing):
        answers.append(following.get(marker.family) == marker.ordinal + 1)
        following[marker.family] = marker.ordinal
    return answers[::-1]


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered stretch: from its number to the next one, with the numbers above it."""

    path: tuple[Marker, ...]  # its own last
    start: int
    end: int
    has_children: bool

    @property
    def number(self) -> str:
        """As one cites it: 一（二）1. Articles count on through the chapters, and are cited without them."""
        from_article = next((n for n, m in enumerate(self.path) if m.family == "article"), 0)
        return "".join(m.written for m in self.path[from_article:])


# A paragraph in which somebody begins to speak anew: what it counts lies beneath nothing before it.
_ANEW = re.compile(r"\n *(?:会议|通知|全会)?(?:要求|强调|指出|提出)[,:]")


def items(folded: str, found: Sequence[Marker], hi: int) -> list[Item]:
    """The stretches that markers divide a text into; what stands before the first is no item."""
    if not found:
        return []
    anew = [m.start() for m in _ANEW.finditer(folded, found[0].start, hi)]
    stack: list[Marker] = []
    paths: list[tuple[Marker, ...]] = []
    for marker in found:
        if stack and bisect(anew, stack[-1].start) < bisect(anew, marker.start):
            stack.clear()
        while stack and RANK[stack[-1].family] >= RANK[marker.family]:
            stack.pop()
        stack.append(marker)
        paths.append(tuple(stack))
    ends = [m.start for m in found[1:]] + [hi]
    deeper = [len(b) > len(a) for a, b in pairwise(paths)] + [False]
    return [Item(p, m.start, e, d) for p, m, e, d in zip(paths, found, ends, deeper, strict=True)]
