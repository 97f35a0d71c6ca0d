"""Workers from a workbook, on the same pages as sites."""

from typing import IO

from django.http import HttpRequest

from yilu.core.text import Text
from yilu.network.views.importing import Words, pages
from yilu.people import jobs
from yilu.people.sheet import template
from yilu.people.workbooks import OF_WORKERS


def _blank(request: HttpRequest) -> IO[bytes]:
    return template()


PAGES = pages(
    how=OF_WORKERS,
    room="people",
    words=Words(
        title=Text("导入员工表", "Import workers"),
        file=Text("员工表", "Workbook of workers"),
        counted_in=Text("人", ""),
        list_title=Text("员工", "Workers"),
        hints=(
            Text(
                "按“品牌＋工号”（机关按“机关＋工号”）认人：已登记的更新，没有的新增，网点不同的视为调动。",
                "A worker is known by brand (or office) and staff number: known ones are updated, others added; "
                "another site is a transfer.",
            ),
            Text(
                "姓名、证件号码、手机号加密保存，核对结果里不写出来。",
                "Names, identity and phone numbers are kept encrypted and never written into the results.",
            ),
        ),
    ),
    template=_blank,
    check=jobs.check_upload,
    write=jobs.write_upload,
)
