"""Pages of the room: lists of reports, one site's day, classes and mappings, fields, rosters, outside figures."""

from yilu.operations.views.day import site_day, versions
from yilu.operations.views.disinfection import disinfected, disinfections, photo
from yilu.operations.views.fixed import classes, fields, mappings, outside, rosters
from yilu.operations.views.lists import corrections, mine, reports
from yilu.operations.views.workbook import workbook, workbook_template

__all__ = [
    "classes",
    "corrections",
    "disinfected",
    "disinfections",
    "fields",
    "mappings",
    "mine",
    "outside",
    "photo",
    "reports",
    "rosters",
    "site_day",
    "versions",
    "workbook",
    "workbook_template",
]
