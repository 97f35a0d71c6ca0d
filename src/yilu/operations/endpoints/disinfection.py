"""Disinfections over the API: a site's log, and a headquarters' log of hundreds of sites at once."""

import datetime as dt

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema, Status

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.network.models import Site
from yilu.operations import actions
from yilu.operations.endpoints.asking import SiteId, in_china
from yilu.operations.queries.disinfection import disinfections, due_at
from yilu.territory.views.asking import actor_of

router = Router()

MOST_ROWS = 20_000  # of one request
PAGE = 1000


class DisinfectionIn(Schema):
    """One disinfection; a moment without a zone is China time."""

    site: SiteId
    at: dt.datetime
    place: str = Field(min_length=1, max_length=60)
    agent: str = Field(min_length=1, max_length=60)
    person: str = Field("", max_length=40, description="kept encrypted")


class DisinfectionsIn(Schema):
    """Many at once."""

    rows: list[DisinfectionIn] = Field(max_length=MOST_ROWS)


class LoggedOut(Schema):
    """One line of a site's log; who did it is shown on the page to those who keep it."""

    at: dt.datetime
    place: str
    agent: str
    recorded_at: dt.datetime


class LogOut(Schema):
    """A site's log and when the next is due (null: no interval is fixed, or never disinfected)."""

    due: dt.datetime | None
    every_hours: int | None
    overdue: bool
    clause: str
    rows: list[LoggedOut]


@router.get("/disinfections/{site}", response=LogOut, summary="消毒记录 A site's disinfections, a thousand at most")
@requires(Permission.REPORT_READ)
def log(request: HttpRequest, site: SiteId) -> dict[str, object]:
    """The latest first."""
    found = get_object_or_404(Site.objects.within(actor_of(request).jurisdiction, Permission.REPORT_READ), pk=site)
    now = clock.now()
    due = due_at(found, now=now)
    return {
        "due": due.at, "every_hours": due.every_hours, "overdue": due.is_overdue(now), "clause": due.clause,
        "rows": list(disinfections(found)[:PAGE]),
    }  # fmt: skip


@router.post("/disinfections", response={201: dict[str, int]}, summary="报多次消毒 Record disinfections, all or none")
@requires(Permission.REPORT_WRITE)
def record(request: HttpRequest, told: DisinfectionsIn) -> Status[dict[str, int]]:
    """Of sites of one's own; each is evidence in the ledger."""
    rows = [actions.DisinfectionRow(r.site, in_china(r.at) or r.at, r.place, r.agent, r.person) for r in told.rows]
    return Status(201, {"recorded": actions.log_disinfections(rows=rows, by=actor_of(request), now=clock.now())})
