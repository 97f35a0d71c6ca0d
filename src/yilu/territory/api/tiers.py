"""Risk tiers over the API."""

from typing import Literal

from django.http import HttpRequest
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission
from yilu.territory.actions import import_tiers, state_cluster
from yilu.territory.api.areas import area_or_404
from yilu.territory.api.shapes import Day, ReportOut, TierOut
from yilu.territory.incoming import read_tiers
from yilu.territory.models import Area
from yilu.territory.queries import areas_at, disagreements, effective_tiers
from yilu.territory.views.asking import actor_of

router = Router()
Rules = Literal["cn-2020", "cn-2020-hubei-merged", "cn-2022-v9", "cn-2022-20"]


class ClusterIn(Schema):
    """Whether there was a cluster in the counties of an area, as known on a day; no `last_cluster`: there was none."""

    area: str
    as_of: Day
    last_cluster: Day | None = None
    source: str = Field(min_length=1, max_length=200)


class Stated(Schema):
    """How many counties it was stated for."""

    counties: int


@router.get("", response=list[TierOut], summary="Tiers of an area's counties on a day")
@requires(Permission.BOARD_READ)
def tiers(
    request: HttpRequest, area: str = NATION, day: Day | None = None, rules: Rules | None = None
) -> list[TierOut]:
    """Computed by the rules in force there and then, or by those asked for."""
    on = day or clock.today()
    area_or_404(area, on)
    counties = areas_at(Area.Level.COUNTY, within=area, on=on).values_list("code", flat=True)
    return [TierOut.of(view) for view in effective_tiers(counties, on=on, rules=rules).values()]


@router.get("/disagreements", response=list[TierOut], summary="Where published and computed differ")
@requires(Permission.BOARD_READ)
def differing(request: HttpRequest, area: str = NATION, day: Day | None = None) -> list[TierOut]:
    """Only counties where both are known."""
    on = day or clock.today()
    area_or_404(area, on)
    return [TierOut.of(view) for view in disagreements(area, on=on)]


@router.post("/import", response=ReportOut, summary="Take a published list in (CSV or xlsx)")
@requires(Permission.TIER_IMPORT)
def take_tiers(
    request: HttpRequest, file: File[UploadedFile], all_or_nothing: bool = False, dry_run: bool = False
) -> ReportOut:
    """Line by line; the report says what was refused and why."""
    lines, unread = read_tiers(file.read())
    report = import_tiers(
        lines=lines, unread=unread, by=actor_of(request), now=clock.now(), whole=all_or_nothing, dry_run=dry_run
    )
    return ReportOut.of(report)


@router.post("/clusters", response=Stated, summary="State whether there was a cluster")
@requires(Permission.TIER_IMPORT)
def cluster(request: HttpRequest, body: ClusterIn) -> Stated:
    """For every county at or below the area."""
    return Stated(counties=state_cluster(by=actor_of(request), now=clock.now(), **body.dict()))
