"""Declaring and ending an emergency."""

import datetime as dt

from yilu.core.actor import Actor
from yilu.territory.models import Emergency


def declare_emergency(
    *,
    area: str,
    name_zh: str,
    name_en: str,
    began: dt.date,
    response_level: str,
    document: str,
    by: Actor,
    now: dt.datetime,
) -> Emergency:
    """Put an emergency in force over an area: what it permits to collect may be collected from `began`."""
    raise NotImplementedError


def end_emergency(*, emergency: Emergency, ended: dt.date, by: Actor, now: dt.datetime) -> Emergency:
    """End it: collecting closes after `ended`, and the purge clock starts."""
    raise NotImplementedError
