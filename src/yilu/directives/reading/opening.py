"""What a file is by its own bytes, whatever it is called, and the text in it."""

import hashlib
import io
import zipfile
from dataclasses import dataclass

from yilu.directives.reading import refusals
from yilu.directives.reading.pages import text_of_html
from yilu.directives.reading.pdf import text_of_pdf
from yilu.directives.reading.plain import decoded, tidied
from yilu.directives.reading.word import text_of_word


@dataclass(frozen=True, slots=True)
class Opened:
    """The text, what it came as (text, html, docx, pdf), and the SHA-256 of what came."""

    text: str
    kind: str
    digest: str


# By their first bytes: what people do upload by mistake, and what to call it.
_OTHERS: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"\xd0\xcf\x11\xe0", ("旧版Office文件（请另存为docx）", "An old Office file (save it as docx)")),
    (b"\xff\xd8\xff", ("照片", "A photo")),
    (b"\x89PNG", ("图片", "A picture")),
    (b"GIF8", ("图片", "A picture")),
    (b"{\\rtf", ("RTF文件", "An RTF file")),
    (b"Rar!", ("压缩文件", "An archive")),
    (b"7z\xbc\xaf", ("压缩文件", "An archive")),
    (b"\x1f\x8b", ("压缩文件", "An archive")),
)  # fmt: skip


def opened(content: bytes) -> Opened:
    """Read an uploaded file. Raises `Unreadable` with the sentence to show."""
    if len(content) > refusals.MOST_BYTES:
        raise refusals.too_large()
    kind, text = _read(content)
    return Opened(_checked(text), kind, hashlib.sha256(content).hexdigest())


def opened_text(text: str) -> Opened:
    """Take text that was pasted."""
    return Opened(_checked(tidied(text)), "text", hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def _read(content: bytes) -> tuple[str, str]:
    # A pdf may have some bytes before its mark.
    if b"%PDF-" in content[:1024]:
        return "pdf", text_of_pdf(content)
    if content.startswith(b"PK"):
        return "docx", _of_archive(content)
    for mark, what in _OTHERS:
        if content.startswith(mark):
            raise refusals.unknown_kind(what)
    text = decoded(content)
    head = text[:2000].lstrip().lower()
    if head.startswith(("<!doctype html", "<html", "<?xml")) or ("<body" in head and "</" in text) or "<p>" in head:
        return "html", text_of_html(text)
    return "text", tidied(text)


def _of_archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return text_of_word(archive)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        RecursionError,
    ) as error:
        raise refusals.damaged("Word") from error
    if any(n.startswith("xl/") for n in names):
        raise refusals.unknown_kind(("Excel表格", "An Excel workbook"))
    raise refusals.unknown_kind(("压缩文件", "An archive"))


def _checked(text: str) -> str:
    if len(text) > refusals.MOST_CHARACTERS:
        raise refusals.too_long()
    if not text.strip():
        raise refusals.empty()
    return text
