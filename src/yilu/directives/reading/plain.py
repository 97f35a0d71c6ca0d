"""Bytes of unknown encoding as text: UTF-8, UTF-16 and GB18030, told apart by what only one of them can mean."""

import codecs

from yilu.directives.reading import refusals

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MOST_STRANGE = 0.02  # of the characters


def decoded(content: bytes) -> str:
    """The text. Raises `Unreadable` where it is none in any of these encodings."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                break
    best, least = "", 1.0
    for encoding in ("utf-8", *_by_zeros(content), "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and "\x00" not in text:
            return text
        if (share := _strange(text)) < least:
            best, least = text, share
    if least > _MOST_STRANGE:
        raise refusals.unknown_kind(("这个文件不是文本，它", "This file, which is no text,"))
    return best


def _by_zeros(content: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark: Chinese letters apart, line ends and digits leave zeros on one side only."""
    even, odd = content[:4000:2].count(0), content[1:4000:2].count(0)
    if even == odd:
        return ()
    return ("utf-16-be",) if even > odd else ("utf-16-le",)


def _strange(text: str) -> float:
    """The share of characters that no notice holds: controls, private ones, halves of pairs."""
    head = text[:20_000]
    strange = sum(
        (c < " " and c not in "\t\r\n\f\v") or "\ue000" <= c <= "\uf8ff" or "\ud800" <= c <= "\udfff" for c in head
    )
    return strange / max(len(head), 1)


def tidied(text: str) -> str:
    """Line ends of one kind, no invisible signs that no page shows and no database keeps."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c >= " " or c in "\n\t").translate(_NOTHING).strip("\n")


_NOTHING = dict.fromkeys(
    (0x7F, 0xFEFF, 0x200B, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, *range(0xD800, 0xE000))
)
