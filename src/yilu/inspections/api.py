"""Inspections over the API: the round a phone carries, and what it brings back."""

import base64
import binascii
import datetime as dt
from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid
from yilu.core.uploads import NOT_TAKEN
from yilu.inspections import actions, queries
from yilu.inspections.actions import Record, TakenPhoto
from yilu.inspections.models import Inspection
from yilu.inspections.rules import LONGEST_NOTE, MOST_PHOTOS, Answer, Severity
from yilu.territory.views.asking import actor_of

router = Router(tags=["inspections"])
Id = Annotated[int, Field(ge=1, lt=2**31)]
Encoded = Annotated[str, Field(max_length=2_000_000)]


class AskedOut(Schema):
    """One line of a checklist."""

    code: str
    name_zh: str
    name_en: str
    text_zh: str
    text_en: str
    cited: str
    group_zh: str
    group_en: str
    may_suspend: bool


class StopOut(Schema):
    """A planned visit with its checklist."""

    id: int
    day: dt.date
    site: str
    address: str
    county_zh: str
    county_en: str
    why_zh: str
    why_en: str
    beside_zh: str
    beside_en: str
    checklist: list[AskedOut]


class AnswerIn(Schema):
    """One item as seen."""

    met: bool | None = None
    note: Annotated[str, Field(max_length=LONGEST_NOTE)] = ""
    severity: Severity = Severity.MINOR
    days: Annotated[int, Field(ge=1, le=60)] = 3
    proposes_suspension: bool = False


class PhotoIn(Schema):
    """A photo, base64, with when and where it was taken."""

    code: Annotated[str, Field(max_length=20)]
    content: Encoded
    taken_at: dt.datetime
    longitude: Annotated[float | None, Field(ge=-180, le=180)] = None
    latitude: Annotated[float | None, Field(ge=-90, le=90)] = None


class RecordIn(Schema):
    """A visit as recorded; the same `client_id` is kept once."""

    client_id: Annotated[str, Field(min_length=8, max_length=40)]
    inspection: Id
    started_at: dt.datetime
    ended_at: dt.datetime
    answers: Annotated[dict[str, AnswerIn], Field(max_length=200)]
    signer: Annotated[str, Field(max_length=80)] = ""
    signature: Encoded = ""
    photos: Annotated[list[PhotoIn], Field(max_length=MOST_PHOTOS)] = []


class RecordOut(Schema):
    """What was kept."""

    inspection: int
    client_id: str
    received_at: dt.datetime
    findings: list[int]


@router.get("/round", response=list[StopOut])
@requires(Permission.INSPECTION_WRITE)
def my_round(request: HttpRequest) -> list[StopOut]:
    """One's own planned visits up to a week ahead, each with all that is asked there."""
    today = clock.today()
    stops = list(queries.mine(actor_of(request), first=today))
    lists = queries.checklists([s.site for s in stops], on=today)
    return [
        StopOut(
            id=s.pk, day=s.day, site=s.site.name, address=s.site.address, county_zh=s.site.county.name_zh,
            county_en=s.site.county.name_en, why_zh=s.why_zh, why_en=s.why_en, beside_zh=s.beside_zh,
            beside_en=s.beside_en,
            checklist=[
                AskedOut(
                    code=a.code, name_zh=a.name.zh, name_en=a.name.en, text_zh=a.text.zh, text_en=a.text.en,
                    cited=a.cited, group_zh=a.group.zh, group_en=a.group.en, may_suspend=a.may_suspend,
                )
                for a in lists[s.site_id]
            ],
        )
        for s in stops
    ]  # fmt: skip


@router.post("/", response=RecordOut)
@requires(Permission.INSPECTION_WRITE)
def record(request: HttpRequest, told: RecordIn) -> RecordOut:
    """Keep a visit. Safe to send again."""
    actor, now = actor_of(request), clock.now()
    within = Inspection.objects.within(actor.jurisdiction, Permission.INSPECTION_WRITE)
    found = get_object_or_404(within, pk=told.inspection)
    kept = actions.record(
        inspection=found,
        told=Record(
            told.client_id, told.started_at, told.ended_at,
            {code: Answer(**a.dict()) for code, a in told.answers.items()}, told.signer, _bytes(told.signature),
            [TakenPhoto(p.code, _bytes(p.content), p.taken_at, p.longitude, p.latitude) for p in told.photos],
        ),
        by=actor, now=now,
    )  # fmt: skip
    ids = list(kept.findings.order_by("pk").values_list("pk", flat=True))
    return RecordOut(inspection=kept.pk, client_id=told.client_id, received_at=kept.received_at or now, findings=ids)


def _bytes(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded.rpartition(",")[2], validate=True)
    except binascii.Error as error:
        raise Invalid(NOT_TAKEN) from error
