"""The facts about places that the project states itself: dated changes, established English names, readings."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Change:
    """One dated change: `basis` says what the day is of (approved, announced, founded; year: only the year is known,
    the day is its last)."""

    day: dt.date
    basis: str
    kind: str
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    makes_new: bool  # the new code did not exist before that day; else an area that lives on took something in
    document: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("yilu.territory").joinpath("facts", name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


@lru_cache(maxsize=1)
def changes() -> tuple[Change, ...]:
    """Every change of a county's code, name or existence since the end of 2019, by day.

    Moves of a boundary that leave codes and names as they are are not among them.
    """
    rows = (
        Change(dt.date.fromisoformat(row.pop("day")), makes_new=row.pop("makes_new") == "1", **row)
        for row in _rows("changes.csv")
    )
    return tuple(sorted(rows, key=lambda c: (c.day, c.old_code, c.new_code)))


@lru_cache(maxsize=1)
def established_names() -> dict[str, str]:
    """English names in general use, by code; all others are pinyin."""
    return {row["code"]: row["name_en"] for row in _rows("names_en.csv")}


@lru_cache(maxsize=1)
def readings() -> dict[str, list[str]]:
    """How characters are read in place names where that differs from the common reading: syllables by characters."""
    return {row["characters"]: row["pinyin"].split() for row in _rows("readings.csv")}
