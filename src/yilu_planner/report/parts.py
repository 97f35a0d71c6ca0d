"""What a report is made of: words in both languages, figures and tables; no HTML here."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Words(NamedTuple):
    """The same in Chinese and in English."""

    zh: str
    en: str


NOTHING = Words("", "")


def same(text: str) -> Words:
    """What reads alike in both."""
    return Words(text, text)


@dataclass(frozen=True)
class Series:
    """One line or one set of bars; `low` and `high` are a band around it."""

    name: Words
    values: Sequence[float]
    kind: Literal["line", "bar"] = "line"
    colour: str = "#1f5fa8"
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    dashed: bool = False
    stack: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart over days or names; its table follows from it."""

    id: str
    title: Words
    unit: Words
    over: Words
    labels: Sequence[Words]
    series: Sequence[Series]
    note: Words = NOTHING


@dataclass(frozen=True)
class Table:
    """Words and numbers in rows; the first column names the row."""

    title: Words
    header: Sequence[Words]
    rows: Sequence[Sequence[Words | float | str]]
    note: Words = NOTHING


@dataclass(frozen=True)
class Section:
    """A heading, sentences, figures and tables."""

    id: str
    title: Words
    words: Sequence[Words] = ()
    figures: Sequence[Figure] = ()
    tables: Sequence[Table] = field(default_factory=tuple)
