"""Workers of the small world and checks of theirs."""

import datetime as dt
import uuid
from typing import Any

from tests.world import NOW, SYSTEM, TODAY, World
from yilu.people import actions
from yilu.people.models import Worker
from yilu.people.rules.answers import Answers, Check
from yilu.people.rules.workers import Details

ZHANG = {"code": "A01", "name": "张望山", "identity": "430102199001011238", "phone": "13911110001"}
LI = {"code": "A02", "name": "李听泉", "identity": "", "phone": "13911110002"}


def details(site: int, **over: Any) -> Details:
    """A courier of the site."""
    return Details(**{"post": "courier", "site": site, "joined_on": dt.date(2020, 1, 1), **ZHANG, **over})


def worker(world: World, site: str = "jia_furong", **over: Any) -> Worker:
    """A registered worker."""
    return actions.add_worker(details=details(world.sites[site].pk, **over), by=SYSTEM, now=NOW)


def check(
    day: dt.date = TODAY, at: dt.datetime = NOW, *, sent: dt.datetime | None = None, places: str = "", **answers: Any
) -> Check:
    """A check made at a moment and sent then, or later."""
    made = dt.datetime.combine(day, at.timetz())
    return Check(day, uuid.uuid4(), made, sent or made, Answers(**{"temperature": 365, **answers}), places)
