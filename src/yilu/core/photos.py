"""A photo without what the phone wrote into it: place, device and time go, the picture and its orientation stay."""

import struct
from collections.abc import Iterator

from yilu.core.reasons import Invalid, reason

BROKEN = reason("core.photo_broken", "照片文件不完整，请重新拍摄。", "The photo is not whole; take it again.")
# JPEG segments that hold no picture data: APP1–APP15 (EXIF, XMP, maker notes; APP0 and Adobe's APP14 stay), comments.
_JPEG_TOLD = {*range(0xE1, 0xF0)} - {0xEE} | {0xFE}
_PNG_TOLD = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_WEBP_TOLD = {b"EXIF", b"XMP "}
_ORIENTATION = 0x0112
_SCAN = 0xDA


def plain_photo(content: bytes, media_type: str) -> bytes:
    """The JPEG, PNG or WebP without its metadata. Raises `Invalid` on what is no whole photo of its type."""
    strip = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}
    try:
        return strip[media_type](content)
    except (KeyError, IndexError, struct.error) as error:
        raise Invalid(BROKEN) from error


def _jpeg(content: bytes) -> bytes:
    kept, at, turned = [content[:2]], 2, b""
    while True:
        if content[at] != 0xFF:
            raise Invalid(BROKEN)
        marker = content[at + 1]
        length = struct.unpack(">H", content[at + 2 : at + 4])[0] + 2
        segment = content[at : at + length]
        if len(segment) < length:
            raise Invalid(BROKEN)
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            turned = turned or _turned(segment[10:])
        if marker == _SCAN:
            return b"".join([kept[0], turned, *kept[1:], content[at:]])
        if marker not in _JPEG_TOLD:
            kept.append(segment)
        at += length


def _turned(tiff: bytes) -> bytes:
    """An EXIF segment that tells the orientation and nothing else; empty where the picture stands upright."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return b""
    first = struct.unpack(order + "I", tiff[4:8])[0]
    for n in range(struct.unpack(order + "H", tiff[first : first + 2])[0]):
        entry = tiff[first + 2 + 12 * n : first + 14 + 12 * n]
        tag, _, _, value = struct.unpack(order + "HHIH", entry[:10])
        if tag == _ORIENTATION and 1 < value <= 8:
            body = b"Exif\0\0" + struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
            return struct.pack(">HH", 0xFFE1, len(body) + 2) + body
    return b""


def _chunks(content: bytes, at: int, order: str) -> Iterator[tuple[bytes, bytes]]:
    """Name and whole bytes of each chunk of a PNG (big-endian, length first) or WebP (little-endian, name first)."""
    while at < len(content):
        if order == ">":
            length, name = struct.unpack(">I4s", content[at : at + 8])
            whole = length + 12
        else:
            name, length = struct.unpack("<4sI", content[at : at + 8])
            whole = length + length % 2 + 8
        if at + whole > len(content):
            raise Invalid(BROKEN)
        yield name, content[at : at + whole]
        at += whole


def _png(content: bytes) -> bytes:
    return content[:8] + b"".join(c for name, c in _chunks(content, 8, ">") if name not in _PNG_TOLD)


def _webp(content: bytes) -> bytes:
    body = b"".join(c for name, c in _chunks(content, 12, "<") if name not in _WEBP_TOLD)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
