"""The figures a board shows: from rollups; for outsiders from what is released; for branches and sites from reports."""

import datetime as dt
from collections.abc import Iterable

from yilu.operations.queries.figures import Figures
from yilu.operations.queries.lenses import Lens


def figures(lens: Lens, area: str, *, day: dt.date, known_at: dt.datetime | None = None) -> Figures:
    """One area on one day, as known now or as known at an earlier hour."""
    raise NotImplementedError


def figures_of(lens: Lens, codes: Iterable[str], *, day: dt.date, known_at: dt.datetime | None = None) -> list[Figures]:
    """Several areas on one day, in the order of `codes`."""
    raise NotImplementedError


def figures_below(lens: Lens, area: str, *, day: dt.date, known_at: dt.datetime | None = None) -> list[Figures]:
    """The areas one level below, as they existed on the day, by code."""
    raise NotImplementedError


def figures_by_brand(lens: Lens, area: str, *, day: dt.date, known_at: dt.datetime | None = None) -> list[Figures]:
    """One row for each brand in the area, largest first; only through the lens of the whole sector, else empty."""
    raise NotImplementedError


def trend(
    lens: Lens, area: str, *, first: dt.date, last: dt.date, known_at: dt.datetime | None = None
) -> list[Figures]:
    """One area day by day, both ends included; days without a rollup are there, unknown."""
    raise NotImplementedError
