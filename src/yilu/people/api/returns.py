"""Returns as JSON: who is away and how far back, registering and booking many at once, arrival limits."""

import datetime as dt
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from pydantic import BaseModel

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission
from yilu.core.shapes import ReasonOut
from yilu.people import actions
from yilu.people.models import Return
from yilu.people.queries import returns as queries
from yilu.people.rules.returns import State
from yilu.people.views.asking import Request
from yilu.territory.queries import area as area_of

MOST_ROWS = 500

router = Router(tags=["返岗 Returns"])


class ReturnOut(Schema):
    """A return; names nobody."""

    id: int
    state: str
    worker_id: int
    worker_code: str = Field(alias="worker.code")
    site_id: int | None
    county: str = Field(alias="county_id", description="GB/T 2260")
    origin: str = Field(alias="origin_id", description="GB/T 2260")
    tier: str = Field(description="of the origin when the return was last decided on")
    earliest: dt.date | None
    day: dt.date | None = Field(description="booked")
    isolation_days: int
    arrived_on: dt.date | None
    cleared_on: dt.date | None
    version: int


class ReturnsOut(Schema):
    """A page of returns; `total` counts all that match."""

    total: int
    items: list[ReturnOut]


class ReturnsAsked(Schema):
    """Which returns."""

    area: str = Field(NATION, pattern=r"^\d{6}$")
    state: State | None = Field(None, description="open ones if not given")
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=10**6)


class PlanIn(BaseModel):
    """Who is away where, and from when he or she can come."""

    worker: int = Field(ge=1, lt=2**63)
    origin: str = Field(pattern=r"^\d{6}$", description="GB/T 2260")
    earliest: dt.date | None = None
    quarters: Return.Quarters = Return.Quarters.CENTRAL
    conveyance: str = Field("", max_length=60)


class PlansIn(BaseModel):
    """Many at once, all or none."""

    rows: list[PlanIn] = Field(min_length=1, max_length=MOST_ROWS)


class BookIn(BaseModel):
    """A day for one return."""

    id: int = Field(ge=1, lt=2**63)
    day: dt.date


class BooksIn(BaseModel):
    """Days for many, each as far as the limits go."""

    rows: list[BookIn] = Field(min_length=1, max_length=MOST_ROWS)


class BookedOut(Schema):
    """What became of one; no reasons: booked."""

    id: int
    reasons: list[ReasonOut]


class RoomOut(Schema):
    """An area's day: limits (null: not ordered) and what is taken."""

    area: str
    day: dt.date
    arrivals: int | None
    arriving: int
    places: int | None
    isolated: int
    document: str


@router.get("/", response=ReturnsOut)
@requires(Permission.WORKER_READ)
def list_returns(request: Request, asked: Query[ReturnsAsked]) -> dict[str, Any]:
    """Returns the caller may see, the earliest day first."""
    rows = queries.returns(request.actor).in_area(asked.area)
    rows = rows.open() if asked.state is None else rows.filter(state=asked.state.value)
    page = rows.select_related("worker").order_by("day", "pk")[asked.offset :][: asked.limit]
    return {"total": rows.count(), "items": list(page)}


@router.post("/", response=list[int])
@requires(Permission.RETURN_BOOK)
def plan_returns(request: Request, given: PlansIn) -> list[int]:
    """Register workers as away: on no shift until cleared. Their returns' ids in the order given."""
    rows = [actions.Plan(r.worker, r.origin, r.earliest, r.quarters, r.conveyance) for r in given.rows]
    return actions.plan_returns(rows=rows, by=request.actor, now=clock.now())


@router.post("/bookings", response=list[BookedOut])
@requires(Permission.RETURN_BOOK)
def book_returns(request: Request, given: BooksIn) -> list[dict[str, Any]]:
    """Book days of arrival within every limit; of each whether, or why not."""
    mine = Return.objects.within(request.actor.jurisdiction, Permission.RETURN_BOOK)
    known = mine.in_bulk({r.id for r in given.rows})
    if len(known) < len({r.id for r in given.rows}):
        raise Http404
    days = [(known[r.id], r.day) for r in given.rows]
    outcome = actions.book_returns(days=days, by=request.actor, now=clock.now())
    return [{"id": b.pk, "reasons": [w.plain for w in why]} for (b, _), why in zip(days, outcome, strict=True)]


@router.get("/arrivals", response=list[RoomOut])
@requires(Permission.WORKER_READ)
def arrivals(request: Request, area: str, first: dt.date, last: dt.date) -> list[Any]:
    """What an area ordered and has taken, day by day; days without either are absent."""
    if area_of(area) is None:
        raise Http404
    return queries.rooms([area], first=first, last=last)


@router.get("/{int:return_id}", response=ReturnOut)
@requires(Permission.WORKER_READ)
def one_return(request: Request, return_id: int) -> Return:
    """One return."""
    return get_object_or_404(queries.returns(request.actor).select_related("worker"), pk=return_id)
