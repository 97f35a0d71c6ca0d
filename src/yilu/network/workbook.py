"""A kind of workbook that is uploaded, checked and written: one way for all, whatever its rows hold."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.network.checking import Found, Progress, Seen
from yilu.network.sheet.columns import Layout
from yilu.network.sheet.reading import OpenedSheet


class Check(Protocol):
    """Check every row for the actor; reads only."""

    def __call__(
        self, *, opened: OpenedSheet, by: Actor, now: dt.datetime, seen: Seen | None = None,
        progress: Progress | None = None,
    ) -> Found[Any, Any]: ...  # fmt: skip


class Write(Protocol):
    """Write what a check found, all of it or only its good rows."""

    def __call__(
        self, *, found: Any, file_name: str, good_rows_only: bool = False, by: Actor, now: dt.datetime
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Workbook:
    """Its code, its columns, who may upload it, and what checks and writes it."""

    code: str
    layout: Layout
    permission: Permission
    check: Check
    write: Write
