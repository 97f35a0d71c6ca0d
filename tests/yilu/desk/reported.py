"""The small world with two days told: four of five sites on 16 Feb, four on 17 Feb, one of them corrected later."""

import datetime as dt

from tests.world import NOW, SYSTEM, TODAY, World
from yilu.core.clock import ZONE
from yilu.core.text import Text
from yilu.operations import actions
from yilu.operations.actions import RosterRow, SiteDay, SiteFigures

YESTERDAY = TODAY - dt.timedelta(days=1)
# Evening: the day has been told.
EVENING = dt.datetime(2020, 2, 17, 20, 15, tzinfo=ZONE)
LATER = dt.datetime(2020, 2, 17, 22, 5, tzinfo=ZONE)
NORMAL = 1000  # pieces a day at each site, collected and delivered
# site: (delivered yesterday, delivered today); None: did not report
TOLD: dict[str, tuple[int | None, int | None]] = {
    "jia_furong": (300, 420), "jia_yuelu": (100, 200), "jia_hetang": (250, 300), "yi_furong": (200, 280),
    "yi_hetang": (None, None),
}  # fmt: skip


def day_of(delivered: int) -> SiteFigures:
    """A plain day on which `delivered` pieces were delivered."""
    classes = {"supplies": (delivered // 10, delivered // 10, 0), "orders": (delivered // 2, delivered // 2, 5)}
    return SiteFigures(
        is_open=True, collected=delivered + 50, delivered=delivered, backlog=80, on_post_own=9, roster_own=20,
        classes=classes,
    )  # fmt: skip


def tell(world: World) -> World:
    """Set the roster, take the reports, sum them up."""
    sites = world.sites
    actions.load_reference(by=SYSTEM, now=NOW)
    rows = [RosterRow(s.pk, 20, 0, NORMAL, NORMAL) for s in sites.values()]
    made = dt.datetime(2020, 1, 10, 9, tzinfo=ZONE)
    basis = Text("2019 年 12 月日均", "daily mean of December 2019")
    actions.set_roster(valid_from=dt.date(2020, 1, 10), basis=basis, rows=rows, by=SYSTEM, now=made, synthetic=True)
    for place, (day, at) in enumerate(((YESTERDAY, EVENING - dt.timedelta(days=1)), (TODAY, EVENING))):
        told = [(sites[k].pk, n[place]) for k, n in TOLD.items()]
        days = [SiteDay(pk, day, day_of(n), at) for pk, n in told if n is not None]
        actions.report_many(rows=days, source="synthetic", by=SYSTEM, now=at)
    correction = SiteDay(sites["jia_yuelu"].pk, TODAY, day_of(600), LATER)
    actions.report_many(rows=[correction], source="synthetic", by=SYSTEM, now=LATER)
    actions.refresh_rollups(by=SYSTEM, now=LATER, days=[YESTERDAY, TODAY])
    return world
