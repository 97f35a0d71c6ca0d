"""The plain data that reporting actions take and give."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from yilu.core.reasons import Reason


class SiteFigures(NamedTuple):
    """One site's day as told. Pieces and people are counts; `classes` {class code: (collected, delivered, backlog)}."""

    is_open: bool
    collected: int
    delivered: int
    backlog: int
    on_post_own: int
    roster_own: int
    on_post_outsourced: int = 0
    roster_outsourced: int = 0
    closed_cause: str = ""
    decrees: str = ""  # "", "clear", "blocked"
    classes: Mapping[str, tuple[int, int, int]] | None = None
    # A headquarters' feed: {products joined by "+": (collected, delivered, backlog)}, mapped into classes on arrival.
    products: Mapping[str, tuple[int, int, int]] | None = None
    extra: Mapping[str, Any] | None = None  # {field code: value} of fields an authority added
    note: str = ""
    supplies: Mapping[str, int] | None = None  # {item of `rules.supplies`: counted}
    problem: str = ""  # what the site cannot solve itself; opens a task
    problem_for: str = ""  # the post that is to solve it: rules.reports.SOLVERS


class SiteDay(NamedTuple):
    """A row of a bulk report. `received_at` may be told only of synthetic history; all else is received now."""

    site_id: int
    day: dt.date
    figures: SiteFigures
    received_at: dt.datetime | None = None


class RosterRow(NamedTuple):
    """What is normal for one site: people, and pieces a day."""

    site_id: int
    staff_own: int
    staff_outsourced: int
    collected: int
    delivered: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a bulk: rows taken, and each refused row (its place in the bulk) with its reasons."""

    taken: int
    refused: list[tuple[int, list[Reason]]] = field(default_factory=list)
    corrections: int = 0
    unmapped_products: tuple[str, ...] = ()
