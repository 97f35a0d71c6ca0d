"""The verbs of the room."""

from yilu.rosters.actions.shifts import (
    confirm,
    drop_shift,
    make_shift,
    put_on,
    take_off,
    take_off_blocked,
)
from yilu.rosters.actions.splitting import adopt_split

__all__ = ["adopt_split", "confirm", "drop_shift", "make_shift", "put_on", "take_off", "take_off_blocked"]
