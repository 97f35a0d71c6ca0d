"""`yilu import workers FILE`: the same check and the same writing as on the page, at the command line."""

from functools import partial

from yilu.network import importer
from yilu.people.workbooks import OF_WORKERS

HELP = "员工工作簿（.xlsx 或 .csv）workers from a workbook"
add_arguments = importer.add_arguments
run = partial(importer.run, how=OF_WORKERS)
