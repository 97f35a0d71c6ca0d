"""Template words of the board: addresses that keep the view, changes from–to, tiers, pieces."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from yilu.core.reasons import Reason
from yilu.core.templatetags.yilu import UNKNOWN, number
from yilu.core.text import Text, chinese
from yilu.desk.board import links
from yilu.desk.board.tables import TIER_NAMES, points
from yilu.desk.board.tiles import TileMap
from yilu.operations.queries import ClassVolume, Figures, Volume
from yilu.territory.words import Tier

register = template.Library()

SIGNS = {Tier.HIGH: "▲", Tier.MEDIUM: "◆", Tier.LOW: "●", Tier.UNKNOWN: "—"}


def _told(change: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in change.items()}


@register.simple_tag
def board_href(code: str, view: Mapping[str, str], **change: Any) -> str:
    """The board of an area in the same view, with some of it changed; an empty value takes that part away."""
    return links.board(code, **{**view, **_told(change)})


@register.simple_tag
def squares(drawn: TileMap, view: Mapping[str, str]) -> SafeString:
    """The squares of the map, each leading down."""
    return SafeString("\n".join(t.svg(links.board(t.code, **view)) for t in drawn.tiles))


@register.simple_tag
def listed(drawn: TileMap, view: Mapping[str, str]) -> SafeString:
    """The list beside the map."""
    return SafeString(
        "\n".join(
            f'<li><span class="swatch {t.style}" aria-hidden="true"></span>'
            f'<a href="{escape(links.board(t.code, **view))}">{escape(str(t.name))}</a> <b>{escape(t.sign)}</b></li>'
            for t in drawn.ordered
        )
    )


@register.simple_tag
def trend_href(code: str, view: Mapping[str, str]) -> str:
    """The trends of the same view."""
    return f"{reverse('desk:trend', args=[code])}?{urlencode(dict(view))}"


@register.simple_tag
def outlines_href(code: str, view: Mapping[str, str], measure: str) -> str:
    """The outlines of the same view."""
    return f"{reverse('desk:outlines', args=[code])}?{urlencode({**view, 'measure': measure})}"


@register.inclusion_tag("desk/board/export.html")
def export_links(table: str, view: Mapping[str, str]) -> dict[str, Any]:
    """A table of fixed order as a file."""
    return {"query": urlencode({**view, "table": table})}


@register.filter
def day_short(day: dt.date) -> str:
    """2月17日 / 17 Feb."""
    return f"{day.month}月{day.day}日" if chinese() else f"{day.day} {day:%b}"


@register.simple_tag
def delta(before: float | None, now: float | None) -> SafeString | str:
    """The change of a rate in points, with its sign; nothing where one side is unknown."""
    return "" if before is None or now is None else points(now - before)


@register.filter
def as_points(distance: float) -> str:
    """0.047 -> 4.7 points, without its sign."""
    return f"{abs(distance) * 100:.1f}" + (" 个百分点" if chinese() else " points")


@register.filter
def plus(value: int, more: int) -> int:
    """A sum: template coordinates."""
    return value + more


@register.filter
def plain(value: float) -> str:
    """A figure as it was told: 78.17, 112."""
    return f"{value:,.4f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class TierCount:
    """One tier with its sign and how many counties are in it."""

    code: str
    sign: str
    name: Text
    count: int


@register.filter
def tier_list(tiers: Mapping[Tier, int]) -> list[TierCount]:
    """High first, unknown last."""
    return [TierCount(t.value, sign, TIER_NAMES[t], tiers.get(t, 0)) for t, sign in SIGNS.items()]


@register.filter
def tier_name(tier: Tier) -> Text:
    """A tier in words."""
    return TIER_NAMES[tier]


@dataclass(frozen=True, slots=True)
class Guarantee:
    """A guarantee tier, or what is unmapped, with its classes."""

    name: Text
    volume: Volume
    withheld: Reason | None
    classes: list[ClassVolume]


@register.filter
def by_tier(figures: Figures) -> list[Guarantee]:
    """The three guarantee tiers, each with its classes, then what is unmapped."""
    classes = figures.classes
    told = [Guarantee(t.name, t.volume, t.withheld, [c for c in classes if c.tier == t.tier]) for t in figures.tiers]
    rest = classes[-1]
    return [*told, Guarantee(rest.name, rest.volume, rest.withheld, [])]


@register.simple_tag
def pieces(volume: Volume, withheld: Reason | None, link: str) -> SafeString:
    """Three cells: collected, delivered, backlog."""
    return SafeString("".join(_piece(v, withheld, link) for v in (volume.collected, volume.delivered, volume.backlog)))


def _piece(value: int | None, withheld: Reason | None, link: str) -> str:
    if withheld is not None:
        shown = f'<abbr title="{escape(str(withheld.text))}">＊</abbr>'
    elif value is None:
        shown = f'<abbr title="{Text("未报", "not told")}">{UNKNOWN}</abbr>'
    else:
        shown = f'<a href="{escape(link)}">{number(value)}</a>' if link else number(value)
    return f'<td class="number">{shown}</td>'
