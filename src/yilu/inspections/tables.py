"""The lists of this room."""

from django.urls import reverse

from yilu.core.tables import Column, Table
from yilu.core.text import label
from yilu.inspections.rules import NAMES, Level, Severity
from yilu.network.tables import named as name_of


def inspections_table() -> Table:
    """Visits planned and made."""
    return Table(
        "inspections",
        label("检查", "Inspections"),
        [
            Column("day", label("日期", "Day"), lambda r: r.day, "day"),
            Column("site", label("网点", "Site"), lambda r: r.site.name,
                   link=lambda r: reverse("inspections:inspection", args=[r.pk])),
            Column("brand", label("品牌", "Brand"), lambda r: name_of(r.site.brand)),
            Column("county", label("区县", "County"), lambda r: name_of(r.site.county), "site__county_id"),
            Column("level", label("检查层级", "Level"), lambda r: str(NAMES[Level(r.level)]), "level"),
            Column("inspector", label("检查人员", "Inspector"), lambda r: r.inspector.name),
            Column("state", label("状态", "State"), lambda r: r.get_state_display(), "state"),
            Column("why", label("缘由", "Why"), lambda r: str(r.why)),
        ],
        default_sort="-day",
        empty=label("还没有检查。可按风险安排一轮。", "No inspection yet. Plan a round by risk."),
    )  # fmt: skip


def findings_table() -> Table:
    """What was found wanting, and how far it is put right."""
    return Table(
        "findings",
        label("发现的问题", "Findings"),
        [
            Column("due", label("整改期限", "Due"), lambda r: r.due, "due"),
            Column("name", label("问题", "Finding"), lambda r: str(r.name),
                   link=lambda r: reverse("inspections:finding", args=[r.pk])),
            Column("site", label("网点", "Site"), lambda r: r.site.name),
            Column("severity", label("程度", "How grave"), lambda r: str(NAMES[Severity(r.severity)]), "severity"),
            Column("state", label("状态", "State"), lambda r: r.get_state_display(), "state"),
            Column("looks", label("复查未过", "Re-checks failed"), lambda r: r.looks, "looks", is_number=True),
        ],
        default_sort="due",
        empty=label("没有待整改的问题。", "Nothing was found wanting."),
    )  # fmt: skip
