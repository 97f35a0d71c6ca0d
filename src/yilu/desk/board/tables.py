"""The tables of a board, in the one way all lists have: sorted, exported, withheld where need be."""

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString

from yilu.core.tables import Column, Table
from yilu.core.templatetags.yilu import UNKNOWN, number, percent
from yilu.core.text import Text, label
from yilu.desk.board import links
from yilu.desk.board.picture import Board, Unit
from yilu.operations.queries import Ranked
from yilu.operations.rules.rates import RATES
from yilu.territory.models import Area
from yilu.territory.words import Tier

TIER_NAMES = {
    Tier.HIGH: Text("高风险", "High"),
    Tier.MEDIUM: Text("中风险", "Medium"),
    Tier.LOW: Text("低风险", "Low"),
    Tier.UNKNOWN: Text("未定", "Unknown"),
}


def points(value: float | None) -> SafeString | str:
    """A change of a rate in percentage points, with its sign in words of colour and arrow."""
    if value is None:
        return UNKNOWN
    if abs(value) < 0.0005:
        return "0.0"
    style, arrow = ("good", "▲") if value > 0 else ("bad", "▼")
    return SafeString(f'<span class="{style}">{arrow}{abs(value) * 100:.1f}</span>')


def _withheld(unit: Unit) -> bool:
    return unit.withheld


def _own_tier(unit: Unit) -> str | None:
    tier = next((t for t, n in (unit.tiers or {}).items() if n), Tier.UNKNOWN)
    return None if tier is Tier.UNKNOWN else str(TIER_NAMES[tier])


def _share(code: str) -> Column:
    return Column(
        code, label(RATES[code].name.zh, RATES[code].name.en), lambda u: u.rate(code), sort=code, show=percent,
        is_number=True, hidden=_withheld,
    )  # fmt: skip


def _count(code: str, zh: str, en: str, value: Callable[[Unit], float | None], **more: Any) -> Column:
    return Column(code, label(zh, en), value, sort=code, show=number, is_number=True, **more)


def units_table(board: Board) -> Table:
    """The areas one level below, both hands side by side: control first, then resumption."""
    view = links.same_view(board)
    tiers: tuple[Column, ...] = ()
    if any(u.area.level != Area.Level.COUNTY for u in board.units):
        tiers = (
            _count("high", "高风险县", "High-risk counties", lambda u: u.in_tier(Tier.HIGH)),
            _count("medium", "中风险县", "Medium-risk", lambda u: u.in_tier(Tier.MEDIUM)),
        )
    else:
        tiers = (Column("tier", label("风险等级", "Tier"), _own_tier, sort="tier"),)
    return Table(
        code="units",
        title=label("下一级", "One level below"),
        columns=(
            Column(
                "name", label("地区", "Area"), lambda u: str(u.name), sort="name",
                link=lambda u: links.board(u.code, **view),
            ),
            *tiers,
            _count("new_cases", "新增确诊", "New cases", lambda u: u.cases.new_confirmed if u.cases else None),
            _count("confirmed", "累计确诊", "Confirmed", lambda u: u.cases.confirmed if u.cases else None),
            *_unchecked(board),
            _count("expected", "应报", "Due", lambda u: u.now.sites if u.now else None, hidden=_withheld),
            _count(
                "missing", "未报", "Missing", lambda u: u.now.sites_missing if u.now else None, hidden=_withheld,
                link=lambda u: links.reports(u.code, board.day, "missing"),
            ),
            *(_share(code) for code in RATES),
            Column(
                "change", label("投递较昨日（百分点）", "Delivery since yesterday (points)"),
                lambda u: u.change("delivered"), sort="change", show=points, is_number=True, hidden=_withheld,
            ),
            _count("backlog", "积压（件）", "Backlog (pieces)", lambda u: u.now.volume.backlog if u.now else None,
                   hidden=_withheld),
        ),
        default_sort="",
        page_size=100,
        empty=label("这里没有下一级地区。", "There is no area below this one."),
    )  # fmt: skip


def _unchecked(board: Board) -> tuple[Column, ...]:
    """Who has not checked in, for those who may know."""
    if board.morning is None:
        return ()
    return (
        _count(
            "unchecked", "未晨检（人）", "Not checked in", lambda u: u.morning.missing if u.morning else None,
            link=lambda u: links.morning(u.code, board.day),
        ),
    )  # fmt: skip


def ranked_table(board: Board, code: str, zh: str, en: str, empty: tuple[str, str]) -> Table:
    """Ten units by one rate, each from what to what."""
    view = links.same_view(board)
    rule = RATES[board.rank_rate]
    return Table(
        code=code,
        title=label(f"{zh}（{rule.name.zh}）", f"{en}: {rule.name.en.lower()}"),
        columns=(
            Column("name", label("地区", "Area"), lambda r: str(r.area_name), sort="name",
                   link=lambda r: links.board(r.area, **view)),
            Column("value", label("现值", "Now"), lambda r: r.value, sort="value", show=percent, is_number=True),
            Column("fraction", label(f"分子／分母（{rule.unit.zh}）", f"Of ({rule.unit.en})"), _fraction,
                   is_number=True),
            Column("before", label("基准日", "Then"), lambda r: r.before, sort="before", show=percent, is_number=True),
            Column("change", label("变化（百分点）", "Change (points)"), lambda r: r.change, sort="change", show=points,
                   is_number=True),
        ),
        empty=label(*empty),
    )  # fmt: skip


def _fraction(row: Ranked) -> str:
    return f"{row.numerator:,} / {row.denominator:,}"


def tables_of(board: Board) -> dict[str, tuple[Table, list[Any]]]:
    """Every table of the board with its rows, by code."""
    nothing = (
        "没有可排名的地区：当日尚无日报，或合计不予提供。",
        "Nothing to rank: nothing was reported for the day, or totals are withheld.",
    )
    return {
        "units": (units_table(board), board.units),
        "worst": (ranked_table(board, "worst", "最低的十个", "Ten lowest", nothing), board.worst),
        "changed": (
            ranked_table(
                board, "changed", "变化最大的十个", "Ten most changed", nothing,
            ),
            board.changed,
        ),
        "rates": (rates_table(), board.lines),
        "classes": (classes_table(), list(board.now.classes)),
    }  # fmt: skip


def rates_table() -> Table:
    """The five rates as a file: each with all it takes to read it."""
    return Table(
        code="rates",
        title=label("五率", "Five rates"),
        columns=(
            Column("name", label("指标", "Rate"), lambda n: str(n.rate.name)),
            Column("value", label("现值", "Now"), lambda n: n.rate.value, hidden=lambda n: n.rate.withheld is not None),
            Column("numerator", label("分子", "Numerator"), lambda n: n.rate.numerator),
            Column("denominator", label("分母", "Denominator"), lambda n: n.rate.denominator),
            Column("yesterday", label("昨日", "Yesterday"), lambda n: n.yesterday),
            Column("since", label("基准日", "On the chosen day"), lambda n: n.since),
            Column("target", label("阶段目标", "Stage target"), lambda n: n.target.share if n.target else None),
            Column("due", label("目标日期", "Due"), lambda n: n.target.due if n.target else None),
            Column("distance", label("与目标之差", "Distance"), lambda n: n.distance),
            Column("scope", label("口径", "Scope"), lambda n: str(n.rate.scope)),
            Column("as_of", label("截至", "As of"), lambda n: n.rate.as_of),
            Column("roster", label("名录版本", "Roster"), lambda n: n.rate.roster),
        ),
    )


def classes_table() -> Table:
    """Pieces by service class as a file."""
    hidden = lambda c: c.withheld is not None  # noqa: E731
    return Table(
        code="classes",
        title=label("分类件量", "Pieces by class"),
        columns=(
            Column("tier", label("保障层级", "Guarantee tier"), lambda c: c.tier or None),
            Column("name", label("类别", "Class"), lambda c: str(c.name)),
            Column("collected", label("收寄", "Collected"), lambda c: c.volume.collected, hidden=hidden),
            Column("delivered", label("投递", "Delivered"), lambda c: c.volume.delivered, hidden=hidden),
            Column("backlog", label("积压", "Backlog"), lambda c: c.volume.backlog, hidden=hidden),
        ),
    )
