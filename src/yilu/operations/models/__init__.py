"""Tables of the room: reference data, reports, rosters, disinfections, rollups, releases, outside figures."""

from yilu.operations.models.disinfection import DayDraft, Disinfection, Photo
from yilu.operations.models.reference import (
    ClassWording,
    ProductMapping,
    ReportDeadline,
    ReportField,
    ServiceClass,
    StageTarget,
)
from yilu.operations.models.reports import Roster, RosterLine, SiteReport, Touch
from yilu.operations.models.rollups import AreaDay, AreaFigure, Release, ReleasedArea

__all__ = [
    "AreaDay",
    "AreaFigure",
    "ClassWording",
    "DayDraft",
    "Disinfection",
    "Photo",
    "ProductMapping",
    "Release",
    "ReleasedArea",
    "ReportDeadline",
    "ReportField",
    "Roster",
    "RosterLine",
    "ServiceClass",
    "SiteReport",
    "StageTarget",
    "Touch",
]
