"""A visit recorded once: answers, photos, who stood by; evidence for the ledger; findings with their tasks."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.photos import plain_photo
from yilu.core.reasons import Conflict, Invalid
from yilu.core.text import Text
from yilu.core.uploads import NOT_TAKEN, media_type_of
from yilu.inspections.access import check_can_carry_out, in_name_of
from yilu.inspections.models import Finding, Inspection, Photo
from yilu.inspections.queries import Asked, checklists
from yilu.inspections.rules import LONGEST_NOTE, NAMES, NOT_LATER, NOT_PLANNED, Answer, Severity, why_not_record
from yilu.network.models import Site
from yilu.norms.actions import EvidenceRow, record_many
from yilu.norms.rules.kinds import Proof
from yilu.tasks.actions import open_task

KIND, SUSPEND = "inspections.finding", "inspections.suspension"
TITLE = Text("整改：{name}", "Rectify: {name}")
PROPOSED = Text("检查建议停业：{name}", "An inspection proposes to suspend: {name}")
DETAIL = Text("{grave}：{note}", "{grave}: {note}")
WANTED = Text("整改后的照片或记录，检查人员复查后销号", "a photo or record of what was done; closed after a re-check")
SEEN = Text("现场检查：{result}", "inspected: {result}")
MET, NOT_MET = Text("符合", "met"), Text("不符合", "found wanting")
ROOM = "inspections"


@dataclass(frozen=True, slots=True)
class TakenPhoto:
    """A photo of one item as it came, when and where it was taken."""

    code: str
    content: bytes
    taken_at: dt.datetime
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What was seen on a visit."""

    client_id: str
    started_at: dt.datetime
    ended_at: dt.datetime
    answers: Mapping[str, Answer]
    signer: str = ""
    signature: bytes = b""
    photos: Sequence[TakenPhoto] = field(default=())


def record(*, inspection: Inspection, told: Record, by: Actor, now: dt.datetime) -> Inspection:
    """Keep what was seen. Sent again under the same `client_id`, it is the one kept before."""
    with acting("inspections.inspection.record", by=by, now=now, on=inspection) as act:
        kept = Inspection.objects.select_for_update(of=("self",)).select_related("site").get(pk=inspection.pk)
        site = kept.site
        act.on(kept, area=site.county_id, brand_id=site.brand_id)
        check_can_carry_out(by, kept)
        if kept.state == Inspection.State.DONE and kept.client_id == told.client_id:
            act.changed(None, {"again": True})
            return kept
        if kept.state != Inspection.State.PLANNED:
            raise Conflict(NOT_PLANNED)
        asked = {a.code: a for a in checklists([site], on=told.ended_at.astimezone(ZONE).date())[site.pk]}
        if wrong := why_not_record(
            told.answers, {c: a.name for c, a in asked.items()}, has_signer=bool(told.signer.strip() or told.signature),
            photos=len(told.photos), started_at=told.started_at, ended_at=told.ended_at, now=now,
        ):  # fmt: skip
            raise Invalid(*wrong)
        digests = _photos(kept, told.photos)
        kept.state, kept.client_id, kept.day = (
            Inspection.State.DONE,
            told.client_id,
            told.ended_at.astimezone(ZONE).date(),
        )
        kept.started_at, kept.ended_at, kept.received_at = told.started_at, told.ended_at, now
        kept.answers = {code: a.met for code, a in told.answers.items()}
        kept.signer, kept.signature = told.signer.strip()[:80], _signature(told.signature)
        kept.save()
        _evidence(kept, told.answers, digests, by=by, now=now)
        findings = [
            _finding(kept, asked[code], answer, by=by, now=now)
            for code, answer in told.answers.items()
            if answer.met is False
        ]
        act.changed({"state": "planned"}, {"state": "done", "items": len(told.answers), "findings": len(findings),
                                           "photos": [d for some in digests.values() for d in some]})  # fmt: skip
    return kept


def _photos(inspection: Inspection, photos: Sequence[TakenPhoto]) -> dict[str, list[str]]:
    digests: dict[str, list[str]] = {}
    for photo in photos:
        media_type = media_type_of(photo.content)
        content = plain_photo(photo.content, media_type)
        digest = hashlib.sha256(content).hexdigest()
        Photo.objects.create(
            inspection=inspection, code=photo.code[:20], taken_at=photo.taken_at, longitude=photo.longitude,
            latitude=photo.latitude, media_type=media_type, digest=digest, content=content,
        )  # fmt: skip
        digests.setdefault(photo.code, []).append(digest)
    return digests


def _signature(content: bytes) -> bytes | None:
    if not content:
        return None
    if media_type_of(content) != "image/png":
        raise Invalid(NOT_TAKEN)
    return plain_photo(content, "image/png")


def _evidence(
    inspection: Inspection, answers: Mapping[str, Answer], digests: Mapping[str, list[str]], *, by: Actor,
    now: dt.datetime,
) -> None:  # fmt: skip
    """A line for each requirement of the norms that was looked at; an area's own items are no requirement of theirs."""
    assert inspection.ended_at is not None
    rows = [
        EvidenceRow(
            code, inspection.site_id, Proof.INSPECTION, min(inspection.ended_at, now), ROOM, inspection.pk,
            met=a.met, summary=SEEN.filled(result=MET if a.met else NOT_MET), digest=(digests.get(code) or [""])[0],
        )
        for code, a in answers.items()
        if a.met is not None and not code.startswith("item:")
    ]  # fmt: skip
    if rows:
        record_many(rows=rows, by=by, now=now, area=inspection.site.county_id)


def _finding(inspection: Inspection, asked: Asked, answer: Answer, *, by: Actor, now: dt.datetime) -> Finding:
    assert inspection.ended_at is not None
    site: Site = inspection.site
    due = max(inspection.ended_at, now) + dt.timedelta(days=answer.days)
    if answer.days < 1:
        raise Invalid(NOT_LATER)
    finding = Finding.objects.create(
        inspection=inspection, site=site, code=asked.code, name_zh=asked.name.zh[:200], name_en=asked.name.en[:300],
        severity=Severity(answer.severity), note=answer.note.strip()[:LONGEST_NOTE], due=due,
        proposes_suspension=answer.proposes_suspension and asked.may_suspend,
    )  # fmt: skip
    origin = f"inspections.finding:{finding.pk}"
    finding.task = open_task(
        kind=KIND, title=TITLE.filled(name=asked.name), area=site.county_id, site=site, post="site_manager", due=due,
        key=origin, origin=origin, evidence_wanted=WANTED,
        detail=DETAIL.filled(grave=NAMES[Severity(answer.severity)], note=answer.note.strip()[:LONGEST_NOTE]),
        by=in_name_of(by), now=now,
    )  # fmt: skip
    finding.save(update_fields=["task"])
    if finding.proposes_suspension:
        open_task(
            kind=SUSPEND, title=PROPOSED.filled(name=asked.name), area=site.county_id, site=site, post="officer",
            due=now + dt.timedelta(days=1), key=f"inspections.suspension:{finding.pk}", origin=origin,
            by=in_name_of(by), now=now,
        )  # fmt: skip
    return finding
