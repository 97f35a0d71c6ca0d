"""Who speaks where in a notice: headings of several bodies, or the one that signs it; and where the notice ends."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from yilu.directives.parsing.cites import DOCUMENT_NUMBER
from yilu.directives.parsing.numerals import number_of

_BODY = (
    r"[一-鿿()、 ]{1,38}?(?:管理局|管理部门|邮政局|委员会|总局|分局|局|委|办公厅|厅|部|办公室|指挥部|领导小组|"
    r"工作组|人民政府|政府|公司|集团|总部|协会|中心|党组|联防联控机制)"
)
_SPEAKS = "要求|强调|提出|指出|表示|部署|明确|认为|通知|决定|印发|召开"
_LINE = re.compile(r"[^\n]+")
_HEADING = re.compile(rf" *(?P<name>{_BODY})(?:文件)?:? *$")
_SPOKEN = re.compile(rf"(?:近日|日前|会议)?,? ?(?:{_SPEAKS})")
_INLINE = re.compile(
    rf" *(?P<name>[一-鿿]{{4,24}}?(?:局|委员会|厅|办公室|指挥部|公司|集团))(?:党组|党委)?(?:{_SPEAKS})[,:]"
)
_ADDRESSED = re.compile(r"^ *(?:各|全|本|致|附|抄送|联系)")
_NUMBER = "[〇零一二三四五六七八九十]"
_DATE = re.compile(
    rf" *\(?(?P<year>20\d\d|{_NUMBER}{{4}})年(?P<month>\d{{1,2}}|{_NUMBER}{{1,2}})月"
    rf"(?P<day>\d{{1,2}}|{_NUMBER}{{1,3}})日\)? *$"
)
_KINDS = "通知|意见|方案|函|公告|通告|决定|规定|办法|规范|措施|要点|指南|通报"
# The first line of a name that was broken over two.
_BROKEN = re.compile(r" *[一-鿿]{4,30} *$")
_TITLE = re.compile(rf"(?:关于[^\n]{{2,80}}(?:{_KINDS})|^{_BODY}(?:通告|公告|通知))(?:\([^()\n]*\))?$")
# What stands under a text on the web and belongs to no notice.
_COLOPHON = re.compile(
    r"^ *\(?(?:新媒体)?责任?编辑?:|^ *(?:免责)?声明:|^ *Copyright|版权所有|ICP备|^ *扫一扫|^ *打印本页", re.IGNORECASE
)
_CLOSING = re.compile(
    r" *(?:特此(?:通知|通告|公告|函告)|专此|附件 ?\d*:|附:|联系人[:及]|联系电话:|抄送:|\(此件|\(联系人)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks between two offsets."""

    name: str
    start: int  # of the name where it stands above its words
    body: int  # where the words begin
    end: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the measures."""

    title: str
    number: str
    day: dt.date | None
    speakers: tuple[Speaker, ...]


def lines(folded: str) -> list[Line]:
    """The lines that hold more than blanks."""
    return [Line(m.start(), m.end(), m[0]) for m in _LINE.finditer(folded) if m[0].strip()]


def frame(folded: str, text: str) -> Frame:
    """Title, number, day and speakers of a notice."""
    found = lines(folded)
    above = list(_speakers_named(found))
    title = next((line for line in found[:20] if _TITLE.search(line.words.strip())), None)
    number = next((m for line in found[:12] if "《" not in line.words and (m := _numbered(folded, line))), None)
    written = text[number.start() : number.end()] if number else ""
    if above:
        end = _end(found, after=above[-1].body, whole=len(folded))
        ends = [s.start for s in above[1:]] + [end]
        speakers = tuple(Speaker(s.name, s.start, s.body, e) for s, e in zip(above, ends, strict=True))
        return Frame(text[title.start : title.end].strip() if title else "", written, None, speakers)
    name, day, signed_at = _signature(found)
    body = _body_begins(found, title)
    end = max(min(signed_at or len(folded), _end(found, after=len(folded) // 2, whole=len(folded))), body)
    name = name or _letterhead(found, title)
    told = text[title.start : title.end].strip() if title else ""
    return Frame(told, written, day, (Speaker(name, body, body, end),) if found else ())


def _speakers_named(found: list[Line]) -> Iterator[Speaker]:
    """Bodies named on a line of their own above what they say, or at the beginning of it: two of them or more."""
    headings, spoken, inline = [], [], []
    for line, after in zip_longest(found, found[1:]):
        if _ADDRESSED.match(line.words):
            continue
        if (match := _HEADING.match(line.words)) and after is not None and not _DATE.match(after.words):
            name = match["name"].strip()
            # A body of its own, no part of a sentence; what follows it is a text.
            if len(name) >= 4 and not line.words.rstrip().endswith(":"):
                speaker = Speaker(name, line.start, after.start, after.end)
                if _SPOKEN.match(after.words.strip()):
                    spoken.append(speaker)
                elif len(after.words) > 40 and not _TITLE.search(after.words):
                    headings.append(speaker)
        elif match := _INLINE.match(line.words):
            at = line.start + match.start("name")
            inline.append(Speaker(match["name"], at, line.start + match.end("name"), line.end))
    if spoken:
        named = spoken if len(spoken) > 1 or not headings else sorted(spoken + headings, key=lambda s: s.start)
        return iter(sorted(named + [s for s in inline if spoken], key=lambda s: s.start))
    if len({s.name for s in inline}) > 1:
        return iter(inline)
    return iter(headings if len(headings) > 1 else ())


def _end(found: list[Line], *, after: int, whole: int) -> int:
    """Where the text ends and the page it stood on goes on."""
    return next((line.start for line in found if line.start >= after and _COLOPHON.search(line.words)), whole)


def _signature(found: list[Line]) -> tuple[str, dt.date | None, int | None]:
    """Who signs on which day, and where: a body's line above a date's."""
    for n in range(len(found) - 1, 0, -1):
        above, match = found[n - 1], _DATE.match(found[n].words)
        signed = _HEADING.match(above.words)
        if match and signed and not _ADDRESSED.match(above.words):
            name, at = signed["name"].strip(), above.start
            if n > 1 and _BROKEN.match(found[n - 2].words):
                name, at = found[n - 2].words.strip() + name, found[n - 2].start
            return name, _day(match), at
    last = next((m for line in reversed(found[-8:]) if (m := _DATE.match(line.words))), None)
    return "", _day(last) if last else None, None


def _numbered(folded: str, line: Line) -> re.Match[str] | None:
    """The number of the notice, where this line gives it and not much else."""
    return DOCUMENT_NUMBER.search(folded, line.start, line.end) if len(line.words) < 60 else None


def _day(match: re.Match[str]) -> dt.date | None:
    year, month, day = (number_of(match[part]) for part in ("year", "month", "day"))
    try:
        return dt.date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _letterhead(found: list[Line], title: Line | None) -> str:
    for line in found[:5]:
        if (match := _HEADING.match(line.words)) and not _ADDRESSED.match(line.words):
            return match["name"].strip()
    match = re.match(rf" *(?P<name>{_BODY})(?:关于|通告|公告|通知)", title.words) if title else None
    return match["name"].strip() if match else ""


def _body_begins(found: list[Line], title: Line | None) -> int:
    """Behind title, number and those addressed."""
    begin = title.end if title else 0
    for line in found[:12]:
        is_head = _ADDRESSED.match(line.words) and line.words.rstrip().endswith(":")
        if line.start >= begin and (is_head or (DOCUMENT_NUMBER.search(line.words) and len(line.words) < 40)):
            begin = line.end
    return begin


def closes(words: str) -> bool:
    """Does this line begin what follows the measures: closing words, enclosures, whom to call?"""
    return bool(_CLOSING.match(words))
