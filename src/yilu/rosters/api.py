"""Shifts as JSON: those of a site's day, making one, putting people on it; whoever may not be on one is refused."""

import datetime as dt
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from pydantic import BaseModel

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.shapes import ReasonOut
from yilu.network.models import Site
from yilu.people.views.asking import Request
from yilu.rosters import actions, queries
from yilu.rosters.models import Shift
from yilu.rosters.tables import told_of

MOST_ROWS = 2_000

router = Router(tags=["排班 Shifts"])


class ShiftOut(Schema):
    """A shift; how many are on post and planned."""

    id: int
    site_id: int
    day: dt.date
    name: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    on: int
    planned: int


class ShiftIn(BaseModel):
    """A shift; one that ends no later than it starts ends on the next day."""

    day: dt.date
    name: str = Field(max_length=20)
    starts: dt.time
    ends: dt.time


class PeopleIn(BaseModel):
    """Whom to put on."""

    workers: list[int] = Field(min_length=1, max_length=MOST_ROWS)


class RefusedOut(Schema):
    """Who was not put on, and why; what tells of health is told to nobody here."""

    worker_id: int
    reasons: list[ReasonOut]


class PutOnOut(Schema):
    """What became of them."""

    put_on: int
    refused: list[RefusedOut]


@router.get("/sites/{int:site_id}", response=list[ShiftOut])
@requires(Permission.CHECK_READ)
def shifts(request: Request, site_id: int, day: dt.date | None = None) -> list[Any]:
    """The shifts of a site's day, today's if not given."""
    site = get_object_or_404(Site.objects.within(request.actor.jurisdiction, Permission.CHECK_READ), pk=site_id)
    rows = queries.shifts(request.actor, day=day or clock.today()).filter(site=site)
    return list(rows.order_by("starts_at", "name"))


@router.post("/sites/{int:site_id}", response=ShiftOut)
@requires(Permission.SHIFT_EDIT)
def make_shift(request: Request, site_id: int, given: ShiftIn) -> Any:
    """Make a shift."""
    site = get_object_or_404(Site.objects.within(request.actor.jurisdiction, Permission.SHIFT_EDIT), pk=site_id)
    made = actions.make_shift(site=site, by=request.actor, now=clock.now(), **given.model_dump())
    return queries.shifts(request.actor, day=made.day).get(pk=made.pk)


@router.post("/{int:shift_id}/people", response=PutOnOut)
@requires(Permission.SHIFT_EDIT)
def put_on(request: Request, shift_id: int, given: PeopleIn) -> dict[str, Any]:
    """Put people on a shift, each whom nothing keeps off."""
    rows = Shift.objects.within(request.actor.jurisdiction, Permission.SHIFT_EDIT)
    shift = get_object_or_404(rows.select_related("site"), pk=shift_id)
    asked = list(dict.fromkeys(given.workers))
    refused = actions.put_on(shift=shift, workers=asked, by=request.actor, now=clock.now())
    told = [{"worker_id": pk, "reasons": [w.plain for w in told_of(why, False)]} for pk, why in refused.items()]
    return {"put_on": len(asked) - len(refused), "refused": told}
