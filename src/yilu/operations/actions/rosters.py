"""Set a dated roster: who counts, and what is normal."""

import datetime as dt
from collections.abc import Iterable

from yilu.core.actor import Actor
from yilu.core.text import Text
from yilu.operations.models import Roster
from yilu.operations.reporting import RosterRow


def set_roster(
    *,
    valid_from: dt.date,
    basis: Text,
    rows: Iterable[RosterRow],
    by: Actor,
    now: dt.datetime,
    document: str = "",
    synthetic: bool = False,
) -> Roster:
    """A new version in force from a day until the next; counts as known from `now` on. Earlier versions stay."""
    raise NotImplementedError
