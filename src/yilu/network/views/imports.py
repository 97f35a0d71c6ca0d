"""Importing sites on a page."""

from typing import IO

from yilu.core.permissions import Permission
from yilu.core.text import Text
from yilu.network import jobs
from yilu.network.models import Brand
from yilu.network.sheet.template import template as template_workbook
from yilu.network.views.asking import Request
from yilu.network.views.importing import Words, pages
from yilu.network.workbooks import OF_SITES


def template(request: Request) -> IO[bytes]:
    """The workbook to fill in, with the brands of one's jurisdiction in its drop-down."""
    editing = request.actor.jurisdiction.having(Permission.SITE_EDIT)
    own = {g.brand for g in editing.grants}
    brands = Brand.objects.order_by("code")
    if None not in own:
        brands = brands.filter(pk__in=[b for b in own if b is not None])
    return template_workbook([b.name_zh for b in brands])


PAGES = pages(
    how=OF_SITES,
    room="network",
    words=Words(
        title=Text("导入网点表", "Import sites"),
        file=Text("网点表", "Workbook of sites"),
        counted_in=Text("处", ""),
        list_title=Text("网点", "Sites"),
        hints=(
            Text(
                "按“品牌＋网点编码”认网点：已登记的更新，没有的新增，不会重复。",
                "A site is known by brand and site code: known ones are updated, others added, none doubled.",
            ),
            Text(
                "导入不能使网点开业；网点凭复工报备营业。",
                "An import never opens a site; it opens on its resumption filing.",
            ),
        ),
    ),
    template=template,
    check=jobs.check_upload,
    write=jobs.write_upload,
)
