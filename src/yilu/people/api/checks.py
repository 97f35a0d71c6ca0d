"""JSON of checks: one's own from an enrolled phone, a thousand at once from a headquarters, and what is held on one."""

import datetime as dt
import hashlib
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import BaseModel

from yilu.accounts.api_auth import SessionAuth, TokenAuth
from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.shapes import ReasonOut
from yilu.people import actions
from yilu.people.api.auth import PassAuth
from yilu.people.api.shapes import CheckIn, TakenOut, taken_out
from yilu.people.models import Source
from yilu.people.passes import Holder
from yilu.people.queries import OwnCase, held_on, own_cases, own_day, own_isolation, workers_by_code
from yilu.people.rules.steps import own_words

MOST_ROWS = 1000

router = Router(tags=["晨检 Checks"])


class RowIn(CheckIn):
    """A check of one of many workers."""

    brand: str = Field("", max_length=20, description="the brand's code, where the caller reports for several")
    worker: str = Field(max_length=40, description="the employer's staff number")


class ManyIn(BaseModel):
    """Many checks at once."""

    rows: list[RowIn] = Field(max_length=MOST_ROWS)
    partial: bool = Field(False, description="take the good rows though others are refused")


class RefusedOut(Schema):
    """A row that was not taken, by its place (from 0)."""

    row: int
    reasons: list[ReasonOut]


class ManyOut(Schema):
    """What became of many."""

    taken: int
    abnormal: int
    differing: int
    refused: list[RefusedOut]


class OwnStepOut(Schema):
    """A step of one's own case; `due_at` null: no text gives a time."""

    zh: str
    en: str
    due_at: dt.datetime | None
    done_at: dt.datetime | None


class OwnIsolationOut(Schema):
    """One's own isolation, until it is released on the health authority's word; `last_day` as ordered."""

    authority: str
    place: str
    first_day: dt.date
    last_day: dt.date | None


class OwnCaseOut(Schema):
    """One's own case while it is open, and what happens next, in words for its person."""

    number: int
    opened_at: dt.datetime
    steps: list[OwnStepOut]


class OwnDayOut(Schema):
    """What one's own phone shows."""

    name: str
    place: str
    day: dt.date
    now: dt.datetime
    checked_at: dt.datetime | None
    may_work: bool
    why: list[ReasonOut]
    cases: list[OwnCaseOut]
    isolation: OwnIsolationOut | None


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
    return taken_out(taken)


@router.get("/mine", response=OwnDayOut, auth=PassAuth(), summary="本人今日 One's own day")
def mine(request: HttpRequest) -> dict[str, Any]:
    """Who the phone belongs to, whether today's check came in, and whether he or she may work."""
    now = clock.now()
    worker = _holder(request).worker
    own = own_day(worker, day=now.date())
    return {
        "name": own.name, "place": own.place, "day": now.date(), "now": now, "checked_at": own.checked_at,
        "may_work": not own.why_not, "why": [w.plain for w in own.why_not],
        "cases": [_case_out(c) for c in own_cases(worker.pk) if c.case.closed_at is None],
        "isolation": own_isolation(worker),
    }  # fmt: skip


def _case_out(own: OwnCase) -> dict[str, Any]:
    told = [(own_words(s.code), s) for s in own.steps]
    steps = [{"zh": w.zh, "en": w.en, "due_at": s.due_at, "done_at": s.done_at} for w, s in told]
    return {"number": own.case.pk, "opened_at": own.case.opened_at, "steps": steps}


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
    rows = [actions.Sent(known.get((r.brand, r.worker), 0), r.check()) for r in sent.rows]
    digest = hashlib.sha256(request.body).hexdigest()
    bulk = actions.send_checks(
        rows=rows, source=Source.API, by=actor, now=clock.now(), partial=sent.partial, digest=digest
    )
    refused = [{"row": at, "reasons": [w.plain for w in why]} for at, why in bulk.refused]
    return {"taken": bulk.taken, "abnormal": bulk.abnormal, "differing": bulk.differing, "refused": refused}
