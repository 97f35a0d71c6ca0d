"""The words of a pdf, read in a process of its own with a limit of time and memory: a pdf is a program by a stranger.

`python -m yilu.directives.reading.pdf` reads the file from its input and answers in JSON.
"""

import json
import subprocess
import sys
from typing import Any

from yilu.directives.reading import refusals
from yilu.directives.reading.plain import tidied

SECONDS = 60
_MEMORY = 2 << 30
_FULL = 0.85  # a line that reaches so far across its page was broken by the page, not by its writer
_ENDS = "。；;：:！!？?"


def text_of_pdf(content: bytes) -> str:
    """The text, a paragraph a line. Raises `Unreadable`: a scan, locked, broken, too many pages."""
    command = [sys.executable, "-m", "yilu.directives.reading.pdf"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=True)
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise refusals.damaged("PDF") from error
    if answer["state"] == "damaged":
        raise refusals.damaged("PDF")
    if answer["state"] == "locked":
        raise refusals.locked()
    if answer["state"] == "pages":
        raise refusals.too_many_pages(answer["pages"])
    if answer["state"] == "long":
        raise refusals.too_long()
    pages: list[str] = answer["texts"]
    if sum(len(p.strip()) for p in pages) < 2 * len(pages):
        raise refusals.no_text_layer(len(pages))
    return tidied(joined(pages))


def joined(pages: list[str]) -> str:
    """The pages as paragraphs: lines that only the page broke are one again, page numbers are left out."""
    lines = [line.strip() for page in pages for line in _without_number(page.replace("\r", "").split("\n"))]
    widths = sorted(_width(line) for line in lines if line)
    full = widths[int(len(widths) * 0.9)] * _FULL if widths else 0
    text: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and line:
            text[-1] += line
        elif line:
            text.append(line)
        goes_on = bool(line) and _width(line) >= full and line[-1] not in _ENDS
    return "\n".join(text)


def _without_number(lines: list[str]) -> list[str]:
    """A page without the number at its foot or head: 3, - 3 -, — 3 —, 第3页."""
    kept = [line for line in lines if line.strip()]
    for at in (-1, 0):
        if kept and kept[at].strip(" -—–·第页共/　").isdigit() and len(kept[at].strip()) < 12:
            del kept[at]
    return kept


def _width(line: str) -> int:
    return sum(2 if ord(c) > 0x2E7F else 1 for c in line)


def _answer(content: bytes) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        return {"state": "locked" if "assword" in str(error) else "damaged"}
    if len(document) > refusals.MOST_PAGES:
        return {"state": "pages", "pages": len(document)}
    texts: list[str] = []
    total = 0
    for page in document:
        texts.append(page.get_textpage().get_text_range())
        total += len(texts[-1])
        page.close()
        if total > refusals.MOST_CHARACTERS:
            return {"state": "long"}
    return {"state": "read", "texts": texts}


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on this system; the time limit holds all the same
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    _limit()
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)
