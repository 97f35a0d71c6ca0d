"""`yilu import receipts FILE`: the same check and the same writing as on the page, at the command line."""

from functools import partial

from yilu.network import importer
from yilu.supplies.workbooks import OF_RECEIPTS

HELP = "物资入库单（.xlsx 或 .csv）receipts of supplies from a workbook"
add_arguments = importer.add_arguments
run = partial(importer.run, how=OF_RECEIPTS)
