"""The lists of this room: their columns, the same on the page, in the export and in the address."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from yilu.core.tables import Column, Table
from yilu.core.text import chinese, label
from yilu.network.models import Enterprise, Office, Park, Site, UploadRow
from yilu.network.queries import row_sentences
from yilu.network.sheet.columns import Layout
from yilu.network.sheet.marking import VERDICTS

COLOURS = {"not_opened": "yellow", "open": "green", "suspended": "red", "closed": "secondary"}
VERDICT_COLOURS = {"new": "green", "changed": "blue", "unchanged": "secondary", "refused": "red"}


def badge(word: object, colour: str) -> SafeString:
    """A word on a colour: the word says it, the colour helps."""
    return format_html('<span class="badge bg-{}-lt">{}</span>', colour, word)


def unbroken(value: str) -> SafeString:
    """A name that a narrow screen does not break into a column of single characters."""
    return format_html('<span class="nowrap">{}</span>', value)


def roomy(value: str) -> SafeString:
    """Sentences, one a line, with room to be read on a narrow screen."""
    return format_html(
        '<div class="roomy">{}</div>', format_html_join(mark_safe("<br>"), "{}", ([v] for v in value.splitlines()))
    )


def status_badge(value: str) -> SafeString:
    """The state of a site as a badge."""
    code = next(s.value for s in Site.Status if str(s.label) == value) if value not in COLOURS else value
    return badge(Site.Status(code).label, COLOURS[code])


def named(thing: Any) -> str:
    """The name in the reader's language."""
    return str(thing.name_zh if chinese() else thing.name_en or thing.name_zh)


def sites_table() -> Table:
    """All that a list of sites shows."""
    return Table(
        "sites",
        label("网点", "Sites"),
        (
            Column("code", label("编码", "Code"), lambda s: s.code, "code", link=site_url),
            Column("name", label("名称", "Name"), lambda s: s.name, "name", unbroken, site_url),
            Column("brand", label("品牌", "Brand"), lambda s: named(s.brand), "brand_id county_id", unbroken),
            Column("kind", label("类型", "Kind"), lambda s: str(s.get_kind_display()), "kind county_id", unbroken),
            Column("county", label("区县", "County"), lambda s: named(s.county), "county_id", unbroken),
            Column(
                "status",
                label("状态", "Status"),
                lambda s: str(s.get_status_display()),
                "status county_id",
                status_badge,
            ),
            Column("since", label("状态起始", "Since"), lambda s: s.status_since, "status_since"),
            Column(
                "area_m2", label("面积（m²）", "Area (m²)"), lambda s: s.floor_area_m2, "floor_area_m2", is_number=True
            ),
            Column(
                "headcount",
                label("正常人数", "Headcount"),
                lambda s: s.normal_headcount,
                "normal_headcount",
                is_number=True,
            ),
            Column(
                "capacity",
                label("日处理能力（件）", "Pieces a day"),
                lambda s: s.capacity_per_day,
                "capacity_per_day",
                is_number=True,
            ),
        ),
        default_sort="county",
        empty=label(
            "没有符合条件的网点。可放宽条件，或导入网点表。",
            "No site matches. Ask less, or import a workbook of sites.",
        ),
    )


def site_url(site: Site) -> str:
    """A site's own page."""
    return reverse("network:site", args=[site.pk])


def enterprises_table() -> Table:
    """Enterprises and how many of their sites are open."""
    return Table(
        "enterprises",
        label("企业", "Enterprises"),
        (
            Column("code", label("编码", "Code"), lambda e: e.code, "code", link=enterprise_url),
            Column("name", label("名称", "Name"), named, "name_zh", unbroken, enterprise_url),
            Column("brand", label("品牌", "Brand"), lambda e: named(e.brand), "brand_id"),
            Column("kind", label("类别", "Kind"), lambda e: str(e.get_kind_display()), "kind"),
            Column("ownership", label("经营方式", "Ownership"), lambda e: str(e.get_ownership_display()), "ownership"),
            Column("area", label("登记地区", "Registered in"), lambda e: named(e.area), "area_id"),
            Column("credit_code", label("统一社会信用代码", "Credit code"), lambda e: e.credit_code or "—"),
            Column("sites", label("网点数", "Sites"), lambda e: e.site_count, "site_count", is_number=True),
            Column("open", label("营业中", "Open"), lambda e: e.open_count, "open_count", is_number=True),
        ),
        default_sort="brand",
        empty=label("您的管辖范围内还没有登记企业。", "No enterprise is registered within your jurisdiction."),
    )


def enterprise_url(enterprise: Enterprise) -> str:
    """An enterprise's own page."""
    return reverse("network:enterprise", args=[enterprise.pk])


def parks_table() -> Table:
    """Parks and the sites behind their gates that the reader may see."""
    return Table(
        "parks",
        label("园区", "Parks"),
        (
            Column("name", label("名称", "Name"), named, "name_zh", link=park_url),
            Column("county", label("区县", "County"), lambda p: named(p.county), "county_id"),
            Column("address", label("地址", "Address"), lambda p: p.address or "—"),
            Column(
                "sites",
                label("网点数（您可见的）", "Sites (that you may see)"),
                lambda p: p.site_count,
                "site_count",
                is_number=True,
            ),
        ),
        default_sort="county",
        empty=label("这里还没有登记园区。", "No park is registered here."),
    )


def park_url(park: Park) -> str:
    """A park's own page."""
    return reverse("network:park", args=[park.pk])


def offices_table() -> Table:
    """The regulator's offices."""
    return Table(
        "offices",
        label("管理机构", "Offices"),
        (
            Column("name", label("名称", "Name"), named, "name_zh", link=office_url),
            Column("parent", label("上级", "Above"), lambda o: named(o.parent) if o.parent else "—"),
            Column(
                "areas", label("管辖地区", "Areas"), lambda o: "、".join(named(a) for a in o.areas.all()), show=roomy
            ),
        ),
        default_sort="name",
        empty=label("还没有登记管理机构。", "No office is registered yet."),
    )


def _area_names(office: Office) -> str:
    return "、".join(named(a) for a in office.areas.all())


def office_url(office: Office) -> str:
    """An office's own page."""
    return reverse("network:office", args=[office.pk])


def rows_table(layout: Layout) -> Table:
    """What the check of a workbook found, row by row."""
    code = layout.by_code["code"].title
    return Table(
        "rows",
        label("逐行结果", "Row by row"),
        (
            Column("row", label("行号", "Row"), lambda r: r.row, "row", is_number=True),
            Column("verdict", label("结果", "Result"), lambda r: r.verdict, "verdict", verdict_badge),
            Column("code", label(code.zh, code.en), lambda r: r.code, "code"),
            Column("name", label("名称", "Name"), lambda r: r.name, "name", unbroken),
            Column("notes", label("说明", "What was found"), _sentences, show=roomy),
        ),
        default_sort="row",
        empty=label("没有这一类的行。", "There is no such row."),
    )


def verdict_badge(value: str) -> SafeString:
    """A verdict as a badge."""
    return badge(VERDICTS[value], VERDICT_COLOURS[value])


def _sentences(row: UploadRow) -> str:
    return "\n".join(row_sentences(row.notes)) or "—"
