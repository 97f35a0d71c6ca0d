"""Stays of persons at places as arrays: names become codes, moments become local minutes since 1970."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from yilu_planner.refusal import Reason, Refused
from yilu_planner.tables import read_moment, read_rows, refuse_line

Codes = npt.NDArray[np.int32]
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - local time, as rosters are written
FIRST_YEAR, LAST_YEAR = 1970, 2200
STAY_COLUMNS = ("person", "place", "start", "end")
MEETING_COLUMNS = ("a", "b", "start", "end")


def minute_of(moment: datetime) -> int:
    """Minutes since 1970 of a local moment; seconds are cut off."""
    return (moment - EPOCH) // timedelta(minutes=1)


def moment_of(minute: int) -> datetime:
    """The local moment of a minute number."""
    return EPOCH + timedelta(minutes=int(minute))


@dataclass(frozen=True, slots=True)
class Records:
    """Four columns of equal length (codes, minutes with the end outside) and the names of the codes."""

    person: Codes
    place: Codes
    start: Codes
    end: Codes
    persons: tuple[str, ...]
    places: tuple[str, ...]


class _Builder:
    def __init__(self) -> None:
        self.persons: dict[str, int] = {}
        self.places: list[str] = []
        self.place_codes: dict[str, int] = {}
        self.columns: tuple[list[int], list[int], list[int], list[int]] = ([], [], [], [])

    def place(self, name: str, *, fresh: bool = False) -> int:
        if not fresh and name in self.place_codes:
            return self.place_codes[name]
        self.places.append(name)
        if not fresh:
            self.place_codes[name] = len(self.places) - 1
        return len(self.places) - 1

    def add(self, person: str, place: int, start: int, end: int) -> None:
        code = self.persons.setdefault(person, len(self.persons))
        for column, value in zip(self.columns, (code, place, start, end), strict=True):
            column.append(value)

    def records(self) -> Records:
        person, place, start, end = (np.array(column, dtype=np.int32) for column in self.columns)
        return Records(person, place, start, end, tuple(self.persons), tuple(self.places))


def records_of_stays(stays: Iterable[tuple[str, str, datetime, datetime]]) -> Records:
    """Records of (person, place, start, end) rows."""
    builder = _Builder()
    for person, place, start, end in stays:
        builder.add(person, builder.place(place), *_span(start, end))
    return builder.records()


def records_of_meetings(meetings: Iterable[tuple[str, str, str, datetime, datetime]]) -> Records:
    """Records of (a, b, place, start, end) rows: each meeting is a place of its own that holds two people."""
    builder = _Builder()
    for a, b, place, start, end in meetings:
        span = _span(start, end)
        code = builder.place(place, fresh=True)
        builder.add(a, code, *span)
        builder.add(b, code, *span)
    return builder.records()


def read_records(path: Path) -> Records:
    """Records of a CSV with the columns `person,place,start,end`, or `a,b,start,end` (`place` if known)."""
    meetings = _has_columns(path, MEETING_COLUMNS) and not _has_columns(path, STAY_COLUMNS)
    builder = _Builder()
    minutes: dict[str, int] = {}
    for line, row in read_rows(path, MEETING_COLUMNS if meetings else STAY_COLUMNS):
        span = []
        for name in ("start", "end"):
            text = row[name]
            if text not in minutes:
                try:
                    minutes[text] = _known_minute(read_moment(text))
                except (ValueError, OverflowError):
                    raise refuse_line(
                        path,
                        line,
                        f"{name} 的值 {text!r} 不是时间，应如 2020-02-10T08:00",
                        f"{name} is {text!r}, not a moment such as 2020-02-10T08:00",
                    ) from None
            span.append(minutes[text])
        if span[1] < span[0]:
            raise refuse_line(path, line, "结束早于开始", "it ends before it starts")
        people = [row["a"], row["b"]] if meetings else [row["person"]]
        if not all(name.strip() for name in people):
            raise refuse_line(path, line, "人员编号为空", "a person is empty")
        if meetings and people[0].strip() == people[1].strip():
            raise refuse_line(path, line, "同一人不能与自己接触", "a person cannot meet themselves")
        place = builder.place(row.get("place", "").strip(), fresh=meetings)
        for name in people:
            builder.add(name.strip(), place, *span)
    if not builder.persons:
        raise Refused(Reason("trace:empty", f"{path.name} 没有任何记录。", f"{path.name} holds no record."))
    return builder.records()


def _known_minute(moment: datetime) -> int:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(moment)
    return minute_of(moment)


def _has_columns(path: Path, names: tuple[str, ...]) -> bool:
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        header = next(csv.reader(stream), [])
    return set(names) <= set(header)


def _span(start: datetime, end: datetime) -> tuple[int, int]:
    if end < start:
        raise Refused(
            Reason("trace:span", f"结束 {end} 早于开始 {start}。", f"The end {end} is before the start {start}.")
        )
    return minute_of(start), minute_of(end)
