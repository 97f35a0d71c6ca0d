"""JSON of checks: one's own from an enrolled phone, a thousand at once from a headquarters, and what is held on one."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from yilu.accounts.api_auth import SessionAuth, TokenAuth
from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Reason
from yilu.people import actions
from yilu.people.actions._taking import Sent, Taken
from yilu.people.api.auth import PassAuth
from yilu.people.models import Source
from yilu.people.passes import Holder
from yilu.people.queries import held_on, own_day, workers_by_code
from yilu.people.rules.answers import SYMPTOMS, Answers, Check

MOST_ROWS = 1000
UNKNOWN_SYMPTOM = 1 << 14
BY_CODE = {s.name.lower(): s for s in SYMPTOMS}

router = Router(tags=["晨检 Checks"])
ONE = Annotated[float, Field(ge=0, le=100)]


class CheckIn(Schema):
    """A check, as its sender tells it. Moments by the sender's own clock, with their zone."""

    day: dt.date = Field(description="the day it is for, by the sender's calendar")
    client_id: uuid.UUID = Field(description="made by the sender; the same id again is the same check")
    reported_at: dt.datetime = Field(description="when it was filled in")
    sent_at: dt.datetime = Field(description="when it is sent: how wrong the sender's clock is, the server sees")
    temperature: ONE | None = Field(None, description="°C; null: not measured")
    symptoms: list[str] = Field([], max_length=10, description=", ".join(BY_CODE))
    family_unwell: bool = False
    case_contact: bool = False
    returnee_contact: bool = False
    places: str = Field("", max_length=500, description="where one stayed; only where there is something to say")

    def check(self) -> Check:
        """As the action takes it. A symptom nobody knows becomes a bit nobody knows, which the rules refuse."""
        bits = 0
        for code in self.symptoms:
            bits |= BY_CODE.get(code, UNKNOWN_SYMPTOM)
        answers = Answers(
            None if self.temperature is None else round(self.temperature * 10), bits, self.family_unwell,
            self.case_contact, self.returnee_contact,
        )  # fmt: skip
        return Check(self.day, self.client_id, _zoned(self.reported_at), _zoned(self.sent_at), answers, self.places)


class RowIn(CheckIn):
    """A check of one of many workers."""

    brand: str = Field("", max_length=20, description="the brand's code, where the caller reports for several")
    worker: str = Field(max_length=40, description="the employer's staff number")


class ManyIn(Schema):
    """Many checks at once."""

    rows: list[RowIn] = Field(max_length=MOST_ROWS)
    partial: bool = Field(False, description="take the good rows though others are refused")


class WhyOut(Schema):
    """A sentence in both languages."""

    code: str
    zh: str
    en: str
    clause: str


class TakenOut(Schema):
    """What became of a check: stored, repeated, agreed, or differs (a person will look)."""

    day: dt.date
    standing: str
    normal: bool
    why: list[WhyOut]
    notice: WhyOut | None


class RefusedOut(Schema):
    """A row that was not taken, by its place (from 0)."""

    row: int
    reasons: list[WhyOut]


class ManyOut(Schema):
    """What became of many."""

    taken: int
    abnormal: int
    differing: int
    refused: list[RefusedOut]


class OwnDayOut(Schema):
    """What one's own phone shows."""

    name: str
    place: str
    day: dt.date
    now: dt.datetime
    checked_at: dt.datetime | None
    may_work: bool
    why: list[WhyOut]


def _zoned(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.ZONE)


def _why(reason: Reason) -> dict[str, str]:
    return {"code": reason.code, "zh": reason.text.zh, "en": reason.text.en, "clause": reason.clause}


def _out(taken: Taken) -> dict[str, Any]:
    return {
        "day": taken.day,
        "standing": taken.standing.value,
        "normal": not taken.why,
        "why": [_why(w) for w in taken.why],
        "notice": _why(taken.notice) if taken.notice else None,
    }


def _holder(request: HttpRequest) -> Holder:
    holder: Holder = request.holder  # type: ignore[attr-defined]  # PassAuth puts it there
    return holder


@router.post("", response=TakenOut, auth=PassAuth(), summary="本人晨检 One's own check")
def send(request: HttpRequest, sent: CheckIn) -> dict[str, Any]:
    """Answered only when it is safe; the same `client_id` again is answered the same and stored once."""
    holder = _holder(request)
    taken = actions.send_check(
        worker=holder.worker, check=sent.check(), source=Source.PHONE, by=holder.actor, now=clock.now()
    )
    return _out(taken)


@router.get("/mine", response=OwnDayOut, auth=PassAuth(), summary="本人今日 One's own day")
def mine(request: HttpRequest) -> dict[str, Any]:
    """Who the phone belongs to, whether today's check came in, and whether he or she may work."""
    now = clock.now()
    own = own_day(_holder(request).worker, day=now.date())
    return {
        "name": own.name, "place": own.place, "day": now.date(), "now": now, "checked_at": own.checked_at,
        "may_work": not own.why_not, "why": [_why(w) for w in own.why_not],
    }  # fmt: skip


@router.get("/held", response=dict[str, Any], auth=PassAuth(), summary="本人信息 All that is held on oneself")
def held(request: HttpRequest) -> dict[str, Any]:
    """Everything held on the person, to be seen and kept."""
    return held_on(_holder(request).worker)


@router.post("/many", response=ManyOut, auth=[TokenAuth(), SessionAuth()], summary="批量报送 Many checks")
@requires(Permission.CHECK_WRITE)
def send_many(request: HttpRequest, sent: ManyIn) -> dict[str, Any]:
    """A headquarters' feed: one act, one audit row with its digest. Unless `partial`, one bad row refuses all."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    known = workers_by_code(actor, {(r.brand, r.worker) for r in sent.rows})
    rows = [Sent(known.get((r.brand, r.worker), 0), r.check()) for r in sent.rows]
    bulk = actions.send_checks(rows=rows, source=Source.API, by=actor, now=clock.now(), partial=sent.partial)
    refused = [{"row": at, "reasons": [_why(w) for w in why]} for at, why in bulk.refused]
    return {"taken": bulk.taken, "abnormal": bulk.abnormal, "differing": bulk.differing, "refused": refused}
