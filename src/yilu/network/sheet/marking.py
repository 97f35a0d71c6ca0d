"""The workbook given back: each bad cell filled and commented, each row explained in a last column."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.exceptions import InvalidFileException

from yilu.core.tables import safe_cell
from yilu.core.text import Text
from yilu.network.sheet.reading import OpenedSheet

# A small workbook is marked as it came (formats, other sheets, drop-downs kept); a large one is written anew from its
# cells, in constant memory.
KEEP_AS_IT_CAME = 3000
COMMENTS_LIMIT = 2000  # spreadsheets grow slow with more; the fill and the last column still tell
RED, YELLOW = "FFC7CE", "FFEB9C"
AUTHOR = "Yilu 驿路"
VERDICT_TITLE = Text("核对结果", "Result of the check")
VERDICTS = {
    "new": Text("新增", "new"),
    "changed": Text("更新", "changed"),
    "unchanged": Text("无变化", "unchanged"),
    "refused": Text("不能导入", "refused"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What to say about one row: its verdict, and (position or None for the row, sentence, does it refuse)."""

    verdict: str
    notes: tuple[tuple[int | None, str, bool], ...] = ()

    @property
    def explanation(self) -> str:
        """The text of the last column."""
        return "；".join([str(VERDICTS[self.verdict]), *(s for _, s, _ in self.notes)])


def marked_copy(opened: OpenedSheet, marks: Callable[[], Iterable[tuple[int, Mark]]]) -> IO[bytes]:
    """A temporary .xlsx open at its beginning. `marks()`: row number and what to say, by row; rows not named stay."""
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  # handed to the caller, which closes it
    if opened.kind == "xlsx" and opened.total <= KEEP_AS_IT_CAME:
        try:
            _mark_in_place(opened, marks(), file.name)
        except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError):
            # openpyxl is stricter than the reader about foreign formats: then the cells alone come back.
            _write_anew(opened, marks(), file.name)
    else:
        _write_anew(opened, marks(), file.name)
    file.seek(0)
    return file


def _mark_in_place(opened: OpenedSheet, marks: Iterable[tuple[int, Mark]], target: str) -> None:
    book = openpyxl.load_workbook(opened.path)
    sheet = book[opened.sheet_name]
    last = opened.first_column + len(opened.titles) + 1
    fills = {True: PatternFill("solid", fgColor=RED), False: PatternFill("solid", fgColor=YELLOW)}
    sheet.cell(opened.header_row, last, str(VERDICT_TITLE))
    for row, mark in marks:
        told = sheet.cell(row, last, mark.explanation)
        told.data_type = "s"
        if any(refuses for _, _, refuses in mark.notes):
            told.fill = fills[True]
        for position, sentences, refuses in _by_cell(mark):
            cell = sheet.cell(row, opened.first_column + position + 1)
            if isinstance(cell, openpyxl.cell.MergedCell):
                continue
            cell.fill = fills[refuses]
            cell.comment = Comment(sentences, AUTHOR, width=320, height=90)
    book.save(target)


def _write_anew(opened: OpenedSheet, marks: Iterable[tuple[int, Mark]], target: str) -> None:
    book = xlsxwriter.Workbook(
        target, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                 "default_date_format": "yyyy-mm-dd", "nan_inf_to_errors": True},
    )  # fmt: skip
    sheet = book.add_worksheet((opened.sheet_name or "Sheet1")[:31])
    bold = book.add_format({"bold": True})
    fills = {True: book.add_format({"bg_color": f"#{RED}"}), False: book.add_format({"bg_color": f"#{YELLOW}"})}
    dated = {
        k: book.add_format({"bg_color": f"#{c}", "num_format": "yyyy-mm-dd"}) for k, c in ((True, RED), (False, YELLOW))
    }
    last, comments = len(opened.titles), 0
    waiting = iter(marks)
    next_row, next_mark = next(waiting, (0, None))
    for number, cells in enumerate(opened.source(), start=1):
        if number > opened.header_row + opened.total:
            break
        mark = None
        if number == next_row:
            mark = next_mark
            next_row, next_mark = next(waiting, (0, None))
        bad = {p: (s, r) for p, s, r in _by_cell(mark)} if mark else {}
        for x in range(max(len(cells), last)):
            value = cells[x] if x < len(cells) else ""
            if x in bad:
                is_date = hasattr(value, "year")
                _write(sheet, number - 1, x, value, (dated if is_date else fills)[bad[x][1]])
                if comments < COMMENTS_LIMIT:
                    sheet.write_comment(number - 1, x, bad[x][0], {"author": AUTHOR, "x_scale": 2})
                    comments += 1
            elif value != "":
                _write(sheet, number - 1, x, value, bold if number == opened.header_row else None)
        if number == opened.header_row:
            sheet.write_string(number - 1, last, str(VERDICT_TITLE), bold)
        elif mark:
            sheet.write_string(number - 1, last, mark.explanation, fills[True] if mark.verdict == "refused" else None)
    book.close()


def _write(sheet: Any, y: int, x: int, value: Any, style: Any) -> None:
    safe = safe_cell(value)
    if isinstance(safe, str):
        (sheet.write_string if safe else sheet.write_blank)(y, x, safe, style)
    else:
        sheet.write(y, x, safe, style)


def _by_cell(mark: Mark) -> Iterator[tuple[int, str, bool]]:
    """Position, its sentences together, and whether any of them refuses the row."""
    cells: dict[int, list[tuple[str, bool]]] = {}
    for position, sentence, refuses in mark.notes:
        if position is not None:
            cells.setdefault(position, []).append((sentence, refuses))
    for position, said in cells.items():
        yield position, "\n".join(s for s, _ in said), any(r for _, r in said)
