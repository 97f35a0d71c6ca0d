"""Short ways to set the ground of these tests: a roster, a day told, the rollups brought up to date."""

import datetime as dt
from typing import Any

from tests.world import NOW, SYSTEM, TODAY, World
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.text import Text
from yilu.operations import actions
from yilu.operations.actions import RosterRow, SiteFigures

YESTERDAY = TODAY - dt.timedelta(days=1)
FIRST = dt.date(2020, 1, 2)
EARLY = dt.datetime(2020, 1, 2, 9, 0, tzinfo=ZONE)


def at(hour: int, minute: int = 0, day: dt.date = TODAY) -> dt.datetime:
    """A moment in China."""
    return dt.datetime.combine(day, dt.time(hour, minute), ZONE)


def told(**over: Any) -> SiteFigures:
    """An ordinary day, with what is said differently."""
    plain: dict[str, Any] = {
        "is_open": True, "collected": 500, "delivered": 400, "backlog": 50, "on_post_own": 8, "roster_own": 20,
    }  # fmt: skip
    return SiteFigures(**{**plain, **over})


def roster(world: World, *, now: dt.datetime = EARLY, valid_from: dt.date = FIRST, **normal: Any) -> Any:
    """Every site of the world (or those not named None) with 20 people and 1,000 pieces a day each way."""
    rows = [
        RosterRow(s.pk, *(normal.get(key) or (20, 0, 1000, 1000)))
        for key, s in world.sites.items()
        if normal.get(key, True) is not None
    ]
    return actions.set_roster(
        valid_from=valid_from, basis=Text("合成口径", "synthetic"), rows=rows, by=SYSTEM, now=now, synthetic=True
    )


def tell(
    world: World, site: str, *, day: dt.date = TODAY, now: dt.datetime = NOW, by: Actor = SYSTEM, **over: Any
) -> Any:
    """Report one site's day."""
    return actions.report_site_day(site=world.sites[site], day=day, figures=told(**over), source="form", by=by, now=now)


def refresh(now: dt.datetime = NOW) -> int:
    """Bring the rollups up to date."""
    return actions.refresh_rollups(by=SYSTEM, now=now)
