"""Template words every page has: `say` for sentences in both languages, numbers and dates as officials write them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yilu.core.text import Text, chinese

register = template.Library()

UNKNOWN = "—"


@register.simple_tag
def say(zh: str, en: str, /, **values: Any) -> str:
    """The sentence in the reader's language, its `{names}` filled in."""
    return str(Text(zh, en).filled(**values)) if values else str(Text(zh, en))


@register.filter
def exact(value: float | Decimal | None) -> str:
    """1234567 -> 1,234,567; unknown is a dash."""
    return UNKNOWN if value is None else f"{value:,.0f}"


def short_number(value: float | None) -> str:
    """Large numbers in 万 and 亿 (Chinese), k and M and G (English); unknown is a dash."""
    if value is None:
        return UNKNOWN
    steps = ((1e8, "亿"), (1e4, "万")) if chinese() else ((1e9, "G"), (1e6, "M"), (1e3, "k"))
    for size, unit in steps:
        # Four digits are read at a glance in both languages: 1,647 stays; 12,345 -> 1.23 万, 12.35 k.
        if abs(value) >= max(size, 1e4):
            return f"{value / size:,.2f}".rstrip("0").rstrip(".") + ("\u2009" if not chinese() else " ") + unit
    return f"{value:,.0f}"


@register.filter
def number(value: float | None) -> SafeString:
    """A short number with the exact one on hover, where they differ."""
    if value is None:
        return SafeString(UNKNOWN)
    told, short = exact(value), short_number(value)
    if told == short:
        return SafeString(told)
    return format_html('<span class="num" title="{}">{}</span>', told, short)


@register.filter
def percent(value: float | None, digits: int = 1) -> str:
    """0.4474 -> 44.7 %; unknown is a dash."""
    return UNKNOWN if value is None else f"{value * 100:.{digits}f}%"


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """2020年2月17日 / 17 Feb 2020."""
    if value is None:
        return UNKNOWN
    return f"{value.year}年{value.month}月{value.day}日" if chinese() else f"{value.day} {value:%b %Y}"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """2020年2月17日 06:05 / 17 Feb 2020 06:05, 24-hour clock, China time."""
    from yilu.core.clock import ZONE

    return UNKNOWN if value is None else f"{day(value.astimezone(ZONE))} {value.astimezone(ZONE):%H:%M}"
