"""Opening an uploaded file as rows of named cells, in constant memory apart from the parsed sheet itself."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from yilu.core.reasons import Invalid, Reason, reason
from yilu.network.sheet import guards
from yilu.network.sheet.columns import SITES, Layout
from yilu.network.sheet.errors import error_cells, with_errors

HEADER_WITHIN = 20  # rows; offices put a title and a note above the header
ENCODINGS = ("utf-8-sig", "gb18030")
Cells = Sequence[Any]


@dataclass(slots=True)
class OpenedSheet:
    """A sheet whose header is understood. `columns`: column code -> position in each row's cells."""

    kind: str  # xlsx or csv
    path: Path
    sheet_name: str
    header_row: int  # as the spreadsheet numbers it, from 1
    columns: dict[str, int]
    titles: list[str]
    total: int  # rows below the header, empty ones included
    source: Callable[[], Iterator[Cells]]
    merged: dict[int, list[int]] = field(default_factory=dict)  # row -> positions that lie in a merged cell
    first_column: int = 0  # how many empty columns stand left of position 0

    def release(self) -> None:
        """Let go of the parsed sheet: before writing, which needs the memory."""
        self.source = lambda: iter(())

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Row number and cells of every row below the header that holds anything. May be asked again."""
        for number, cells in enumerate(self.source(), start=1):
            if number > self.header_row and any(c is not None and c != "" and str(c).strip() for c in cells):
                yield number, cells


def open_sheet(path: Path, name: str, layout: Layout = SITES) -> OpenedSheet:
    """Open an .xlsx or .csv (UTF-8 or GB18030) file. Raises `Invalid` with what is wrong with it as a whole."""
    if guards.check_file(path, name) == "csv":
        return _open_csv(path, layout)
    try:
        book = CalamineWorkbook.from_path(path)
        visible = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
        found = next((o for n in visible if (o := _open_worksheet(path, book.get_sheet_by_name(n), layout))), None)
    except (CalamineError, OSError, ValueError) as error:
        raise Invalid(guards.DAMAGED) from error
    if found is None:
        raise Invalid(no_header(layout))
    return found


def _open_worksheet(path: Path, sheet: CalamineSheet, layout: Layout) -> OpenedSheet | None:
    header = _header(sheet.iter_rows(), layout)
    if header is None:
        return None
    row, titles = header
    left = sheet.start[1] if sheet.start else 0
    bottom = sheet.end[0] + 1 if sheet.end else 0
    opened = OpenedSheet(
        kind="xlsx", path=path, sheet_name=sheet.name, header_row=row, columns=_columns(titles, layout), titles=titles,
        total=max(bottom - row, 0), first_column=left,
        source=with_errors(sheet.iter_rows, error_cells(path, sheet.name), left),
    )  # fmt: skip
    for (top, first), (low, last) in sheet.merged_cell_ranges or ():
        for number in range(max(top + 1, row + 1), low + 2):
            opened.merged.setdefault(number, []).extend(range(first - left, last - left + 1))
    if opened.total > guards.ROWS_LIMIT:
        raise Invalid(guards.TOO_MANY_ROWS)
    return opened


def _open_csv(path: Path, layout: Layout) -> OpenedSheet:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first_line = next((line for line in islice(file, HEADER_WITHIN) if line.strip()), "")
    delimiter = max(",;\t", key=first_line.count)

    def source() -> Iterator[Cells]:
        with path.open(encoding=encoding, newline="") as file:
            yield from csv.reader(file, delimiter=delimiter)

    try:
        header = _header(source(), layout)
        if header is None:
            raise Invalid(no_header(layout))
        total = sum(1 for _ in source()) - header[0]
    except csv.Error as error:
        raise Invalid(
            reason(
                "network.file.csv",
                "CSV 文本无法读取：可能有引号没有成对。",
                "The CSV text cannot be read: perhaps a quotation mark is not closed.",
            )
        ) from error
    if total > guards.ROWS_LIMIT:
        raise Invalid(guards.TOO_MANY_ROWS)
    return OpenedSheet(
        kind="csv", path=path, sheet_name="", header_row=header[0], columns=_columns(header[1], layout),
        titles=header[1], total=total, source=source,
    )  # fmt: skip


def _encoding(path: Path) -> str:
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as file:
                while file.read(guards.PIECE):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise Invalid(
        reason(
            "network.file.encoding",
            "文本编码既不是 UTF-8 也不是 GB18030（GBK），无法读取。",
            "The text is neither UTF-8 nor GB18030 (GBK) and cannot be read.",
        )
    )


def _header(rows: Iterator[Cells], layout: Layout) -> tuple[int, list[str]] | None:
    """The row with at least three known titles, the code among them, and its titles."""
    for number, cells in enumerate(islice(rows, HEADER_WITHIN), start=1):
        titles = ["" if c is None else str(c) for c in cells]
        known = {layout.column_of(t) for t in titles} - {None}
        if len(known) >= 3 and "code" in known:
            return number, titles
    return None


def _columns(titles: Sequence[str], layout: Layout) -> dict[str, int]:
    columns: dict[str, int] = {}
    for position, title in enumerate(titles):
        code = layout.column_of(title) if title else None
        if code is None:
            continue
        if code in columns:
            raise Invalid(
                reason(
                    "network.file.column_twice",
                    "表头里“{title_zh}”出现了两次，请只保留一列。",
                    "The column “{title_en}” stands in the header twice; keep one.",
                    title_zh=layout.by_code[code].title.zh,
                    title_en=layout.by_code[code].title.en,
                )
            )
        columns[code] = position
    return columns


def no_header(layout: Layout) -> Reason:
    """The sentence for a file in which no header row was found."""
    needed = [c for c in layout.columns if c.is_required]
    return reason(
        "network.file.header",
        "前 {within} 行里没有找到表头；表头须有：{titles_zh}。请用下载的模板填写。",
        "No header was found in the first {within} rows; it must have: {titles_en}. Please use the template.",
        within=HEADER_WITHIN,
        titles_zh="、".join(c.title.zh for c in needed),
        titles_en=", ".join(c.title.en for c in needed),
    )
