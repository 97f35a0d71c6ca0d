"""Pages of the room: lists of reports, one site's day, classes and mappings, fields, rosters, outside figures."""

from yilu.operations.views.day import day, versions
from yilu.operations.views.lists import corrections, mine, reports
from yilu.operations.views.rules import classes, fields, mappings, outside, rosters

__all__ = ["classes", "corrections", "day", "fields", "mappings", "mine", "outside", "reports", "rosters", "versions"]
