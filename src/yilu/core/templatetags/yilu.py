"""Template words every page has: `say` for sentences in both languages, numbers and dates as officials write them."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from yilu.core.text import Text, chinese

register = template.Library()

UNKNOWN = "—"
_CHINESE = (" ", ((1e8, "亿"), (1e4, "万")))
_ENGLISH = ("\u2009", ((1e9, "G"), (1e6, "M"), (1e3, "k")))


@register.simple_tag
def say(zh: str, en: str, /, **values: Any) -> str:
    """The sentence in the reader's language, its `{names}` filled in."""
    return str(Text(zh, en).filled(**values)) if values else str(Text(zh, en))


_say_anything = register.tags["say"]


class Sentence(template.Node):
    """A sentence that stands in the template as it is: most are, and a page says a hundred of them."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def render(self, context: Context) -> str:
        """In the reader's language."""
        return str(self.text)


@register.tag("say")
def _say(parser: Parser, token: Token) -> template.Node:
    node = _say_anything(parser, token)
    as_it_is = not node.kwargs and node.target_var is None and not any(a.is_var or a.filters for a in node.args)
    return Sentence(Text(*(a.var for a in node.args))) if as_it_is else node


# What follows writes figures and dates only, so it is safe in a page as it is.


@register.filter
def exact(value: float | Decimal | None) -> SafeString:
    """1234567 -> 1,234,567; unknown is a dash."""
    return SafeString(UNKNOWN if value is None else f"{value:,.0f}")


def short_number(value: float | None) -> SafeString:
    """Large numbers in 万 and 亿 (Chinese), k and M and G (English); unknown is a dash."""
    if value is None:
        return SafeString(UNKNOWN)
    # Four digits are read at a glance in both languages: 1,647 stays; 12,345 -> 1.23 万, 12.35 k.
    if abs(value) >= 1e4:
        space, steps = _CHINESE if chinese() else _ENGLISH
        size, unit = next(step for step in steps if abs(value) >= step[0])
        return SafeString(f"{value / size:,.2f}".rstrip("0").rstrip(".") + space + unit)
    return SafeString(f"{value:,.0f}")


@register.filter
def number(value: float | None) -> SafeString:
    """A short number with the exact one on hover, where they differ."""
    if value is None:
        return SafeString(UNKNOWN)
    told, short = exact(value), short_number(value)
    return told if told == short else SafeString(f'<span class="num" title="{told}">{short}</span>')


@register.filter
def percent(value: float | None, digits: int = 1) -> SafeString:
    """0.4474 -> 44.7 %; unknown is a dash."""
    return SafeString(UNKNOWN if value is None else f"{value * 100:.{digits}f}%")


@register.filter
def day(value: dt.date | dt.datetime | None) -> SafeString:
    """2020年2月17日 / 17 Feb 2020."""
    if value is None:
        return SafeString(UNKNOWN)
    return SafeString(f"{value.year}年{value.month}月{value.day}日" if chinese() else f"{value.day} {value:%b %Y}")


@register.filter
def moment(value: dt.datetime | None) -> SafeString:
    """2020年2月17日 06:05 / 17 Feb 2020 06:05, 24-hour clock, China time."""
    from yilu.core.clock import ZONE

    if value is None:
        return SafeString(UNKNOWN)
    return SafeString(f"{day(value.astimezone(ZONE))} {value.astimezone(ZONE):%H:%M}")
