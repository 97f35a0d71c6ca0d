"""The board as JSON."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.desk.board.reading import Asked, read
from yilu.desk.board.wire import board_values
from yilu.operations.endpoints.figures import FiguresOut
from yilu.territory import queries as territory

router = Router(tags=["board"])


class BoardOut(FiguresOut):
    """The whole board of an area."""

    answer_zh: str
    answer_en: str
    since: dt.date
    yesterday: FiguresOut
    then: FiguresOut
    sector: FiguresOut | None
    targets: list[dict[str, Any]]
    risk_tiers: dict[str, int]
    tier_check: dict[str, Any] | None
    cases: dict[str, Any] | None
    cases_then: dict[str, Any] | None
    morning: dict[str, Any] | None
    protection: dict[str, Any] | None
    staffing: dict[str, Any] | None
    flags: list[dict[str, Any]]
    outside: list[dict[str, Any]]
    below: list[dict[str, Any]]
    worst: list[dict[str, Any]]
    changed: list[dict[str, Any]]


class BoardQuery(Schema):
    """Which board."""

    day: dt.date | None = Field(None, description="today if not given")
    since: dt.date | None = Field(None, description="the day to compare with; a week before if not given")
    known_at: dt.datetime | None = Field(None, description="as known at this hour")
    lens: str = Field("", description="published: the sector as released, where the caller has a lens of his own")


@router.get("/{code}", response=BoardOut, summary="一个地区的看板 The board of an area", exclude_unset=True)
@requires(Permission.BOARD_READ)
def board(request: HttpRequest, code: str, query: Query[BoardQuery]) -> dict[str, Any]:
    """The same numbers as the page and as `yilu board --format json`; the nation is 100000."""
    area = territory.area(code)
    if area is None:
        raise Http404
    known_at = query.known_at
    if known_at is not None and known_at.tzinfo is None:
        known_at = known_at.replace(tzinfo=clock.ZONE)
    asked = Asked(code=code, day=query.day or clock.today(), since=query.since, known_at=known_at, lens=query.lens)
    return board_values(read(asked, area, actor=request.actor))  # type: ignore[attr-defined]
