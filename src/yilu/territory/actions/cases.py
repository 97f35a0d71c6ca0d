"""Taking case series in."""

import datetime as dt
from collections.abc import Sequence

from yilu.core.actor import Actor
from yilu.territory.incoming import CaseLine, Report


def import_cases(
    *,
    lines: Sequence[CaseLine],
    source: str,
    by: Actor,
    now: dt.datetime,
    synthetic: bool = False,
    corrections: bool = False,
    whole: bool = True,
    dry_run: bool = False,
) -> Report:
    """Take a case series. `whole`: all lines or none; `corrections`: a fall, or another count for a day that is known, is
    taken as the source's own correction instead of refused; `dry_run`: report only."""
    raise NotImplementedError
