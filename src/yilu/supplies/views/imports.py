"""Receipts: the list by channel, and receipts from a workbook, on the same pages as sites."""

from typing import IO

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from yilu.core.gate import requires
from yilu.core.permissions import Permission
from yilu.core.tables import respond
from yilu.core.text import Text
from yilu.network.views.asking import Request
from yilu.network.views.importing import Words, pages
from yilu.supplies import jobs
from yilu.supplies.queries.stock import receipts_seen
from yilu.supplies.rules.movements import CHANNELS
from yilu.supplies.sheet import template
from yilu.supplies.tables import receipts_table
from yilu.supplies.workbooks import OF_RECEIPTS


@require_safe
@requires(Permission.SUPPLY_READ)
def receipts(request: Request) -> HttpResponseBase:
    """What came in, by channel."""
    rows = receipts_seen(request.actor)
    asked = request.GET.get("channel", "")
    if asked in CHANNELS:
        rows = rows.filter(channel=asked)
    context = {
        "asked": asked,
        "channels": CHANNELS.items(),
        "total": rows.count(),
        "may_import": request.actor.jurisdiction.may(Permission.SUPPLY_KEEP),
    }
    return respond(request, "supplies/receipts.html", receipts_table(), rows, context)


def _blank(request: Request) -> IO[bytes]:
    return template()


PAGES = pages(
    how=OF_RECEIPTS,
    room="supplies",
    words=Words(
        title=Text("导入入库单", "Import receipts"),
        file=Text("入库单", "Workbook of receipts"),
        counted_in=Text("笔", ""),
        list_title=Text("入库记录", "Receipts"),
        hints=(
            Text(
                "一行一笔入库：每写入一次就增加一次库存，请勿重复导入；当天已有同样一笔的会提醒。",
                "A row is a receipt: each import adds to the stock. What stands in the ledger already is told.",
            ),
            Text(
                "数量填件数；按盒、箱填的，单位选“整包装”。与平常相差一个包装倍数的会提醒。",
                "Give pieces; for boxes choose “packs”. An amount off by a pack is pointed out.",
            ),
        ),
    ),
    template=_blank,
    check=jobs.check_upload,
    write=jobs.write_upload,
)
