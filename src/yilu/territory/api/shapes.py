"""The shapes in which territory answers over the API. Unknown is null, or the tier `unknown`."""

import datetime as dt
from typing import Annotated

from ninja import Field, Schema

from yilu.core.shapes import ReasonOut
from yilu.territory.incoming import Report
from yilu.territory.models import Area, AreaChange, Emergency
from yilu.territory.queries import CaseRow, TierView
from yilu_planner.risk import Tier

# The tree of places begins at the end of 2019.
Day = Annotated[dt.date, Field(ge=dt.date(2019, 12, 31), le=dt.date(2099, 12, 31))]


class AreaOut(Schema):
    """A division; `valid_until` is the first day on which it no longer exists."""

    code: str
    level: int
    name_zh: str
    short_zh: str
    name_en: str
    parent: str | None
    longitude: float | None
    latitude: float | None
    valid_from: dt.date | None
    valid_until: dt.date | None

    @classmethod
    def of(cls, area: Area) -> "AreaOut":
        """The shape of an area."""
        return cls(
            code=area.code, level=area.level, name_zh=area.name_zh, short_zh=area.short_zh, name_en=area.name_en,
            parent=area.parent_id, longitude=area.longitude, latitude=area.latitude,
            valid_from=area.valid_from, valid_until=area.valid_until,
        )  # fmt: skip


class ChangeOut(Schema):
    """A dated change; `basis`: approved, announced, founded, or year (only the year is known)."""

    day: dt.date
    basis: str
    kind: str
    old_code: str
    old_name_zh: str
    new_code: str
    new_name_zh: str
    document: str

    @classmethod
    def of(cls, change: AreaChange) -> "ChangeOut":
        """The shape of a change."""
        return cls(**{name: getattr(change, name) for name in cls.model_fields})


class TierOut(Schema):
    """The tier of a county: what is published is effective, what is computed a check beside it."""

    gb_code: str
    published: Tier
    computed: Tier
    effective: Tier
    scheme: str
    as_of: dt.date | None
    disagrees: bool
    reason: ReasonOut

    @classmethod
    def of(cls, view: TierView) -> "TierOut":
        """The shape of a tier."""
        return cls(
            gb_code=view.code, published=view.published, computed=view.computed, effective=view.effective,
            scheme=view.scheme, as_of=view.as_of, disagrees=view.disagrees, reason=ReasonOut.of(view.reason),
        )  # fmt: skip


class CaseOut(Schema):
    """A unit's own count to 24:00 of `as_of`."""

    gb_code: str
    as_of: dt.date
    confirmed: int
    cured: int | None
    dead: int | None
    new_confirmed: int | None
    source: str
    synthetic: bool

    @classmethod
    def of(cls, row: CaseRow) -> "CaseOut":
        """The shape of a count."""
        return cls(
            gb_code=row.code, as_of=row.as_of, confirmed=row.confirmed, cured=row.cured, dead=row.dead,
            new_confirmed=row.new_confirmed, source=row.source, synthetic=row.synthetic,
        )  # fmt: skip


class RefusedLine(Schema):
    """A line that was not taken."""

    line: int
    gb_code: str
    name: str
    reason: ReasonOut


class ReportOut(Schema):
    """What became of each line of an import."""

    lines: int
    new: int
    changed: int
    same: int
    buckets: dict[str, int]
    refused: list[RefusedLine]
    warnings: list[ReasonOut]
    written: bool

    @classmethod
    def of(cls, report: Report) -> "ReportOut":
        """The shape of a report."""
        return cls(
            lines=report.lines, new=report.new, changed=report.changed, same=report.same,
            buckets=dict(report.buckets), written=report.written,
            refused=[
                RefusedLine(line=r.line, gb_code=r.code, name=r.name, reason=ReasonOut.of(r.reason))
                for r in report.refused
            ],
            warnings=[ReasonOut.of(w) for w in report.warnings],
        )  # fmt: skip


class EmergencyOut(Schema):
    """An emergency; `ended` is its last day in force."""

    id: int
    area: str
    name_zh: str
    name_en: str
    began: dt.date
    ended: dt.date | None
    response_level: str
    document: str

    @classmethod
    def of(cls, emergency: Emergency) -> "EmergencyOut":
        """The shape of an emergency."""
        return cls(
            id=emergency.pk, area=emergency.area_id, name_zh=emergency.name_zh, name_en=emergency.name_en,
            began=emergency.began, ended=emergency.ended, response_level=emergency.response_level,
            document=emergency.document,
        )  # fmt: skip
