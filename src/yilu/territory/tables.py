"""The lists of territory."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.tables import Column, Table
from yilu.core.templatetags.yilu import day as shown_day
from yilu.core.text import Text, label
from yilu.territory.models import Area
from yilu.territory.queries import CaseRow, TierView, case_rows, effective_tiers, tier_counts_of
from yilu.territory.words import BASES, CHANGES, shown_name, tier_badge
from yilu_planner.risk import Tier


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area with its cases, and its tier (a county) or how many counties below are in each."""

    area: Area
    cases: CaseRow | None
    tier: TierView | None
    counts: dict[Tier, int]


def below_rows(areas: Iterable[Area], *, day: dt.date) -> list[AreaRow]:
    """The rows of `below`."""
    listed = list(areas)
    cases = case_rows([a.code for a in listed], day=day)
    tiers = effective_tiers([a.code for a in listed if a.level == Area.Level.COUNTY], on=day)
    counts = tier_counts_of([a.code for a in listed if a.code not in tiers], on=day)
    return [AreaRow(a, cases.get(a.code), tiers.get(a.code), counts.get(a.code, {})) for a in listed]


def area_url(code: str, day: dt.date | None = None) -> str:
    """The page of an area, on a day."""
    return reverse("territory:area", args=[code]) + (f"?day={day.isoformat()}" if day else "")


def _figure(name: str) -> Any:
    return lambda row: getattr(row.cases, name) if row.cases else None


def _in_tier(tier: Tier) -> Any:
    return lambda row: int(row.tier.effective is tier) if row.tier else row.counts[tier]


def _tier_columns(*, of_counties: bool) -> list[Column]:
    """A county's own tier, or how many counties below are in each."""
    if of_counties:
        return [Column("tier", label("风险等级", "Tier"), _own_tier, sort="tier", show=_badge)]
    return [
        Column("high", label("高风险县", "High"), _in_tier(Tier.HIGH), sort="high", is_number=True),
        Column("medium", label("中风险县", "Medium"), _in_tier(Tier.MEDIUM), sort="medium", is_number=True),
        Column("low", label("低风险县", "Low"), _in_tier(Tier.LOW), sort="low", is_number=True),
        Column("unknown", label("未知", "Unknown"), _in_tier(Tier.UNKNOWN), sort="unknown", is_number=True),
    ]


def _own_tier(row: AreaRow) -> str | None:
    return row.tier.effective.value if row.tier else None


def _badge(tier: str | None) -> SafeString | str:
    return tier_badge(tier) if tier else "—"


def below(day: dt.date, *, of_counties: bool) -> Table:
    """The areas one level down: cases, and tiers."""
    return Table(
        "below",
        label("下一级区域", "Areas below"),
        [
            Column("gb_code", label("代码", "Code"), lambda r: r.area.code, sort="gb_code"),
            Column(
                "name", label("名称", "Name"), lambda r: shown_name(r.area), sort="name",
                link=lambda r: area_url(r.area.code, day),
            ),
            *_tier_columns(of_counties=of_counties),
            Column("confirmed", label("累计确诊", "Confirmed"), _figure("confirmed"), sort="confirmed", is_number=True),
            Column("new", label("当日新增", "New"), _figure("new_confirmed"), sort="new", is_number=True),
            Column("dead", label("死亡", "Dead"), _figure("dead"), sort="dead", is_number=True),
            Column("as_of", label("截至", "To"), _figure("as_of"), sort="as_of"),
            Column("source", label("来源", "Source"), _figure("source")),
        ],
        default_sort="gb_code",
        page_size=100,
    )  # fmt: skip


def trend() -> Table:
    """A unit's own case series."""
    return Table(
        "trend",
        label("病例（近30天）", "Cases (30 days)"),
        [
            Column("as_of", label("截至当日24时", "To 24:00 of"), lambda r: r.as_of, sort="as_of"),
            Column("confirmed", label("累计确诊", "Confirmed"), lambda r: r.confirmed, is_number=True),
            Column("new", label("新增", "New"), lambda r: r.new_confirmed, is_number=True),
            Column("cured", label("治愈", "Cured"), lambda r: r.cured, is_number=True),
            Column("dead", label("死亡", "Dead"), lambda r: r.dead, is_number=True),
            Column("source", label("来源", "Source"), lambda r: r.source),
        ],
        empty=label("没有自己的病例数据；上级病例不分摊到下级。", "No case series of its own."),
    )


def changes() -> Table:
    """The dated changes of an area and of those below it."""
    return Table(
        "changes",
        label("区划变更（2019年末以来）", "Changes since the end of 2019"),
        [
            Column("day", label("日期", "Date"), lambda c: c.day, sort="day"),
            Column("basis", label("日期性质", "What day it is"), lambda c: str(BASES[c.basis])),
            Column("old", label("原", "Was"), lambda c: f"{c.old_name_zh} {c.old_code}".strip() or None),
            Column("kind", label("变更", "Change"), lambda c: str(CHANGES[c.kind])),
            Column("new", label("现", "Is"), lambda c: f"{c.new_name_zh} {c.new_code}".strip()),
            Column("document", label("文件", "Document"), lambda c: c.document or None),
        ],
        empty=label("没有变更。", "No change."),
    )


def history() -> Table:
    """The tiers published for a county."""
    return Table(
        "history",
        label("公布的等级", "Published tiers"),
        [
            Column("as_of", label("截至", "As of"), lambda t: t.as_of, sort="as_of"),
            Column("tier", label("等级", "Tier"), lambda t: t.tier, show=tier_badge),
            Column("published", label("公布", "Published"), lambda t: t.published),
            Column("scheme", label("分级办法", "Scheme"), lambda t: t.scheme),
            Column("derived", label("推定", "Derived"), lambda t: str(_derived(t.by_complement))),
            Column("source", label("来源", "Source"), lambda t: t.source or None),
        ],
        empty=label("没有公布过等级。", "No tier was ever published."),
    )


def _derived(by_complement: bool) -> Text:
    return Text("“其余均为低风险”", "“all others are low”") if by_complement else Text("", "")


@dataclass(frozen=True, slots=True)
class TierRow:
    """A county and its tier."""

    area: Area
    tier: TierView


def tiers(day: dt.date, title: str) -> Table:
    """Counties with their tiers: published, computed, effective, and why."""
    return Table(
        "tiers",
        title,
        [
            Column("gb_code", label("代码", "Code"), lambda r: r.area.code, sort="gb_code"),
            Column(
                "name", label("名称", "Name"), lambda r: shown_name(r.area), sort="name",
                link=lambda r: area_url(r.area.code, day),
            ),
            Column("effective", label("生效", "Effective"), lambda r: r.tier.effective.value, "effective", tier_badge),
            Column("published", label("公布", "Published"), lambda r: r.tier.published.value, "published", tier_badge),
            Column("as_of", label("公布截至", "Published as of"), lambda r: r.tier.as_of, sort="as_of"),
            Column("computed", label("计算", "Computed"), lambda r: r.tier.computed.value, "computed", tier_badge),
            Column("reason", label("计算依据", "Why computed so"), lambda r: str(r.tier.reason)),
        ],
        default_sort="gb_code",
        empty=label("没有符合条件的县级单元。", "No county matches."),
    )  # fmt: skip


def sources() -> Table:
    """What case series are there."""
    return Table(
        "sources",
        label("病例数据来源", "Sources of case series"),
        [
            Column("source", label("来源", "Source"), lambda s: s.source, sort="source"),
            Column("synthetic", label("性质", "Kind"), lambda s: str(_kind(s.synthetic))),
            Column("units", label("单元数", "Units"), lambda s: s.units, sort="units", is_number=True),
            Column("rows", label("行数", "Rows"), lambda s: s.rows, sort="rows", is_number=True),
            Column("first", label("起", "From"), lambda s: s.first, sort="first"),
            Column("last", label("止", "To"), lambda s: s.last, sort="last"),
        ],
        empty=label("还没有导入病例数据。", "No case series has been imported yet."),
    )


def _kind(synthetic: bool) -> Text:
    return Text("合成", "synthetic") if synthetic else Text("导入", "imported")


def refusals() -> Table:
    """Lines of a file that cannot be taken."""
    return Table(
        "refused",
        label("不能导入的行", "Lines that cannot be taken"),
        [
            Column("line", label("行", "Line"), lambda r: r.line, sort="line", is_number=True),
            Column("gb_code", label("代码", "Code"), lambda r: r.code, sort="gb_code"),
            Column("name", label("名称", "Name"), lambda r: r.name, sort="name"),
            Column("reason", label("原因", "Why"), lambda r: str(r.reason.text), sort="reason"),
        ],
        default_sort="line",
        empty=label("每一行都可以导入。", "Every line can be taken."),
    )


def emergencies() -> Table:
    """Emergencies, in force and over."""
    return Table(
        "emergencies",
        label("应急响应", "Emergencies"),
        [
            Column("name", label("名称", "Name"), lambda e: str(Text(e.name_zh, e.name_en)), link=_emergency_url),
            Column("area", label("区域", "Area"), lambda e: shown_name(e.area)),
            Column("level", label("响应级别", "Response level"), lambda e: e.response_level),
            Column("began", label("开始", "From"), lambda e: e.began, sort="began"),
            Column("ended", label("最后一天", "Last day"), lambda e: e.ended, sort="ended", show=_or_in_force),
            Column("document", label("依据文件", "Document"), lambda e: e.document),
        ],
        default_sort="-began",
        empty=label("没有宣布过应急响应。", "No emergency has been declared."),
    )


def _emergency_url(emergency: Any) -> str:
    return reverse("territory:emergency", args=[emergency.pk])


def _or_in_force(ended: dt.date | None) -> SafeString | str:
    return shown_day(ended) if ended else format_html("<b>{}</b>", Text("生效中", "in force"))
