"""Cases, traces and isolations as JSON: the same queries, actions and permissions as the pages."""

import datetime as dt
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from pydantic import BaseModel

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid
from yilu.people import actions
from yilu.people.actions import MOST_DAYS, WINDOW
from yilu.people.models import HealthCase, Isolation
from yilu.people.queries import cases as queries
from yilu.people.queries import isolation as isolations_query
from yilu.people.queries.tracing import Met, trace, tracing_days
from yilu.people.views.asking import Request

router = Router(tags=["健康异常 Health cases"])


class CaseOut(Schema):
    """A case. `cause` is null for whoever may not see health details."""

    id: int
    state: str
    cause: str | None
    worker_id: int
    worker_code: str
    site_id: int | None
    county: str = Field(description="GB/T 2260")
    day: dt.date
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    document: str
    version: int


class StepOut(Schema):
    """A step; `due_at` null: no text gives a time."""

    code: str
    due_at: dt.datetime | None
    done_at: dt.datetime | None
    done_by: str


class CaseWithSteps(CaseOut):
    """A case with its steps in order."""

    steps: list[StepOut]


class CasesOut(Schema):
    """A page of cases; `total` counts all that match."""

    total: int
    items: list[CaseOut]


class CasesAsked(Schema):
    """What to list."""

    area: str = Field(NATION, pattern=r"^[1-9]\d{5}$", description="GB/T 2260 code; cases at or below it")
    state: str = Field("open", pattern="^(open|closed|all)$")
    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(100, ge=1, le=500)


class ClosingIn(Schema):
    """How a case ends, on which document of the health authority. `version`: the one read, 409 if it moved on."""

    version: int
    outcome: str = Field(pattern="^(cleared|recovered)$")
    document: str = Field(max_length=200)


class MetOut(BaseModel):  # a Schema would look at each of hundreds twice
    """A contact within the caller's reach. `through` is null where that person is another employer's."""

    worker_id: int
    worker_code: str
    site_id: int | None
    degree: int
    through: int | None
    via: str
    first_day: dt.date
    last_day: dt.date
    days: int
    minutes: int | None = Field(description="together; null where only the day is known")


class TraceOut(BaseModel):
    """A trace. `others`: contacts of other employers, null where too few to tell."""

    first_day: dt.date
    last_day: dt.date
    others: int | None
    contacts: list[MetOut]


class IsolationOut(Schema):
    """An isolation as a health authority ordered it; released only on its clearance."""

    id: int
    worker_id: int
    worker_code: str
    case_id: int | None
    authority: str
    document: str
    first_day: dt.date
    last_day: dt.date | None
    is_followed: bool = Field(description="has today's follow-up come in?")
    released_at: dt.datetime | None
    clearance_document: str


class FollowUpIn(Schema):
    """How an isolated person is on a day; the temperature in tenths of a degree."""

    day: dt.date
    temperature: int | None = None
    symptoms: int = 0
    note: str = Field("", max_length=500)


class ReleaseIn(Schema):
    """The clearance."""

    document: str = Field(max_length=200)


def case_values(request: Request, case: HealthCase) -> dict[str, Any]:
    """A case as plain values."""
    plain = ("id", "state", "worker_id", "site_id", "day", "opened_at", "closed_at", "document", "version")
    values: dict[str, Any] = {f: getattr(case, f) for f in plain}
    values["cause"] = case.cause if queries.sees_details(request.actor, case) else None
    return values | {"worker_code": case.worker.code, "county": case.county_id}


def _case(request: Request, case_id: int) -> HealthCase:
    return get_object_or_404(queries.seen(request.actor), pk=case_id)


@router.get("/cases", response=CasesOut)
@requires(Permission.CASE_READ)
def list_cases(request: Request, asked: Query[CasesAsked]) -> dict[str, Any]:
    """Cases the caller may see, the latest first."""
    rows = queries.seen(request.actor)
    if asked.area != NATION:
        rows = rows.filter(pk__in=HealthCase.objects.in_area(asked.area).values("pk"))
    if asked.state != "all":
        rows = rows.filter(closed_at=None) if asked.state == "open" else rows.exclude(closed_at=None)
    page = rows.order_by("-opened_at", "-pk")[asked.offset :][: asked.limit]
    return {"total": rows.count(), "items": [case_values(request, c) for c in page]}


@router.get("/cases/{int:case_id}", response=CaseWithSteps)
@requires(Permission.CASE_READ)
def one_case(request: Request, case_id: int) -> dict[str, Any]:
    """One case with its steps."""
    case = _case(request, case_id)
    return {**case_values(request, case), "steps": queries.steps_of(case)}


@router.post("/cases/{int:case_id}/closing", response=CaseOut)
@requires(Permission.CASE_HANDLE)
def close_case(request: Request, case_id: int, given: ClosingIn) -> dict[str, Any]:
    """Close a case on the health authority's document."""
    case = _case(request, case_id)
    outcome = HealthCase.State(given.outcome)
    closed = actions.close_case(
        case=case, version=given.version, outcome=outcome, document=given.document, by=request.actor, now=clock.now()
    )
    return case_values(request, closed)


@router.get("/cases/{int:case_id}/trace", response=TraceOut)
@requires(Permission.CASE_READ)
def trace_case(request: Request, case_id: int, days: int | None = None) -> dict[str, Any]:
    """First- and second-degree contacts of the case's person over `days` up to today (the ordered number if unset)."""
    alone = queries.seen(request.actor).select_related(None)  # of the case only its person and place are asked
    case, today = get_object_or_404(alone, pk=case_id), clock.today()
    window = days if days is not None else tracing_days(case.county_id, on=today)
    if window is None or not 1 <= window <= MOST_DAYS:
        raise Invalid(WINDOW)
    found = trace(request.actor, case.worker_id, first=today - dt.timedelta(days=window - 1), last=today)

    def values(met: Met) -> dict[str, Any]:
        person = found.people[met.person]
        known = met.through if met.through in found.people else None
        return {
            "worker_id": person.pk, "worker_code": person.code, "site_id": person.site_id, "degree": met.degree,
            "through": known, "via": str(met.via.value), "first_day": met.first_day, "last_day": met.last_day,
            "days": met.days, "minutes": met.minutes,
        }  # fmt: skip

    return {
        "first_day": found.first_day,
        "last_day": found.last_day,
        "others": found.others,
        "contacts": [values(m) for m in found.met],
    }


@router.get("/isolations", response=list[IsolationOut])
@requires(Permission.CASE_READ)
def list_isolations(request: Request, missing: bool = False) -> list[dict[str, Any]]:
    """Standing isolations within the caller's reach; `missing`: only those without today's follow-up."""
    today = clock.today()
    rows = isolations_query.isolations(request.actor, today=today)
    chosen = (isolations_query.missing if missing else isolations_query.standing)(rows, today=today)
    return [_isolation_values(i) for i in chosen.order_by("first_day", "pk")[:500]]


@router.post("/isolations/{int:isolation_id}/follow-up", response=IsolationOut)
@requires(Permission.CASE_HANDLE)
def follow_up(request: Request, isolation_id: int, given: FollowUpIn) -> dict[str, Any]:
    """Record how the person is on a day."""
    isolation = _isolation(request, isolation_id)
    actions.follow_up(isolation=isolation, by=request.actor, now=clock.now(), **given.dict())
    return _isolation_values(_isolation(request, isolation_id))


@router.post("/isolations/{int:isolation_id}/release", response=IsolationOut)
@requires(Permission.CASE_HANDLE)
def release(request: Request, isolation_id: int, given: ReleaseIn) -> dict[str, Any]:
    """Record the clearance."""
    isolation = _isolation(request, isolation_id)
    actions.release(isolation=isolation, document=given.document, by=request.actor, now=clock.now())
    isolation.refresh_from_db()
    return _isolation_values(isolation)


def _isolation(request: Request, isolation_id: int) -> Isolation:
    rows = isolations_query.isolations(request.actor, today=clock.today())
    return get_object_or_404(rows, pk=isolation_id)


def _isolation_values(isolation: Isolation) -> dict[str, Any]:
    plain = ("id", "worker_id", "case_id", "authority", "document", "first_day", "last_day", "is_followed",
             "released_at", "clearance_document")  # fmt: skip
    return {f: getattr(isolation, f) for f in plain} | {"worker_code": isolation.worker.code}
