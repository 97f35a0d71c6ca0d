"""Cells that hold a formula's error (#N/A …): the reader gives them as empty, so they are looked up in the package."""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

Cells = Sequence[Any]
Errors = dict[int, dict[int, str]]  # row, from 1 -> column, from 0 -> the error

PIECE = 1 << 20
BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MARKS = (b't="e"', b"t='e'")
# No part reaches over a "<", so that a hostile sheet is read in one pass.
CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^<>]*\bt=["']e["'])[^<>]*\br=["']([A-Z]{1,3})(\d{1,7})["'][^<>]*>"""
    rb"""(?:<(?:\w+:)?f\b[^<>]*/>|<(?:\w+:)?f\b[^<>]*>[^<]*</(?:\w+:)?f>)?\s*<(?:\w+:)?v[^<>]*>([^<]{1,20})<"""
)


def error_cells(path: Path, sheet_name: str) -> Errors:
    """The error cells of a sheet; none where the package is put together in a way of its own."""
    found: Errors = {}
    with zipfile.ZipFile(path) as package:
        try:
            part = package.open(_part_of(package, sheet_name))
        except (KeyError, StopIteration, ElementTree.ParseError):
            return found
        with part:
            kept = b""
            while piece := part.read(PIECE):
                window = kept + piece
                if any(mark in window for mark in MARKS):
                    for letters, row, value in CELL.findall(window):
                        found.setdefault(int(row), {})[_column(letters)] = value.decode(errors="replace")
                # A cell cut in two is seen whole with the next piece.
                kept = window[-PIECE // 8 :]
    return found


def _part_of(package: zipfile.ZipFile, sheet_name: str) -> str:
    if any(package.getinfo(name).file_size > PIECE for name in (BOOK, LINKS)):
        raise KeyError("no honest workbook names so many sheets")
    book = ElementTree.fromstring(package.read(BOOK))
    sheet = next(e for e in book.iter() if e.tag.endswith("}sheet") and e.get("name") == sheet_name)
    key = next(v for k, v in sheet.attrib.items() if k.endswith("}id"))
    links = ElementTree.fromstring(package.read(LINKS))
    target = next(e.get("Target", "") for e in links if e.get("Id") == key)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def with_errors(
    source: Callable[[], Iterator[Cells]], errors: Errors, first_column: int
) -> Callable[[], Iterator[Cells]]:
    """The rows of the source with the error cells put back in."""
    if not errors:
        return source

    def rows() -> Iterator[Cells]:
        for number, cells in enumerate(source(), start=1):
            wrong = errors.get(number)
            if wrong is None:
                yield cells
                continue
            filled = list(cells) + [None] * (max(wrong) - first_column + 1 - len(cells))
            for column, value in wrong.items():
                filled[column - first_column] = value
            yield filled

    return rows
