"""Figures, trends, targets, flags and outside figures of areas."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from yilu.core import clock
from yilu.core.actor import Actor
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied
from yilu.core.shapes import ReasonOut
from yilu.operations import actions, queries
from yilu.operations.endpoints.asking import Day, check_span, in_china, lens_for, place
from yilu.operations.queries.board import OUT_OF_SIGHT

router = Router()


class RateOut(Schema):
    """One of the five rates; `value` null is unknown (`why_unknown`) or withheld."""

    name_zh: str
    name_en: str
    numerator: int | None
    denominator: int | None
    value: float | None
    scope: str
    scope_en: str
    as_of: dt.datetime | None
    roster: str | None
    why_unknown: str | None = None
    withheld: str | None = None


class VolumeOut(Schema):
    """Pieces of one day."""

    collected: int | None
    delivered: int | None
    backlog: int | None
    withheld: str | None = None


class FiguresOut(Schema):
    """One area, one day, through one lens."""

    area: str
    name_zh: str
    name_en: str
    level: int
    day: dt.date
    lens: str
    known_at: dt.datetime | None
    roster: str | None
    sites: int | None
    sites_reported: int | None
    sites_missing: int | None
    sites_late: int | None
    flagged: int | None
    off_roster: int | None
    decrees_blocked: int | None
    rates: dict[str, RateOut]
    collected: int | None
    delivered: int | None
    backlog: int | None
    classes: dict[str, VolumeOut]
    tiers: dict[str, VolumeOut]
    brand: str | None = None
    withheld: str | None = None


class When(Schema):
    """Which day, as known when, through which lens."""

    day: Day | None = Field(None, description="today if not given")
    known_at: dt.datetime | None = Field(None, description="as known at this hour")
    lens: str = Field("", description="published: the sector as released to outsiders")

    @property
    def on(self) -> dt.date:
        """The day asked for."""
        return self.day or clock.today()


class Span(Schema):
    """From which day to which."""

    first: Day
    last: Day
    known_at: dt.datetime | None = None
    lens: str = ""


class FlagOut(ReasonOut):
    """What does not fit, and in how many places."""

    count: int | None = None


class TargetOut(Schema):
    """A stage target and how far each rate it speaks of is from it."""

    code: str
    area: str
    share: float | None
    announced: dt.date
    due: dt.date
    metric: str
    words_zh: str
    words_en: str
    document: str
    distances: dict[str, float | None]
    reached: bool | None


class OutsideOut(Schema):
    """A figure from outside and what does not fit in it."""

    area: str
    excluded_areas: list[str]
    as_of: dt.date
    metric: str
    value: float
    unit: str
    denominator: float | None
    parts: list[tuple[str, float]]
    reporter: str
    scope: str
    note: str
    source: str
    flags: list[ReasonOut]


class OutsideIn(Schema):
    """A figure to record."""

    area: str
    as_of: Day
    metric: str = Field(max_length=60)
    value: float
    unit: str = Field(max_length=30)
    reporter: str = Field(max_length=100)
    excluded_areas: tuple[str, ...] = ()
    numerator: float | None = None
    denominator: float | None = None
    parts: tuple[tuple[str, float], ...] = ()
    scope: str = Field("", max_length=200)
    note: str = Field("", max_length=300)
    source: str = Field("", max_length=200)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # the gate puts it there
    return actor


def _out(figures: queries.Figures) -> dict[str, Any]:
    return {**queries.board_json(figures), "brand": str(figures.brand_name) if figures.brand_name else None}


@router.get("/figures/{code}", response=FiguresOut, summary="一地一日的数据 The figures of an area", exclude_unset=True)
@requires(Permission.BOARD_READ)
def figures(request: HttpRequest, code: str, when: Query[When]) -> dict[str, Any]:
    """Five rates with numerator, denominator, scope, as-of and roster; volumes; classes and tiers."""
    lens = lens_for(_actor(request), place(code).code, when.lens)
    return _out(queries.figures(lens, code, day=when.on, known_at=in_china(when.known_at)))


@router.get("/figures/{code}/below", response=list[FiguresOut], summary="下一级各地 The areas one level below")
@requires(Permission.BOARD_READ)
def below(request: HttpRequest, code: str, when: Query[When]) -> list[dict[str, Any]]:
    """The same for each area directly below."""
    lens = lens_for(_actor(request), place(code).code, when.lens)
    return [_out(f) for f in queries.figures_below(lens, code, day=when.on, known_at=in_china(when.known_at))]


@router.get("/figures/{code}/brands", response=list[FiguresOut], summary="各品牌 Brand by brand (regulators)")
@requires(Permission.SECTOR_READ)
def brands(request: HttpRequest, code: str, when: Query[When]) -> list[dict[str, Any]]:
    """The same brand by brand; empty for whoever does not see the whole sector there."""
    lens = lens_for(_actor(request), place(code).code, when.lens)
    return [_out(f) for f in queries.figures_by_brand(lens, code, day=when.on, known_at=in_china(when.known_at))]


@router.get("/figures/{code}/trend", response=list[FiguresOut], summary="逐日走势 Day by day")
@requires(Permission.BOARD_READ)
def trend(request: HttpRequest, code: str, span: Query[Span]) -> list[dict[str, Any]]:
    """The same day by day, both ends included."""
    check_span(span.first, span.last)
    lens = lens_for(_actor(request), place(code).code, span.lens)
    found = queries.trend(lens, code, first=span.first, last=span.last, known_at=in_china(span.known_at))
    return [_out(f) for f in found]


@router.get("/targets/{code}", response=list[TargetOut], summary="梯度目标 Stage targets")
@requires(Permission.BOARD_READ)
def targets(request: HttpRequest, code: str, when: Query[When]) -> list[dict[str, Any]]:
    """The steps announced by the day that apply to the area."""
    lens = lens_for(_actor(request), place(code).code, when.lens)
    shown = queries.figures(lens, code, day=when.on, known_at=in_china(when.known_at))
    return [
        {
            **{n: getattr(t, n) for n in ("code", "area", "share", "announced", "due", "metric", "document")},
            "words_zh": t.words.zh,
            "words_en": t.words.en,
            "distances": t.distances,
            "reached": t.reached,
        }
        for t in queries.targets_for(code, on=when.on, figures=shown)
    ]


@router.get("/flags/{code}", response=list[FlagOut], summary="数据疑点 What does not fit")
@requires(Permission.BOARD_READ)
def flags(request: HttpRequest, code: str, when: Query[When]) -> list[dict[str, Any]]:
    """Missing and late reports, rates that rise while headcounts fall, outside figures that differ."""
    lens = lens_for(_actor(request), place(code).code, when.lens)
    return [{**f.reason.plain, "count": f.count} for f in queries.flags(lens, code, day=when.on)]


@router.get("/outside/{code}", response=list[OutsideOut], summary="外部报送 Figures from outside")
@requires(Permission.SECTOR_READ)
def outside(request: HttpRequest, code: str, when: Query[When]) -> list[dict[str, Any]]:
    """The last figure of each metric as of the day; sector totals, so only for those who may see the sector there."""
    if not _actor(request).jurisdiction.may(Permission.SECTOR_READ, area=place(code).code):
        raise Denied(OUT_OF_SIGHT)
    plain = ("excluded_areas", "as_of", "metric", "value", "unit", "denominator", "parts", "reporter", "scope", "note",
             "source")  # fmt: skip
    return [
        {
            **{n: getattr(o.figure, n) for n in plain},
            "area": o.figure.area_id,
            "flags": [f.plain for f in o.flags],
        }
        for o in queries.outside_figures(place(code).code, on=when.on)
    ]


@router.post("/outside", response={201: int}, summary="登记外部数据 Record a figure from outside")
@requires(Permission.ROSTER_EDIT)
def record(request: HttpRequest, figure: OutsideIn) -> Status[int]:
    """Its id."""
    return Status(201, actions.record_outside_figure(**figure.dict(), by=_actor(request), now=clock.now()).pk)
