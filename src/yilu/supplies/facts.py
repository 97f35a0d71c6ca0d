"""Plain facts that actions take."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from yilu.supplies.rules.movements import NO_EXPIRY


@dataclass(frozen=True, slots=True)
class Receipt:
    """Pieces that came in at a site or in a depot, as an import or a demonstration tells of them."""

    item_id: int
    pieces: int
    channel: str
    at: dt.datetime
    site_id: int | None = None
    depot_id: int | None = None  # its place, where it is no site
    lot: str = ""
    expires_on: dt.date = NO_EXPIRY
    cause: str = ""


class Line(NamedTuple):
    """One line for the ledger; `pieces` signed."""

    place: int
    item: int
    lot: str
    expires_on: dt.date
    kind: str
    pieces: int
    channel: str = ""
    cause: str = ""
    worker: int | None = None
    transfer: int | None = None
