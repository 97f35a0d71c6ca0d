"""Template words of the desk: icons, and the addresses inside a table."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from yilu.core.tables import Column, ShownTable
from yilu.core.text import Text

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=128)
def icon(name: str) -> SafeString:
    """A Tabler icon from the sprite; decoration beside words, so hidden from readers by ear."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("vendor/icons.svg"), name
    )


@dataclass(frozen=True, slots=True)
class Header:
    """A column's head: where it leads when it sorts, and how it is sorted now."""

    title: str
    number: bool
    href: str = ""
    aria_sort: str = ""
    sign: str = ""


@register.simple_tag
def table_href(t: ShownTable, **change: Any) -> str:
    """The address of the same list, otherwise sorted, paged or exported."""
    asked: dict[str, Any] = {"table": t.table.code, "sort": t.sort or None, **change}
    own = urlencode({k: v for k, v in asked.items() if v is not None})
    return f"?{t.query}&{own}" if t.query else f"?{own}"


@register.filter
def table_headers(t: ShownTable) -> list[Header]:
    """The heads of the columns; numbers sort the largest first."""
    return [_header(t, c) for c in t.table.columns]


def _header(t: ShownTable, column: Column) -> Header:
    if not column.sort:
        return Header(column.title, column.is_number)
    now = {column.code: "ascending", f"-{column.code}": "descending"}.get(t.sort, "")
    first, other = (f"-{column.code}", column.code) if column.is_number else (column.code, f"-{column.code}")
    return Header(
        title=column.title,
        number=column.is_number,
        href=table_href(t, sort=other if t.sort == first else first),
        aria_sort=now or "none",
        sign={"ascending": "▲", "descending": "▼"}.get(now, "↕"),
    )


@register.filter
def table_body(t: ShownTable) -> SafeString:
    """The rows, written here rather than in the template: a board draws a thousand cells in a few milliseconds."""
    return SafeString("\n".join(f"<tr>{''.join(_cell(*c) for c in row)}</tr>" for row in t.rows))


def _cell(column: Column, shown: SafeString | str, link: str) -> str:
    text = conditional_escape(shown)
    if link:
        text = SafeString(f'<a href="{conditional_escape(link)}">{text}</a>')
    return f'<td class="number">{text}</td>' if column.is_number else f"<td>{text}</td>"


@register.inclusion_tag("desk/state.html")
def state(kind: str, zh: str, en: str) -> dict[str, Any]:
    """A designed state inside a page: `empty`, `failed`, `unknown`, with its sentence and next step."""
    return {"kind": kind, "text": Text(zh, en)}


@register.filter
def same_site(address: str, request: HttpRequest) -> str:
    """The page one came from, if it is one of ours; else the board."""
    return address if url_has_allowed_host_and_scheme(address or "", {request.get_host()}) else "/"


@register.filter
def is_check(field: BoundField) -> bool:
    """Is the field one box to tick, whose label stands behind it?"""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def drawn(field: BoundField) -> SafeString:
    """The field's widget in Tabler's dress."""
    widget = field.field.widget
    own = widget.attrs.get("class", "")
    if isinstance(widget, CheckboxInput | CheckboxSelectMultiple | RadioSelect):
        dress = "form-check-input"
    else:
        dress = "form-select" if isinstance(widget, Select) else "form-control"
    wrong = " is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": f"{own} {dress}{wrong}".strip()})


@register.filter
def up_to(count: int, more: bool) -> str:
    """20 hits and more to come: "20+"."""
    return f"{count}+" if more else str(count)
