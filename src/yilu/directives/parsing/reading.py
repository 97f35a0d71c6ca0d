"""A notice read from its text: frame, numbering, and of each measure what its words say."""

import re
from collections.abc import Iterator

from yilu.directives.parsing.cites import cites
from yilu.directives.parsing.deadlines import binding, deadlines
from yilu.directives.parsing.folding import folded
from yilu.directives.parsing.glossary import phrases
from yilu.directives.parsing.issuers import Speaker, closes, frame, lines
from yilu.directives.parsing.notice import Issuer, Measure, Notice
from yilu.directives.parsing.numbering import Item, items, markers
from yilu.directives.parsing.themes import Audience, audiences_of, level_below, post_of, theme_of

_SENTENCE = re.compile(r"[^。!?\n]+[。!?]*[\"')》]*")
# Words by which prose asks for something; 重要, 主要, 需要 and the like do not.
_MODAL = (
    r"(?<![重主首必紧摘纲概需只])要(?![求素点务闻件塞])|(?<![反供相适效])应(?![急用对答])|"
    r"必须|务必|须(?!知)|不得|严禁|禁止"
)
_ORDERED = re.compile(_MODAL)
_ASKS = re.compile(
    rf"{_MODAL}|确保|坚决|认真贯彻|切实|(?:^|[,:;])(?:全面|严格|认真)?(?:做到|做好|抓好|加强|落实|压实|组织开展|严格执行)"
)
_ANNOUNCES = re.compile(r"(?:如下|下列|以下)[^。]{0,12}[:。]? *$|(?:会议)?(?:要求|强调|指出)[:,]? *$")


def parse(text: str) -> Notice:
    """Read a notice. Any text gives a notice; one that asks for nothing has no measures."""
    flat = folded(text)
    found = frame(flat, text)
    return Notice(found.title, found.number, found.day, tuple(_issuer(flat, text, s) for s in found.speakers))


def _issuer(flat: str, text: str, speaker: Speaker) -> Issuer:
    below = level_below(speaker.name)
    spans = list(_spans(flat, speaker.body, speaker.end))
    measures = tuple(_measure(flat, text, number, *span, below=below) for number, span in spans)
    return Issuer(speaker.name, speaker.start, speaker.end, measures)


def _spans(flat: str, lo: int, hi: int) -> Iterator[tuple[str | None, tuple[int, int]]]:
    """Number and extent of each measure between two offsets."""
    found = markers(flat, lo, hi)
    yield from _prose(flat, lo, found[0].start if found else hi)
    for item in items(flat, found, hi):
        own, behind = _extent(flat, item)
        asks = not item.has_children or _says_more(flat[item.path[-1].end : own])
        if asks and (span := _trimmed(flat, item.start, own)):
            yield item.number, span
        yield from _prose(flat, behind, item.end)


def _extent(flat: str, item: Item) -> tuple[int, int]:
    """Where an item ends, and where what follows it (prose of its own, closing words) begins."""
    is_last_in_line = item.path[-1].family in ("is", "first", "circle")
    end = item.start
    for line in lines(flat[item.start : item.end]):
        if end > item.start and closes(line.words):
            return end, item.end
        end = item.start + line.end
        if is_last_in_line and line.words.rstrip().endswith(("。", "!", ";", "?")):
            return end, end
    return end, item.end


def _says_more(words: str) -> bool:
    """Does an item with items beneath it ask for something itself, beyond its heading?"""
    words = words.strip()
    if _ANNOUNCES.search(words) or (words.endswith(":") and "。" not in words):
        return False
    heading, _, rest = words.partition("\n")
    sentence, _, more = heading.partition("。")
    return bool(_ORDERED.search(sentence) or _ASKS.search((more + rest).strip()))


def _prose(flat: str, lo: int, hi: int) -> Iterator[tuple[None, tuple[int, int]]]:
    """The sentences that ask for something."""
    for line in lines(flat[lo:hi]):
        if closes(line.words):
            return
        for match in _SENTENCE.finditer(flat, lo + line.start, lo + line.end):
            if _asks(flat, *match.span()) and (span := _trimmed(flat, *match.span())):
                yield None, span


def _asks(flat: str, start: int, end: int) -> bool:
    """Does a sentence ask for something: by its words, or by a time until when?"""
    words = flat[start:end]
    if _ANNOUNCES.search(words):
        return False
    until = binding(deadlines(flat, start, end))
    return bool(_ASKS.search(words)) or (until is not None and until.kind in ("by", "within"))


def _trimmed(flat: str, start: int, end: int) -> tuple[int, int] | None:
    words = flat[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (start, end) if start < end else None


def _measure(flat: str, text: str, number: str | None, start: int, end: int, *, below: Audience) -> Measure:
    words = flat[start:end]
    return Measure(
        number=number, text=text[start:end], start=start, end=end, theme=theme_of(words), post=post_of(words),
        audiences=audiences_of(words, below=below), deadline=binding(deadlines(flat, start, end)),
        cites=cites(flat, text, start, end), phrases=phrases(flat, text, start, end),
    )  # fmt: skip


def read_measure(text: str, start: int, end: int, *, number: str | None, issuer: str) -> Measure:
    """One stretch of a text read as a measure, as when a person splits or joins."""
    return _measure(folded(text), text, number, start, end, below=level_below(issuer))
