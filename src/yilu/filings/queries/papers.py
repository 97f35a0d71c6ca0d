"""The files of a dossier or of a delay order."""

from collections.abc import Iterator

from django.db.models import QuerySet

from yilu.filings.models import Attachment, Dossier


def attachments(dossier: Dossier) -> QuerySet[Attachment]:
    """What is attached to any version of it."""
    return Attachment.objects.filter(dossier=dossier.root_id).order_by("pk")


def pieces(attachment: Attachment) -> Iterator[bytes]:
    """A file, decrypted piece by piece."""
    for content in attachment.parts.order_by("number").values_list("content", flat=True).iterator(chunk_size=4):
        yield bytes(content)
