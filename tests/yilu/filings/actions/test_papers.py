"""Files that lie about their type, bombs, and what the phone wrote into a photo."""

import io
import zipfile

import pytest

from tests.world import NOW, World
from tests.yilu.filings.ground import begun, with_plans
from yilu.core.reasons import Denied, Invalid
from yilu.filings import actions, queries
from yilu.filings.models import Attachment, AttachmentPart
from yilu.filings.rules.plans import Plan

PDF = b"%PDF-1.4\n" + "负责人 13800001234".encode()


def docx(size: int) -> bytes:
    """A Word file whose body unpacks to so many bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * size)
    return file.getvalue()


def attached(world: World, content: bytes, name: str = "预案.pdf", who: str = "jia_hq") -> Attachment:
    """A file as the resumption plan."""
    filing = begun(world) if not Attachment.objects.exists() else Attachment.objects.first().dossier.filings.get()  # type: ignore[union-attr]
    return actions.attach(
        dossier=filing.dossier, plan=Plan.RESUMPTION, file_name=name, content=content, by=world.actor(who), now=NOW
    )


def test_a_file_is_what_its_bytes_say_and_is_kept_encrypted(normed: World) -> None:
    row = attached(normed, PDF, "预案.docx")
    assert row.media_type == "application/pdf"
    assert b"".join(queries.pieces(row)) == PDF
    raw = AttachmentPart.objects.raw("SELECT id, content AS stored FROM filings_attachmentpart")[0]
    assert b"13800001234" not in bytes(raw.stored)


@pytest.mark.parametrize("content", [b"MZ\x90\x00 a program", b"<html>", b"", b"PK\x03\x04 no archive"])
def test_what_is_none_of_the_kinds_taken_is_refused_whatever_its_name(normed: World, content: bytes) -> None:
    with pytest.raises(Invalid):
        attached(normed, content, "预案.pdf")
    assert not Attachment.objects.exists()


def test_a_small_document_that_unpacks_to_a_huge_one_is_refused(normed: World) -> None:
    bomb = docx(210 * 1024 * 1024)
    assert len(bomb) < 1024 * 1024
    with pytest.raises(Invalid, match="解压"):
        attached(normed, bomb)


def test_what_is_filed_is_not_taken_away_and_later_versions_keep_it(normed: World) -> None:
    row = attached(normed, PDF)
    filing = row.dossier.filings.get()  # type: ignore[union-attr]
    actions.file(filing=filing, by=normed.actor("jia_hq"), now=NOW)
    with pytest.raises(Invalid):
        actions.detach(attachment=Attachment.objects.get(), by=normed.actor("jia_hq"), now=NOW)
    filing.refresh_from_db()
    assert [a.pk for a in queries.attachments(with_plans(normed, filing).dossier)] == [row.pk]


def test_a_competitor_attaches_nothing(normed: World) -> None:
    with pytest.raises(Denied):
        attached(normed, PDF, who="yi_hq")
