"""Coverage over the API."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema

from yilu.core import clock
from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.coverage.queries import reading
from yilu.coverage.queries.reading import Line
from yilu.coverage.views.matrix import area_seen
from yilu.territory.views.asking import actor_of

router = Router(tags=["coverage"])
Id = Annotated[int, Field(ge=0, lt=2**31)]


class LineOut(Schema):
    """An area, brand, enterprise or site: cells by state, and the five duties' scores (null: nothing applies)."""

    key: str
    name_zh: str
    name_en: str
    sites: int
    fresh: int
    stale: int
    none: int
    unmet: int
    duties: dict[str, float | None]

    @classmethod
    def of(cls, line: Line) -> "LineOut":
        """As counted."""
        told = {name: getattr(line, name) for name in ("key", "sites", "fresh", "stale", "none", "unmet")}
        scores = {duty.value: share.value for duty, share in line.duties.items()}
        return cls(**told, name_zh=line.name.zh, name_en=line.name.en, duties=scores)


class RequirementOut(Schema):
    """One requirement's cells by state."""

    code: str
    name_zh: str
    name_en: str
    fresh: int
    stale: int
    none: int
    unmet: int


class CoverageOut(Schema):
    """An area as a whole, what lies below it, and requirement by requirement."""

    total: LineOut
    below: list[LineOut]
    requirements: list[RequirementOut]


@router.get("/", response=CoverageOut)
@requires(Permission.EVIDENCE_READ)
def coverage(request: HttpRequest, area: str = "", brand: Id = 0, enterprise: Id = 0) -> CoverageOut:
    """What is proven in an area, as far as the reader sees it; `below`: its areas, of a county its sites."""
    may, today = actor_of(request).jurisdiction, clock.today()
    place = area_seen(request)
    grain = reading.grain_of(may, brand=brand, enterprise=enterprise)
    total = reading.total(may, place.code, grain, on=today)
    lines = reading.below(may, place.code, grain, on=today) or reading.sites(may, place.code, grain)
    return CoverageOut(
        total=LineOut.of(total),
        below=[LineOut.of(line) for line in lines],
        requirements=[
            RequirementOut(
                code=r.code, name_zh=r.name_zh, name_en=r.name_en, fresh=n[0], stale=n[1], none=n[2], unmet=n[3]
            )
            for r, n in reading.by_requirement(total)
        ],
    )  # fmt: skip
