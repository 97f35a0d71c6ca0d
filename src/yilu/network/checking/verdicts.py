"""What the check of an upload finds: sentences, the row's verdict, and what it would write."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from yilu.core.reasons import Invalid, Reason
from yilu.core.text import Text
from yilu.network.rules import SiteStatus
from yilu.network.sheet.columns import BY_CODE, KINDS, STATUSES

PERSONAL = ("contact_name", "contact_phone")


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about a row, and the column it is about ('' for the row)."""

    column: str
    reason: Reason
    refuses: bool = True


class Change(Protocol):
    """What a row changes of something registered."""

    def sentences(self) -> Iterator[tuple[str, str, str, None]]:
        """Column, and what changes from what to what in both languages; of personal data only that it changes."""


N = TypeVar("N")
C = TypeVar("C", bound=Change)


@dataclass(frozen=True, slots=True)
class SiteChange:
    """What a re-import changes of a registered site at the version it was seen."""

    site_id: int
    version: int
    code: str
    name: str
    values: dict[str, Any]
    before: dict[str, Any]
    status: str = ""  # '' keeps it
    since: dt.datetime | None = None
    cause: str = ""
    document: str = ""
    county_id: str = ""

    def sentences(self) -> Iterator[tuple[str, str, str, None]]:
        """Column, and what changes from what to what in both languages; of personal data only that it changes."""
        for attribute, value in self.values.items():
            column = attribute.removesuffix("_id")
            title = BY_CODE[column].title
            if attribute in PERSONAL or attribute in ("enterprise_id", "park_id"):
                yield column, f"{title.zh}有变更", f"{title.en} changes", None
            else:
                was, then = _shown(attribute, self.before[attribute]), _shown(attribute, value)
                yield column, f"{title.zh}：{was.zh} → {then.zh}", f"{title.en}: {was.en} → {then.en}", None
        if self.status:
            was, then = STATUSES[SiteStatus(self.before["status"])], STATUSES[SiteStatus(self.status)]
            yield "status", f"状态：{was.zh} → {then.zh}", f"Status: {was.en} → {then.en}", None


def _shown(attribute: str, value: Any) -> Text:
    """A value as the sentence shows it: a kind by its name, 300.0 as 300."""
    if attribute == "kind":
        return KINDS[value]
    plain = "—" if value in (None, "") else f"{value:.10g}" if isinstance(value, float) else str(value)
    return Text(plain, plain)


@dataclass(slots=True)
class Checked(Generic[N, C]):
    """A row after the check: what it would make anew (N), or change of what is registered (C)."""

    row: int
    verdict: str = "new"  # new, changed, unchanged, refused
    notes: list[Note] = field(default_factory=list)
    code: str = ""
    name: str = ""
    new: N | None = None
    change: C | None = None

    @property
    def is_warned(self) -> bool:
        """Does it carry a sentence that does not refuse it?"""
        return any(not n.refuses for n in self.notes)


class Row(Generic[N, C]):
    """Cells of one row by column code; collects sentences as its cells are read."""

    __slots__ = ("_cells", "_columns", "checked")

    def __init__(self, number: int, cells: Sequence[Any], columns: dict[str, int]) -> None:
        self._cells, self._columns = cells, columns
        self.checked: Checked[N, C] = Checked(number)

    def raw(self, column: str) -> Any:
        """The cell, '' where the column or the cell is missing."""
        position = self._columns.get(column)
        return "" if position is None or position >= len(self._cells) else self._cells[position]

    def get(self, column: str, how: Callable[[Any], Any], otherwise: Any = None) -> Any:
        """The cell read by `how`; a cell it refuses is noted and counts as `otherwise`."""
        try:
            return how(self.raw(column))
        except Invalid as refused:
            self.refuse(column, *refused.reasons)
            return otherwise

    def refuse(self, column: str, *reasons: Reason) -> None:
        """Say why the row cannot be taken."""
        self.checked.notes += [Note(column, r) for r in reasons]

    def warn(self, column: str, reason: Reason) -> None:
        """Say what to look at again."""
        self.checked.notes.append(Note(column, reason, refuses=False))

    @property
    def is_refused(self) -> bool:
        """Is anything said against it?"""
        return any(n.refuses for n in self.checked.notes)
