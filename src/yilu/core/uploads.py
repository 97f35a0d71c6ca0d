"""No upload beyond `YILU_UPLOAD_LIMIT_MB` is kept, nor one of a kind that is not taken.

The rest of a file that is too large is read past, so that the page can say so calmly.
"""

import io
import zipfile
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from yilu.core.reasons import Invalid, reason

TOO_LARGE = "yilu.upload_too_large"


class UploadLimit(FileUploadHandler):
    """Stands first among the upload handlers; a file beyond the limit is skipped and noted on the request."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the piece on unless the limit is passed."""
        self.received += len(raw_data)
        if self.received > settings.YILU_UPLOAD_LIMIT_MB * 1024 * 1024:
            if self.request is not None:
                self.request.META[TOO_LARGE] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers behind."""


def was_too_large(request: HttpRequest) -> bool:
    """Did a file of this request pass the limit? (Its other fields are there; the file is not.)"""
    request.POST  # noqa: B018  # parses the body, which is when the handler counts
    return bool(request.META.get(TOO_LARGE))


NOT_TAKEN = reason(
    "core.file_kind",
    "只收照片（JPEG、PNG、WebP）、PDF、Word（docx）和 Excel（xlsx）文件，且内容须与类型相符。",
    "Only photos (JPEG, PNG, WebP), PDF, Word (docx) and Excel (xlsx) files are taken, and they must be what they say.",
)
NOT_SO_LARGE = reason(
    "core.file_size", "单个文件不超过 {most} MB。", "A single file may have {most} MB at most.", most=10
)
MOST_BYTES = 10 * 1024 * 1024
_OFFICE = {"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
           "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}  # fmt: skip


def media_type_of(content: bytes) -> str:
    """What a small file is by its own bytes, not its name. Raises `Invalid` if it is too large or not taken."""
    if len(content) > MOST_BYTES:
        raise Invalid(NOT_SO_LARGE)
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        # The names in the archive alone are read, nothing is unpacked.
        try:
            names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        except zipfile.BadZipFile:
            names = []
        for part, media_type in _OFFICE.items():
            if "[Content_Types].xml" in names and any(n.startswith(part) for n in names):
                return media_type
    raise Invalid(NOT_TAKEN)
