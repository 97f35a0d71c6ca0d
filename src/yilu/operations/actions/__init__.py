"""Verbs of the room: report, correct, map, set rosters and fields, record outside figures, refresh rollups, release."""

from yilu.operations.actions.disinfection import DisinfectionRow, log_disinfection, log_disinfections, save_draft
from yilu.operations.actions.figures import import_figures, record_outside_figure
from yilu.operations.actions.publication import release_days
from yilu.operations.actions.reference import add_report_field, load_reference, map_product, set_report_deadline
from yilu.operations.actions.reports import report_many, report_site_day
from yilu.operations.actions.rollups import refresh_rollups
from yilu.operations.actions.rosters import set_roster
from yilu.operations.reporting import RosterRow, SiteDay, SiteFigures, Taken

__all__ = [
    "DisinfectionRow",
    "RosterRow",
    "SiteDay",
    "SiteFigures",
    "Taken",
    "add_report_field",
    "import_figures",
    "load_reference",
    "log_disinfection",
    "log_disinfections",
    "map_product",
    "record_outside_figure",
    "refresh_rollups",
    "release_days",
    "report_many",
    "report_site_day",
    "save_draft",
    "set_report_deadline",
    "set_roster",
]
