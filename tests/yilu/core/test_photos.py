"""A photo leaves behind what the phone wrote into it."""

import struct
import zlib

import pytest

from yilu.core.photos import plain_photo
from yilu.core.reasons import Invalid

SECRET = b"GPS 28.2N 113.0E"


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def exif(orientation: int, order: str = "<") -> bytes:
    tiff = {"<": b"II", ">": b"MM"}[order] + struct.pack(order + "HI", 42, 8)
    tiff += struct.pack(order + "HHHIHH", 1, 0x0112, 3, 1, orientation, 0) + struct.pack(order + "I", 0)
    return segment(0xE1, b"Exif\0\0" + tiff + SECRET)


def jpeg(*segments: bytes) -> bytes:
    picture = segment(0xDB, b"q" * 65) + segment(0xDA, b"scan") + b"\x12\x34\xff\x00data\xff\xd9"
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0") + b"".join(segments) + picture


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def test_a_jpeg_loses_place_device_and_comments_and_keeps_its_picture() -> None:
    kept = plain_photo(jpeg(exif(1), segment(0xFE, SECRET), segment(0xED, SECRET)), "image/jpeg")
    assert SECRET not in kept
    assert kept == jpeg()


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_turned_jpeg_stays_turned(order: str) -> None:
    kept = plain_photo(jpeg(exif(6, order)), "image/jpeg")
    assert SECRET not in kept
    assert b"Exif\0\0MM" in kept
    assert plain_photo(kept, "image/jpeg") == kept


def test_a_png_and_a_webp_lose_their_texts() -> None:
    head, end = chunk(b"IHDR", b"h" * 13), chunk(b"IEND", b"")
    png = b"\x89PNG\r\n\x1a\n" + head + chunk(b"tEXt", SECRET) + chunk(b"IDAT", b"p") + end
    assert plain_photo(png, "image/png") == b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"p") + end
    body = b"VP8 " + struct.pack("<I", 3) + b"abc\0"
    told = b"EXIF" + struct.pack("<I", len(SECRET)) + SECRET
    webp = b"RIFF" + struct.pack("<I", len(body + told) + 4) + b"WEBP" + body + told
    assert plain_photo(webp, "image/webp") == b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"\xff\xd8\xff\xe1\xff\xff", "image/jpeg"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"\xff\xd8not a segment", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\xffIHDR", "image/png"),
        (b"%PDF-1.7", "application/pdf"),
    ],
)
def test_what_is_no_whole_photo_is_refused(content: bytes, media_type: str) -> None:
    with pytest.raises(Invalid):
        plain_photo(content, media_type)
