"""The lists of this room: their columns, the same on the page, in the export and in the address."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.tables import Column, Table
from yilu.core.text import chinese, label
from yilu.network.tables import named
from yilu.operations.models import AreaFigure, ReportField, SiteReport
from yilu.operations.queries import OutsideFigure
from yilu.operations.rules.checks import reasons_of

DECREES = {"clear": label("畅通", "clear"), "blocked": label("受阻", "blocked")}


def badge(word: object, colour: str) -> SafeString:
    """A word on a colour: the word says it, the colour helps."""
    return format_html('<span class="badge bg-{}-lt">{}</span>', colour, word)


def _number(code: str, title: str, value: Any, sort: str = "") -> Column:
    return Column(code, title, value, sort, is_number=True)


def _state(site: Any) -> str:
    if site.r_version is None:
        return str(label("未报", "not reported"))
    return str(label("营业", "open") if site.r_is_open else label("停业", "closed"))


def _state_badge(word: str) -> SafeString:
    colours = {str(label("未报", "not reported")): "yellow", str(label("营业", "open")): "green"}
    return badge(word, colours.get(word, "red"))


def _sum(site: Any, own: str, outsourced: str) -> int | None:
    return None if site.r_version is None else getattr(site, own) + getattr(site, outsourced)


def sentences(flags: Any) -> str:
    """The flags of a report as sentences, one after the other."""
    return " ".join(str(r) for r in reasons_of(flags or []))


def _flags_shown(text: str) -> SafeString | str:
    return format_html('<span class="warn">⚠ {}</span>', text) if text else ""


def daily_table(day: dt.date, fields: Sequence[ReportField]) -> Table:
    """One row a site: what it told of the day, the fields added by authorities last."""

    def address(site: Any) -> str:
        return reverse("operations:day", args=[site.pk, day.isoformat()])

    def extra(code: str) -> Any:
        return lambda s: (s.r_extra or {}).get(code)

    own = [
        Column("code", label("编码", "Code"), lambda s: s.code, "code", link=address),
        Column("name", label("名称", "Name"), lambda s: s.name, "name", link=address),
        Column("brand", label("品牌", "Brand"), lambda s: named(s.brand), "brand_id"),
        Column("county", label("区县", "County"), lambda s: named(s.county), "county_id"),
        Column("state", label("状态", "State"), _state, "r_is_open", _state_badge),
        _number("collected", label("收寄", "Collected"), lambda s: s.r_collected, "r_collected"),
        _number("delivered", label("投递", "Delivered"), lambda s: s.r_delivered, "r_delivered"),
        _number("backlog", label("积压", "Backlog"), lambda s: s.r_backlog, "r_backlog"),
        _number("on_post", label("到岗", "On post"), lambda s: _sum(s, "r_on_post_own", "r_on_post_outsourced")),
        _number("roster", label("在册", "Roster"), lambda s: _sum(s, "r_roster_own", "r_roster_outsourced")),
        Column("decrees", label("政令", "Decrees"), lambda s: str(DECREES.get(s.r_decrees, ""))),
        Column("cause", label("停业原因", "Why closed"), lambda s: s.r_closed_cause or ""),
        Column("flags", label("疑点", "Does not fit"), lambda s: sentences(s.r_flags), "", _flags_shown),
        Column("received", label("收到时间", "Received"), lambda s: s.r_received_at, "r_received_at"),
        _number("version", label("版本", "Version"), lambda s: s.r_version, "r_version"),
    ]
    added = [Column(f"extra_{f.code}", f.name_zh if chinese() else f.name_en, extra(f.code)) for f in fields]
    return Table(
        "reports",
        label("日报", "Daily reports"),
        (*own, *added),
        default_sort="code",
        empty=str(label("没有符合条件的网点。换个日期或地区看看。", "No site matches. Try another day or area.")),
    )


def versions_table(site_id: int) -> Table:
    """Every version of a site's day."""
    return Table(
        "versions",
        label("版本", "Versions"),
        (
            _number("version", label("版本", "Version"), lambda r: r.version),
            Column("received", label("收到时间", "Received"), lambda r: r.received_at),
            Column("by", label("填报人", "By"), lambda r: r.by),
            Column("source", label("来源", "Source"), lambda r: str(r.get_source_display())),
            Column(
                "open", label("营业", "Open"), lambda r: str(label("营业", "open") if r.is_open else r.closed_cause)
            ),
            _number("collected", label("收寄", "Collected"), lambda r: r.collected),
            _number("delivered", label("投递", "Delivered"), lambda r: r.delivered),
            _number("backlog", label("积压", "Backlog"), lambda r: r.backlog),
            _number("on_post", label("到岗", "On post"), lambda r: r.on_post_own + r.on_post_outsourced),
            _number("roster", label("在册", "Roster"), lambda r: r.roster_own + r.roster_outsourced),
            Column("flags", label("疑点", "Does not fit"), lambda r: sentences(r.flags), "", _flags_shown),
            Column("note", label("备注", "Note"), lambda r: r.note),
        ),
    )


def corrections_table() -> Table:
    """Reports that replaced an earlier version."""

    def address(report: SiteReport) -> str:
        return reverse("operations:versions", args=[report.site_id, report.day.isoformat()])

    return Table(
        "corrections",
        label("更正", "Corrections"),
        (
            Column("received", label("收到时间", "Received"), lambda r: r.received_at, "received_at"),
            Column("day", label("日期", "Day"), lambda r: r.day, "day", link=address),
            Column("site", label("网点", "Site"), lambda r: r.site.name, "site__name", link=address),
            Column("brand", label("品牌", "Brand"), lambda r: named(r.brand), "brand_id"),
            _number("version", label("版本", "Version"), lambda r: r.version, "version"),
            Column("by", label("填报人", "By"), lambda r: r.by),
            _number("collected", label("收寄", "Collected"), lambda r: r.collected, "collected"),
            _number("delivered", label("投递", "Delivered"), lambda r: r.delivered, "delivered"),
            _number("backlog", label("积压", "Backlog"), lambda r: r.backlog, "backlog"),
            Column("note", label("备注", "Note"), lambda r: r.note),
        ),
        default_sort="-received",
        empty=str(label("这段时间没有更正。", "No report was corrected in this time.")),
    )


def outside_table() -> Table:
    """Figures from outside with what does not fit in them."""

    def figure(name: str) -> Any:
        return lambda o: getattr(o.figure, name)

    def place(o: OutsideFigure) -> str:
        without = "、".join(o.figure.excluded_areas)
        return named(o.figure.area) + (str(label(f"（不含 {without}）", f" without {without}")) if without else "")

    def parts(f: AreaFigure) -> str:
        return " + ".join(f"{value:g} {name}" for name, value in f.parts)

    return Table(
        "outside",
        label("外部报送", "Figures from outside"),
        (
            Column("as_of", label("截止", "As of"), figure("as_of"), "as_of"),
            Column("area", label("地区", "Area"), place, "area"),
            Column("metric", label("指标", "Metric"), lambda o: str(o.name), "metric"),
            Column(
                "value", label("数值", "Value"), lambda o: o.figure.value, "value", lambda v: f"{v:,g}", is_number=True
            ),
            Column("unit", label("单位", "Unit"), lambda o: str(o.unit)),
            Column("parts", label("其中", "Parts"), lambda o: parts(o.figure)),
            Column("reporter", label("报送单位", "Reporter"), figure("reporter"), "reporter"),
            Column("note", label("备注", "Note"), figure("note")),
            Column(
                "flags", label("疑点", "Does not fit"), lambda o: " ".join(str(f) for f in o.flags), "", _flags_shown
            ),
        ),
        default_sort="-as_of",
        empty=str(label("本地区还没有登记外部数据。", "No figure from outside is recorded for this area.")),
    )


def mappings_table() -> Table:
    """A brand's products and their classes."""
    return Table(
        "mappings",
        label("产品归类", "Products and classes"),
        (
            _number("precedence", label("优先序", "Precedence"), lambda m: m.precedence, "precedence"),
            Column("product", label("产品", "Product"), lambda m: m.product, "product"),
            Column(
                "class",
                label("类别", "Class"),
                lambda m: named(m.service_class) if m.service_class else str(label("不归类", "no class")),
                "class",
            ),
            Column("area", label("地区", "Area"), lambda m: named(m.area), "area"),
            Column("from", label("起用", "From"), lambda m: m.valid_from, "from"),
        ),
        default_sort="precedence",
        empty=str(
            label("还没有归类：各产品的件量都显示为“未归类”。", "Nothing is mapped: all pieces show as unmapped.")
        ),
    )


def fields_table() -> Table:
    """Fields authorities added to the daily report."""
    return Table(
        "fields",
        label("增设的填报项", "Fields added"),
        (
            Column("area", label("地区", "Area"), lambda f: named(f.area), "area_id"),
            Column("code", label("代码", "Code"), lambda f: f.code, "code"),
            Column("name", label("名称", "Name"), named),
            Column("kind", label("类型", "Kind"), lambda f: str(f.get_kind_display())),
            Column("document", label("依据文件", "Document"), lambda f: f.document),
            Column("from", label("自", "From"), lambda f: f.valid_from, "valid_from"),
            Column("until", label("至", "Until"), lambda f: f.valid_until),
        ),
        empty=str(label("没有增设的填报项。", "No field has been added.")),
    )


def _told(name: str) -> Any:
    return lambda r: getattr(r, name, None)


def rosters_table() -> Table:
    """Versions of the roster."""
    return Table(
        "rosters",
        label("在册名录各版", "Versions of the roster"),
        (
            Column("code", label("版本", "Version"), str),
            Column("from", label("起用", "From"), lambda r: r.valid_from, "valid_from"),
            Column(
                "basis",
                label("“正常”的口径", "What counts as normal"),
                lambda r: r.basis_zh if chinese() else r.basis_en,
            ),
            _number("sites", label("网点", "Sites"), _told("sites")),
            _number("staff", label("人员", "Staff"), _told("staff")),
            _number("collected", label("正常日收寄", "Collected, normal day"), _told("normal_collected")),
            _number("delivered", label("正常日投递", "Delivered, normal day"), _told("normal_delivered")),
            Column("document", label("依据文件", "Document"), lambda r: r.document),
            Column("made", label("制定时间", "Made"), lambda r: r.made_at, "made_at"),
        ),
        default_sort="-from",
    )
