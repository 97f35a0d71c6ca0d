"""The workbook to fill in: bilingual headers, drop-downs, one filled example, and the registered names beside."""

import tempfile
from collections.abc import Collection, Mapping, Sequence
from typing import IO, Any

import xlsxwriter

from yilu.core.tables import safe_cell
from yilu.core.text import Text
from yilu.network.sheet.columns import KINDS, SITES, STATUSES, Layout, SheetColumn

LISTS = Text("选项", "Lists")
LAST_ROW = 100_000


def template(brands: Sequence[str]) -> IO[bytes]:
    """The workbook of sites. `brands`: the names the drop-down offers."""
    choices = {
        "brand": brands,
        "kind": [t.zh for t in KINDS.values()],
        "status": [t.zh for s, t in STATUSES.items() if s != "open"],
    }
    texts = {"code", "county", "contact_phone", "enterprise", "document"}
    return blank(SITES, choices, texts, {"brand": brands[0]} if brands else {})


def blank(
    layout: Layout, choices: Mapping[str, Sequence[str]], texts: Collection[str], examples: Mapping[str, str]
) -> IO[bytes]:
    """A temporary .xlsx open at its beginning. `choices`: drop-downs by column; `texts`: columns never read as numbers;
    `examples`: what the example row says instead of the column's own example."""
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  # handed to the response, which closes it
    book = xlsxwriter.Workbook(file.name, {"strings_to_formulas": False})
    sheet = book.add_worksheet(f"{layout.title.zh} {layout.title.en}")
    lists = book.add_worksheet(f"{LISTS.zh} {LISTS.en}")
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E8EEF7"})
    needed = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#F7E3C8"})
    example = book.add_format({"italic": True, "font_color": "#6B7280"})
    as_text = book.add_format({"num_format": "@"})
    offered = {code: [safe_cell(v) for v in values] for code, values in choices.items()}
    for x, column in enumerate(layout.columns):
        sheet.set_column(x, x, column.width, as_text if column.code in texts else None)
        star = " *" if column.is_required else ""
        sheet.write_string(0, x, f"{column.title.zh}{star}\n{column.title.en}", needed if star else head)
        sheet.write(1, x, safe_cell(examples.get(column.code, column.example)), example)
        _offer(sheet, lists, x, column, offered)
    sheet.set_row(0, 34)
    sheet.freeze_panes(1, 4)
    for x, (code, values) in enumerate(offered.items()):
        lists.write_string(0, x, code, head)
        lists.write_column(1, x, values)
    lists.set_column(0, len(offered), 20)
    book.close()
    file.seek(0)
    return file


def _offer(sheet: Any, lists: Any, x: int, column: SheetColumn, offered: Mapping[str, Sequence[str]]) -> None:
    message = {
        "input_title": f"{column.title.zh} {column.title.en}"[:32],
        "input_message": f"{column.hint.zh}\n{column.hint.en}"[:255],
    }
    values = offered.get(column.code, ())
    if not values:
        sheet.data_validation(1, x, LAST_ROW, x, {"validate": "any", **message})
        return
    letter = chr(ord("A") + list(offered).index(column.code))
    source = f"='{lists.get_name()}'!${letter}$2:${letter}${len(values) + 1}"
    # A value outside the list is allowed with a warning: the import itself says what is wrong with it.
    sheet.data_validation(1, x, LAST_ROW, x, {"validate": "list", "source": source, "error_type": "warning", **message})
