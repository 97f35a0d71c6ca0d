"""Lists of disinfections: one site's log, and the sites of an area by how long ago."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.privacy import masked_name
from yilu.core.tables import Column, Table
from yilu.core.text import label
from yilu.network.tables import named
from yilu.operations.queries.disinfection import Dues
from yilu.operations.tables import badge

OVERDUE, FRESH, NO_INTERVAL = label("逾期", "overdue"), label("有效", "fresh"), label("未规定间隔", "no interval fixed")


def _photo(address: str) -> SafeString | str:
    return format_html('<a href="{}">{}</a>', address, label("照片", "photo")) if address else ""


def disinfections_table(*, shows_people: bool) -> Table:
    """A site's log. Names are whole only for those who keep it."""

    def person(logged: Any) -> str:
        return str(logged.person) if shows_people else masked_name(logged.person)

    def photo(logged: Any) -> str:
        return reverse("operations:photo", args=[logged.photo_id]) if logged.photo_id else ""

    return Table(
        "disinfections",
        label("消毒记录", "Disinfection log"),
        (
            Column("at", label("时间", "When"), lambda d: d.at, "at"),
            Column("place", label("地点", "Where"), lambda d: d.place, "place"),
            Column("agent", label("消毒剂", "With what"), lambda d: d.agent, "agent"),
            Column("person", label("消毒人", "By whom"), person),
            Column("photo", label("照片", "Photo"), photo, show=_photo),
            Column("recorded", label("登记时间", "Recorded"), lambda d: d.recorded_at, "recorded_at"),
        ),
        default_sort="-at",
        empty=str(label("还没有消毒记录。", "Nothing recorded yet.")),
    )


def _state_badge(word: str) -> SafeString:
    colours = {str(OVERDUE): "red", str(FRESH): "green"}
    return badge(word, colours.get(word, "secondary"))


def disinfected_table(dues: Dues, now: dt.datetime) -> Table:
    """Open sites by how long ago they were disinfected, with when the next is due."""

    def due(site: Any) -> dt.datetime | None:
        return dues.of(site, site.last).at

    def state(site: Any) -> str:
        found = dues.of(site, site.last)
        if found.every_hours is None:
            return str(NO_INTERVAL)
        return str(OVERDUE if found.is_overdue(now) else FRESH)

    def log(site: Any) -> str:
        return reverse("operations:disinfections", args=[site.pk])

    return Table(
        "disinfected",
        label("各网点最近一次消毒", "Last disinfection of each site"),
        (
            Column("code", label("编码", "Code"), lambda s: s.code, "code", link=log),
            Column("name", label("名称", "Name"), lambda s: s.name, "name", link=log),
            Column("brand", label("品牌", "Brand"), lambda s: named(s.brand), "brand_id"),
            Column("county", label("区县", "County"), lambda s: named(s.county), "county_id"),
            Column("kind", label("类型", "Kind"), lambda s: str(s.get_kind_display()), "kind"),
            Column("last", label("最近一次", "Last"), lambda s: s.last, "since"),
            Column("due", label("下次应在", "Next due"), due),
            Column("state", label("状态", "State"), state, show=_state_badge),
        ),
        default_sort="last",
        empty=str(label("没有营业中的网点。", "No site is open here.")),
    )
