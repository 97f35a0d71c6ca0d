"""JSON of checks: one's own from an enrolled phone, a thousand at once from a headquarters, and what is held on one."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

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
from yilu.people.queries import held_on, own_day, workers_by_code

MOST_ROWS = 1000

router = Router(tags=["晨检 Checks"])


class RowIn(CheckIn):
    """A check of one of many workers."""

    brand: str = Field("", max_length=20, description="the brand's code, where the caller reports for several")
    worker: str = Field(max_length=40, description="the employer's staff number")


class ManyIn(Schema):
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


class OwnDayOut(Schema):
    """What one's own phone shows."""

    name: str
    place: str
    day: dt.date
    now: dt.datetime
    checked_at: dt.datetime | None
    may_work: bool
    why: list[ReasonOut]


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
    own = own_day(_holder(request).worker, day=now.date())
    return {
        "name": own.name, "place": own.place, "day": now.date(), "now": now, "checked_at": own.checked_at,
        "may_work": not own.why_not, "why": [w.plain for w in own.why_not],
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
    rows = [actions.Sent(known.get((r.brand, r.worker), 0), r.check()) for r in sent.rows]
    bulk = actions.send_checks(rows=rows, source=Source.API, by=actor, now=clock.now(), partial=sent.partial)
    refused = [{"row": at, "reasons": [w.plain for w in why]} for at, why in bulk.refused]
    return {"taken": bulk.taken, "abnormal": bulk.abnormal, "differing": bulk.differing, "refused": refused}
