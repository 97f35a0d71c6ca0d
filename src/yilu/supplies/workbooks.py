"""The workbook of receipts among those that are uploaded, checked and written."""

from yilu.core.permissions import Permission
from yilu.network.workbook import Workbook
from yilu.supplies.actions import import_receipts
from yilu.supplies.checking import check_receipts
from yilu.supplies.sheet import RECEIPTS

OF_RECEIPTS = Workbook("receipts", RECEIPTS, Permission.SUPPLY_KEEP, check_receipts, import_receipts)
