"""No upload beyond `YILU_UPLOAD_LIMIT_MB` is kept: the rest of it is read past, so that the page can say so calmly."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

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
