"""Plain facts that actions take."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from yilu.supplies.rules.movements import NO_EXPIRY


@dataclass(frozen=True, slots=True)
class Receipt:
    """Pieces that came in at a place, as an import or a demonstration tells of them."""

    place_id: int
    item_id: int
    pieces: int
    channel: str
    at: dt.datetime
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
