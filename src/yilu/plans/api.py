"""The API of plans: the runs, one with its documents, and deciding on it. Same queries, same actions."""

import datetime as dt
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.plans import actions, queries
from yilu.plans.models import Run

router = Router(tags=["plans"])


class RunOut(Schema):
    """A run; `version` is what a decision must name."""

    id: int
    kind: str
    subject: str
    area: str = Field(alias="area_id", description="GB/T 2260")
    brand_id: int | None
    enterprise_id: int | None
    digest: str = Field(description="SHA-256 of the inputs as canonical JSON")
    planner: str
    note_zh: str
    note_en: str
    state: str
    version: int
    proposed_at: dt.datetime
    settled_at: dt.datetime | None


class RunWithDocuments(RunOut):
    """A run with what it was asked, what it proposed and what stands."""

    inputs: dict[str, Any] = Field(alias="asked")
    proposal: dict[str, Any]
    standing: dict[str, Any]


class Decision(Schema):
    """The version read; 409 if the run moved on."""

    version: int = Field(ge=1, lt=2**31)


class Adjustment(Decision):
    """A change by hand, as the kind understands it."""

    change: dict[str, Any]


def _run(request: HttpRequest, pk: int) -> Run:
    return get_object_or_404(queries.runs(request.actor), pk=pk)  # type: ignore[attr-defined]


@router.get("/", response=list[RunOut], summary="Runs, latest first")
@requires(Permission.PLAN_READ)
@paginate
def runs(request: HttpRequest) -> Any:
    """Those the caller may see."""
    return queries.runs_listed(request.actor)  # type: ignore[attr-defined]


@router.get("/{int:pk}", response=RunWithDocuments, summary="One run with its documents")
@requires(Permission.PLAN_READ)
def run(request: HttpRequest, pk: int) -> Run:
    """Inputs and results as kept."""
    return _run(request, pk)


@router.post("/{int:pk}/adjust", response=RunOut, summary="Change a plan by hand")
@requires(Permission.PLAN_MAKE)
def adjust(request: HttpRequest, pk: int, given: Adjustment) -> Run:
    """Its effects are recomputed."""
    by = request.actor  # type: ignore[attr-defined]
    return actions.adjust(run=_run(request, pk), version=given.version, change=given.change, by=by, now=clock.now())


@router.post("/{int:pk}/{verb}", response=RunOut, summary="Adopt or withdraw a plan")
@requires(Permission.PLAN_MAKE)
def decide(request: HttpRequest, pk: int, verb: Literal["adopt", "withdraw"], given: Decision) -> Run:
    """Once."""
    act = {"adopt": actions.adopt, "withdraw": actions.withdraw}[verb]
    by = request.actor  # type: ignore[attr-defined]
    return act(run=_run(request, pk), version=given.version, by=by, now=clock.now())
