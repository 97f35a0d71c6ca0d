"""Daily reports: send one, send many, read a day, read its versions."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.shapes import ReasonOut
from yilu.network.models import Site
from yilu.operations import actions
from yilu.operations.endpoints.asking import Day, SiteId, place
from yilu.operations.models import SiteReport
from yilu.operations.queries.daily import daily
from yilu.operations.queries.daily import versions as all_versions
from yilu.operations.reporting import SiteDay, SiteFigures
from yilu.operations.rules.checks import reasons_of

router = Router()

Pieces = tuple[int, int, int]
MOST_ROWS = 20_000  # of one request; a headquarters sends several
PAGE = 1000


class DayIn(Schema):
    """One site's day. Pieces as [collected, delivered, backlog]."""

    is_open: bool
    collected: int
    delivered: int
    backlog: int
    on_post_own: int
    roster_own: int
    on_post_outsourced: int = 0
    roster_outsourced: int = 0
    closed_cause: str = Field("", max_length=200)
    decrees: str = Field("", description="state decrees: clear, blocked, or empty where none are carried")
    classes: dict[str, Pieces] = Field({}, description="by class code; what is not told is unmapped")
    products: dict[str, Pieces] = Field({}, description="by product (several joined by +), mapped on arrival")
    extra: dict[str, int | bool | str] = Field({}, description="fields authorities added, by code")
    note: str = Field("", max_length=300)
    supplies: dict[str, int] = Field({}, description="protection counted: masks, gloves, suits, disinfectant, …")
    problem: str = Field("", max_length=300, description="opens a task; names no person")
    problem_for: str = Field("", description="who is to solve it: branch_manager or officer")

    def figures(self) -> SiteFigures:
        """As the action takes it."""
        return SiteFigures(**{name: getattr(self, name) for name in SiteFigures._fields})


class SentIn(DayIn):
    """A day of a site."""

    site: SiteId
    day: Day
    expected_version: int | None = Field(None, description="the version seen last; another one is refused (409)")


class RowIn(DayIn):
    """A row of many."""

    day: Day
    site: SiteId


class ManyIn(Schema):
    """Many rows at once."""

    rows: list[RowIn] = Field(max_length=MOST_ROWS)
    partial: bool = Field(False, description="take the good rows though others are refused")


class RefusedOut(Schema):
    """A row that was not taken, by its place (from 0)."""

    row: int
    reasons: list[ReasonOut]


class TakenOut(Schema):
    """What became of the rows."""

    taken: int
    corrections: int
    refused: list[RefusedOut]
    unmapped_products: list[str]


class ReportOut(Schema):
    """One version of a site's day."""

    site: int
    day: dt.date
    version: int
    current: bool
    received_at: dt.datetime
    by: str
    source: str
    is_open: bool
    closed_cause: str
    collected: int
    delivered: int
    backlog: int
    on_post_own: int
    on_post_outsourced: int
    roster_own: int
    roster_outsourced: int
    decrees: str
    classes: dict[str, Pieces]
    extra: dict[str, Any]
    note: str
    supplies: dict[str, int]
    problem: str
    flags: list[ReasonOut]


class ListedOut(Schema):
    """One site of the day's list; null where nothing was reported."""

    site: int
    code: str
    name: str
    brand: str
    county: str
    on_roster: bool
    version: int | None
    received_at: dt.datetime | None
    is_open: bool | None
    collected: int | None
    delivered: int | None
    backlog: int | None
    extra: dict[str, Any]


class ListQuery(Schema):
    """Which sites of which day."""

    day: Day | None = None
    area: str = "100000"
    show: str = Field("", description="reported, missing, late, flagged, blocked, closed, off_roster; empty: all due")
    q: str = ""
    offset: int = Field(0, ge=0)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # the gate puts it there
    return actor


def _site(request: HttpRequest, pk: int) -> Site:
    return get_object_or_404(Site.objects.within(_actor(request).jurisdiction, Permission.REPORT_READ), pk=pk)


def _out(report: SiteReport) -> dict[str, Any]:
    plain = [n for n in ReportOut.model_fields if n not in ("site", "flags")]
    return {
        **{n: getattr(report, n) for n in plain},
        "site": report.site_id,
        "flags": [r.plain for r in reasons_of(report.flags)],
    }


@router.get("/reports", response=list[ListedOut], summary="当日日报 The day's list, a thousand at a time")
@requires(Permission.REPORT_READ)
def reports(request: HttpRequest, asked: Query[ListQuery]) -> list[dict[str, Any]]:
    """Sites due or reporting on the day, by code."""
    rows: Any = daily(
        _actor(request).jurisdiction, area=place(asked.area).code, day=asked.day or clock.today(), show=asked.show,
        search=asked.q,
    )  # fmt: skip
    return [
        {
            "site": s.pk, "code": s.code, "name": s.name, "brand": s.brand.code, "county": s.county_id,
            "on_roster": s.on_roster, "version": s.r_version, "received_at": s.r_received_at, "is_open": s.r_is_open,
            "collected": s.r_collected, "delivered": s.r_delivered, "backlog": s.r_backlog, "extra": s.r_extra or {},
        }
        for s in rows.order_by("code", "pk")[asked.offset : asked.offset + PAGE]
    ]  # fmt: skip


@router.post("/reports", response={201: ReportOut}, summary="报一日 Report one day of one site")
@requires(Permission.REPORT_WRITE)
def send(request: HttpRequest, sent: SentIn) -> Status[dict[str, Any]]:
    """Taken as the next version; reporting a day again is a correction."""
    report = actions.report_site_day(
        site=_site(request, sent.site), day=sent.day, figures=sent.figures(), source=SiteReport.Source.API,
        by=_actor(request), now=clock.now(), expected_version=sent.expected_version,
    )  # fmt: skip
    return Status(201, _out(report))


@router.post("/reports/many", response=TakenOut, summary="报多日多点 Report many days of many sites")
@requires(Permission.REPORT_WRITE)
def send_many(request: HttpRequest, sent: ManyIn) -> dict[str, Any]:
    """A headquarters' feed: one act, one audit row. Unless `partial`, one bad row refuses all."""
    rows = [SiteDay(r.site, r.day, r.figures()) for r in sent.rows]
    outcome = actions.report_many(
        rows=rows, source=SiteReport.Source.FEED, by=_actor(request), now=clock.now(), partial=sent.partial
    )
    return {
        "taken": outcome.taken,
        "corrections": outcome.corrections,
        "unmapped_products": list(outcome.unmapped_products),
        "refused": [{"row": at, "reasons": [w.plain for w in why]} for at, why in outcome.refused],
    }


@router.get("/reports/{site}/{day}", response=ReportOut, summary="一点一日 The report of one site and day")
@requires(Permission.REPORT_READ)
def report(request: HttpRequest, site: SiteId, day: Day) -> dict[str, Any]:
    """The version that stands."""
    found = all_versions(_site(request, site), day).filter(current=True).first()
    if found is None:
        raise Http404
    return _out(found)


@router.get("/reports/{site}/{day}/versions", response=list[ReportOut], summary="各版本 Every version, latest first")
@requires(Permission.REPORT_READ)
def versions(request: HttpRequest, site: SiteId, day: Day) -> list[dict[str, Any]]:
    """Nothing told is ever overwritten."""
    return [_out(r) for r in all_versions(_site(request, site), day)]
