"""The workbook to fill in: bilingual headers, drop-downs, one filled example, and the registered names beside."""

import tempfile
from collections.abc import Sequence
from typing import IO, Any

import xlsxwriter

from yilu.core.tables import safe_cell
from yilu.core.text import Text
from yilu.network.sheet.columns import COLUMNS, KINDS, STATUSES, SheetColumn

TITLE = Text("网点", "Sites")
LISTS = Text("选项", "Lists")
LAST_ROW = 100_000


def template(brands: Sequence[str]) -> IO[bytes]:
    """A temporary .xlsx open at its beginning. `brands`: the names the drop-down offers."""
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  # handed to the response, which closes it
    book = xlsxwriter.Workbook(file.name, {"strings_to_formulas": False})
    sheet, lists = book.add_worksheet(f"{TITLE.zh} {TITLE.en}"), book.add_worksheet(f"{LISTS.zh} {LISTS.en}")
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E8EEF7"})
    needed = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#F7E3C8"})
    example = book.add_format({"italic": True, "font_color": "#6B7280"})
    as_text = book.add_format({"num_format": "@"})
    choices: dict[str, Sequence[str]] = {
        "brand": [safe_cell(b) for b in brands],
        "kind": [t.zh for t in KINDS.values()],
        "status": [t.zh for s, t in STATUSES.items() if s != "open"],
    }
    texts = {"code", "county", "contact_phone", "enterprise", "document"}
    for x, column in enumerate(COLUMNS):
        sheet.set_column(x, x, column.width, as_text if column.code in texts else None)
        star = " *" if column.is_required else ""
        sheet.write_string(0, x, f"{column.title.zh}{star}\n{column.title.en}", needed if star else head)
        value = brands[0] if column.code == "brand" and brands else column.example
        sheet.write(1, x, safe_cell(value), example)
        _offer(sheet, lists, x, column, choices.get(column.code, ()))
    sheet.set_row(0, 34)
    sheet.freeze_panes(1, 4)
    for x, (code, values) in enumerate(choices.items()):
        lists.write_string(0, x, code, head)
        lists.write_column(1, x, values)
    lists.set_column(0, len(choices), 20)
    book.close()
    file.seek(0)
    return file


def _offer(sheet: Any, lists: Any, x: int, column: SheetColumn, values: Sequence[str]) -> None:
    message = {
        "input_title": f"{column.title.zh} {column.title.en}"[:32],
        "input_message": f"{column.hint.zh}\n{column.hint.en}"[:255],
    }
    if not values:
        sheet.data_validation(1, x, LAST_ROW, x, {"validate": "any", **message})
        return
    letter = chr(ord("A") + ("brand", "kind", "status").index(column.code))
    source = f"='{lists.get_name()}'!${letter}$2:${letter}${len(values) + 1}"
    # A value outside the list is allowed with a warning: the import itself says what is wrong with it.
    sheet.data_validation(1, x, LAST_ROW, x, {"validate": "list", "source": source, "error_type": "warning", **message})
