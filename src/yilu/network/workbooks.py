"""The workbook of this room."""

from yilu.core.permissions import Permission
from yilu.network.actions import check_sites, import_sites
from yilu.network.sheet.columns import SITES
from yilu.network.workbook import Workbook

OF_SITES = Workbook("sites", SITES, Permission.SITE_EDIT, check_sites, import_sites)
