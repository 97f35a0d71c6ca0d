"""Write the plans and attach files. What is filed is never overwritten: a change is the next version."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.photos import plain_photo
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.core.uploads import media_type_of
from yilu.filings.access import check_can_write_dossier
from yilu.filings.models import Attachment, AttachmentPart, DelayOrder, Dossier, Filing
from yilu.filings.rules.plans import Plan, why_not_answers

PIECE = 1 << 20
MOST_FILES = 20
MOST_UNPACKED = 200 * 1024 * 1024  # bytes a document of 10 MB may claim to hold
CHANGED = reason(
    "filings.papers_changed",
    "您打开之后，别人已修改了材料。您填写的内容没有丢失，请核对后再保存。",
    "Somebody changed the papers after you opened them. What you typed is kept: compare, then save again.",
)
TOO_MANY_FILES = reason("filings.files", "附件最多 {most} 个。", "At most {most} files.", most=MOST_FILES)
FILED_STAYS = reason("filings.filed_stays", "已报备的附件不能删除。", "What has been filed is not taken away.")
BOMB = reason(
    "filings.bomb", "文件解压后过大，未予保存。", "The file unpacks to far more than a document would; it was not kept."
)


def write_dossier(*, dossier: Dossier, version: int, answers: Mapping[str, str], by: Actor, now: datetime) -> Dossier:
    """Keep the answers: of papers not yet filed in place, else as the next version for every filing they serve."""
    with acting("filings.dossier.write", by=by, now=now, on=dossier) as act:
        kept = Dossier.objects.select_for_update().get(pk=dossier.pk)
        act.on(kept, area=kept.area_id, brand_id=kept.brand_id)
        check_can_write_dossier(by, kept)
        if version != kept.version:
            raise Conflict(CHANGED)
        told = {k: v.strip() for k, v in answers.items() if v.strip()}
        if found := why_not_answers(told):
            raise Invalid(*found)
        was = kept.version
        kept.version += 1
        if kept.filed_at is None:
            kept.answers = told
            kept.save(update_fields=["answers_told", "version"])
        else:
            kept.save(update_fields=["version"])
            kept = _next(kept, told, by=by, now=now)
        act.changed({"version": was}, {"version": kept.version, "number": kept.number, "fields": sorted(told)})
    return kept


def _next(filed: Dossier, told: dict[str, str], *, by: Actor, now: datetime) -> Dossier:
    made = Dossier(
        area_id=filed.area_id, brand_id=filed.brand_id, enterprise_id=filed.enterprise_id, site_id=filed.site_id,
        number=filed.number + 1, first_id=filed.root_id, made_at=now, filed_at=now, by=by.name[:80],
    )  # fmt: skip
    made.answers = told
    made.save(force_insert=True)
    # Those that no longer live keep what they were filed with.
    Filing.objects.filter(dossier=filed).exclude(state="closed").update(dossier=made, weighed_at=None)
    return made


def attach(*, dossier: Dossier, plan: Plan, file_name: str, content: bytes, by: Actor, now: datetime) -> Attachment:
    """Add a file, of a kind recognised by its own bytes; photos lose what the phone wrote into them."""
    with acting("filings.file.attach", by=by, now=now, on=dossier, area=dossier.area_id) as act:
        act.on(dossier, area=dossier.area_id, brand_id=dossier.brand_id)
        check_can_write_dossier(by, dossier)
        if Attachment.objects.filter(dossier=dossier.root_id).count() >= MOST_FILES:
            raise Invalid(TOO_MANY_FILES)
        row = _kept(Attachment(dossier_id=dossier.root_id, plan=plan.value), file_name, content, by=by, now=now)
        Filing.objects.filter(dossier=dossier).exclude(state="closed").update(weighed_at=None)
        act.changed(None, {"plan": plan.value, "type": row.media_type, "size": row.size, "digest": row.digest})
    return row


def keep_order(delay: DelayOrder, file_name: str, content: bytes, *, by: Actor, now: datetime) -> Attachment:
    """The document of a delay order; inside its act only."""
    return _kept(Attachment(delay=delay, plan=Plan.OTHER.value), file_name, content, by=by, now=now)


def _kept(row: Attachment, file_name: str, content: bytes, *, by: Actor, now: datetime) -> Attachment:
    row.media_type = media_type_of(content)
    if content.startswith(b"PK"):
        _check_unpacked(content)
    if row.media_type.startswith("image/"):
        content = plain_photo(content, row.media_type)
    row.at, row.by, row.file_name, row.size = now, by.name[:80], file_name[-200:], len(content)
    row.digest = hashlib.sha256(content).hexdigest()
    row.save(force_insert=True)
    pieces = (content[n : n + PIECE] for n in range(0, len(content), PIECE))
    AttachmentPart.objects.bulk_create(
        AttachmentPart(attachment=row, number=n, content=piece) for n, piece in enumerate(pieces)
    )
    return row


def _check_unpacked(content: bytes) -> None:
    """Only what the archive says of itself is read: nothing is unpacked here, but somebody may open it."""
    if sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist()) > MOST_UNPACKED:
        raise Invalid(BOMB)


def detach(*, attachment: Attachment, by: Actor, now: datetime) -> None:
    """Take a file away from papers that are not filed yet."""
    dossier = attachment.dossier
    assert dossier is not None  # those of delay orders are not offered
    with acting("filings.file.detach", by=by, now=now, on=dossier) as act:
        act.on(dossier, area=dossier.area_id, brand_id=dossier.brand_id)
        check_can_write_dossier(by, dossier)
        if dossier.filed_at is not None:
            raise Invalid(FILED_STAYS)
        act.changed({"digest": attachment.digest, "plan": attachment.plan}, None)
        attachment.delete()
