"""The words of a Word file, numbering included, read from its own XML: python-docx leaves out tracked insertions, boxes
and automatic numbers, and a notice is often numbered by Word itself."""

import zipfile
from collections import defaultdict
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse, parse

from yilu.directives.reading import refusals
from yilu.directives.reading.ordinals import written
from yilu.directives.reading.plain import tidied

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same box a second time
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_TIMES = 200  # unpacked against packed; words alone reach some 20


def text_of_word(archive: zipfile.ZipFile) -> str:
    """The text, a paragraph a line. Raises `Unreadable` where the archive is a bomb or its XML is not sound."""
    infos = [archive.getinfo(n) for n in ("word/document.xml", "word/numbering.xml") if n in archive.NameToInfo]
    for info in infos:
        if info.file_size > _MOST_UNPACKED or info.file_size > _MOST_TIMES * max(info.compress_size, 4096):
            raise refusals.bomb()
    try:
        numbering = _Numbering(archive.open(infos[1]) if len(infos) > 1 else None)
        with archive.open(infos[0]) as file:
            lines = list(_paragraphs(_Limited(file), numbering))
    except (DefusedXmlException, ParseError) as error:
        raise refusals.damaged("Word") from error
    return tidied("\n".join(lines))


class _Limited:
    """A file that unpacks to no more than it may, whatever its header says."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._left = file, _MOST_UNPACKED

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size if size >= 0 else self._left + 1)
        self._left -= len(piece)
        if self._left < 0:
            raise refusals.bomb()
        return piece


def _paragraphs(file: _Limited, numbering: "_Numbering") -> list[str]:
    lines = []
    total = depth = 0
    for event, element in iterparse(file, events=("start", "end")):
        if element.tag != _W + "p":
            continue
        depth += 1 if event == "start" else -1
        # A paragraph inside another is one of a box, and is told with the outer one.
        if event == "end" and depth == 0:
            line = numbering.before(element) + "".join(_words(element))
            total += len(line)
            if total > refusals.MOST_CHARACTERS:
                raise refusals.too_long()
            lines.append(line)
            element.clear()
    return lines


def _words(element: Element) -> list[str]:
    found: list[str] = []
    for child in element:
        if child.tag in (_W + "del", _W + "moveFrom", _W + "pPr", _FALLBACK):
            continue
        if child.tag == _W + "t":
            found.append(child.text or "")
        elif child.tag == _W + "tab":
            found.append("\t")
        elif child.tag in (_W + "br", _W + "cr"):
            found.append("\n")
        else:
            found += _words(child)
            if child.tag == _W + "p":
                found.append("\n")
    return found


class _Numbering:
    """Word's automatic numbers, counted as the paragraphs come."""

    def __init__(self, file: IO[bytes] | None) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.counts: dict[tuple[str, int], int] = defaultdict(int)
        root = parse(_Limited(file)).getroot() if file is not None else None
        if root is None:
            return
        abstract = {}
        for a in root.iter(_W + "abstractNum"):
            abstract[a.get(_W + "abstractNumId", "")] = {
                int(level.get(_W + "ilvl", "0")): (
                    _of(level, "numFmt"),
                    _of(level, "lvlText"),
                    _int(_of(level, "start")),
                )
                for level in a.iter(_W + "lvl")
            }
        for n in root.iter(_W + "num"):
            self.levels[n.get(_W + "numId", "")] = abstract.get(_of(n, "abstractNumId"), {})

    def before(self, paragraph: Element) -> str:
        """The number that Word prints before the paragraph; nothing if it has none, or a bullet."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            return ""
        key, level = _of(properties, "numId"), _int(_of(properties, "ilvl"), 0)
        levels = self.levels.get(key, {})
        if level not in levels or levels[level][0] in ("bullet", "none"):
            return ""
        self.counts[key, level] += 1
        for deeper in levels:
            if deeper > level:
                self.counts[key, deeper] = 0
        printed = levels[level][1]
        for at, (form, _, start) in levels.items():
            count = max(self.counts[key, at], 1) + start - 1
            printed = printed.replace(f"%{at + 1}", written(count, form))
        return printed


def _of(element: Element, name: str) -> str:
    child = element.find(_W + name)
    return "" if child is None else child.get(_W + "val", "")


def _int(value: str, default: int = 1) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else default
