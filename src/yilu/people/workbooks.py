"""The workbook of workers among those that are uploaded, checked and written."""

from yilu.core.permissions import Permission
from yilu.network.workbook import Workbook
from yilu.people.actions import import_workers
from yilu.people.checking import check_workers
from yilu.people.sheet import WORKERS

OF_WORKERS = Workbook("workers", WORKERS, Permission.WORKER_EDIT, check_workers, import_workers)
