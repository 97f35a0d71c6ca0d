"""What a notice is read as. `start` and `end` are character offsets into the text as given."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time the text sets. `kind`: within (an amount of a unit), by (a date), every (an interval), at_once.

    `unit`: minute, hour, day, workday, week, month, quarter, year. Of a date what the text leaves out is None; `day` 0
    is the last of its month, `month` 0 the month in which it is read.
    """

    kind: str
    text: str
    start: int
    end: int
    amount: int | None = None
    unit: str = ""
    times: int | None = None  # so often in each interval
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None


@dataclass(frozen=True, slots=True)
class Cite:
    """A document named in 《》, with its number where that follows."""

    name: str
    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A set phrase; `is_known`: the glossary says what it stands for."""

    term: str
    is_known: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing asked for. `number` as the notice counts ("二", "一（二）1"); None: it stands in prose."""

    number: str | None
    text: str
    start: int
    end: int
    theme: str
    post: str
    audiences: tuple[str, ...]
    deadline: Deadline | None
    cites: tuple[Cite, ...]
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who asks; an empty name: the text does not say."""

    name: str
    start: int
    end: int
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A whole notice."""

    title: str
    number: str  # 国邮发〔2020〕1号
    day: dt.date | None
    issuers: tuple[Issuer, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Of all issuers, in the order of the text."""
        return tuple(m for i in self.issuers for m in i.measures)
