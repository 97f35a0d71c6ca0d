"""Questions about case series: a unit's own series only, never a share of the unit above or a sum of those below."""

import datetime as dt
from collections.abc import Iterable

from yilu.territory.queries.rows import CaseRow


def case_row(code: str, *, day: dt.date) -> CaseRow | None:
    """The last count of the unit's own series up to the day; None if it has none."""
    return case_rows([code], day=day).get(code)


def case_rows(codes: Iterable[str], *, day: dt.date) -> dict[str, CaseRow]:
    """The last count up to the day of each unit that has a series of its own."""
    raise NotImplementedError


def case_trend(code: str, *, first: dt.date, last: dt.date) -> list[CaseRow]:
    """The unit's own series from `first` to `last`, both included, one source, by day."""
    raise NotImplementedError
