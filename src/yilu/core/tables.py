"""Every list: filtered by its page, sorted, paged, exported to xlsx and csv, sent as a URL. One way for all pages."""

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from yilu.core.clock import ZONE
from yilu.core.templatetags.yilu import day, exact, moment

PAGE_SIZE = 50
# What a spreadsheet would run as a formula (OWASP: CSV injection); exports put an apostrophe before it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
WITHHELD = "＊"

Value = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its code in URLs and exports, its title, how a row gives its value, and how it is shown."""

    code: str
    title: str
    value: Value
    sort: str = ""  # the ORM fields to sort by (querysets), or the code itself (rows); empty: not sortable
    show: Callable[[Any], SafeString | str] | None = None  # HTML of the value; default by type
    link: Callable[[Any], str] | None = None  # the records beneath
    is_number: bool = False
    hidden: Callable[[Any], bool] | None = None  # is the row's value withheld from this reader?

    def shown(self, row: Any) -> SafeString | str:
        """The cell as the page shows it."""
        if self.hidden is not None and self.hidden(row):
            return WITHHELD
        value = self.value(row)
        if self.show is not None:
            return self.show(value)
        if isinstance(value, dt.datetime):
            return moment(value)
        if isinstance(value, dt.date):
            return day(value)
        if value is None:
            return "—"
        return exact(value) if self.is_number and isinstance(value, int | float) else str(value)

    def exported(self, row: Any) -> Any:
        """The cell as a file holds it."""
        return WITHHELD if self.hidden is not None and self.hidden(row) else safe_cell(self.value(row))


@dataclass(slots=True)
class Table:
    """A list with columns; `code` names the file of an export."""

    code: str
    title: str
    columns: Sequence[Column]
    default_sort: str = ""
    page_size: int = PAGE_SIZE
    empty: str = ""  # what to say, and what to do next, when there is no row


@dataclass(slots=True)
class ShownTable:
    """A table on one request: the page of rows to draw, and the addresses to sort, turn the page and export."""

    table: Table
    page: Page[Any]
    sort: str
    query: str  # the rest of the query string, for links
    is_cut: bool  # are there more rows than are counted and listed?
    rows: list[list[tuple[Column, SafeString | str, str]]] = field(default_factory=list)


def _sorted(rows: Any, table: Table, sort: str) -> Any:
    code, backwards = sort.lstrip("-"), sort.startswith("-")
    column = next((c for c in table.columns if c.code == code and c.sort), None)
    if column is None:
        return rows
    if isinstance(rows, QuerySet):
        return rows.order_by(*(f"{'-' if backwards else ''}{field}" for field in (*column.sort.split(), "pk")))
    known = [r for r in rows if column.value(r) is not None]
    unknown = [r for r in rows if column.value(r) is None]
    return sorted(known, key=column.value, reverse=backwards) + unknown


def asked(request: HttpRequest, table: Table, name: str) -> str:
    """What the address asks of this table; a page with several names the one it means by `table`."""
    return request.GET.get(name, "") if request.GET.get("table", table.code) == table.code else ""


def shown(request: HttpRequest, table: Table, rows: Any) -> ShownTable:
    """The table as this request asks for it. `rows`: a queryset or a list."""
    sort = asked(request, table, "sort") or table.default_sort
    page = Paginator(_sorted(rows, table, sort), table.page_size).get_page(asked(request, table, "page") or 1)
    query = request.GET.copy()
    for key in ("sort", "page", "export", "table"):
        query.pop(key, None)
    drawn = [[(c, c.shown(r), c.link(r) if c.link else "") for c in table.columns] for r in page.object_list]
    is_cut = getattr(rows, "is_cut", False)
    return ShownTable(table=table, page=page, sort=sort, query=query.urlencode(), is_cut=is_cut, rows=drawn)


def respond(
    request: HttpRequest, template: str, table: Table, rows: Any, context: dict[str, Any] | None = None
) -> HttpResponse | StreamingHttpResponse | FileResponse:
    """The page with its table; `?export=xlsx|csv` the whole list as a file; a block request only the table."""
    if (kind := asked(request, table, "export")) in ("xlsx", "csv"):
        return export(table, _sorted(rows, table, asked(request, table, "sort") or table.default_sort), kind)
    drawn = shown(request, table, rows)
    if getattr(request, "htmx", None) and request.headers.get("HX-Target") == f"table-{table.code}":
        return render(request, "table.html", {"t": drawn})
    return render(request, template, {"t": drawn, **(context or {})})


def safe_cell(value: Any) -> Any:
    """The value as a file may hold it: no formula, no time zone."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    if isinstance(value, dt.datetime):
        return value.astimezone(ZONE).replace(tzinfo=None)
    return value if value is None or isinstance(value, str | int | float | bool | dt.date) else str(value)


def export(table: Table, rows: Iterable[Any], kind: str) -> StreamingHttpResponse | FileResponse:
    """The whole list as a file: exact values, both kinds safe to open."""
    source = rows.iterator(chunk_size=2000) if isinstance(rows, QuerySet) else iter(rows)
    name = f"yilu-{table.code}.{kind}"
    if kind == "csv":
        lines = _csv_lines(table, source, get_language() or settings.LANGUAGE_CODE)
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    return FileResponse(workbook(table, source), as_attachment=True, filename=name)


def _csv_lines(table: Table, rows: Iterable[Any], language: str) -> Iterable[str]:
    """The lines, drawn when the request's own language is gone: each is written in the `language` it was asked in."""
    line = io.StringIO()
    writer = csv.writer(line)
    # The mark lets spreadsheets on Chinese desktops see that this is UTF-8.
    yield "\ufeff"
    with override(language):
        writer.writerow([str(c.title) for c in table.columns])
    for row in rows:
        with override(language):
            writer.writerow([c.exported(row) for c in table.columns])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()


def workbook(table: Table, rows: Iterable[Any]) -> Any:
    """A temporary xlsx file, written in constant memory, open at its beginning."""
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  # handed to the response, which closes it
    book = xlsxwriter.Workbook(
        file.name,
        {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_formulas": False},
    )
    sheet = book.add_worksheet(str(table.title)[:31])
    bold = book.add_format({"bold": True})
    for x, column in enumerate(table.columns):
        sheet.write_string(0, x, str(column.title), bold)
    for y, row in enumerate(rows, start=1):
        for x, column in enumerate(table.columns):
            value = column.exported(row)
            if value is not None:
                sheet.write(y, x, value)
    book.close()
    file.seek(0)
    return file
