"""What is in force where, and the purge clock."""

import datetime as dt

from tests.world import NOW, SYSTEM, World
from yilu.territory.actions import declare_emergency, end_emergency
from yilu.territory.models import Emergency
from yilu.territory.queries import emergency_in_force, retention_clock

LAST = dt.date(2020, 2, 10)
DAY = dt.date(2020, 2, 17)


def declare(area: str, began: dt.date = dt.date(2020, 1, 23)) -> Emergency:
    return declare_emergency(
        area=area, name_zh=f"{area}响应", name_en=area, began=began, response_level="一级", document="某文件",
        by=SYSTEM, now=NOW,
    )  # fmt: skip


def test_one_over_the_province_is_in_force_in_its_counties_and_not_next_door(world: World) -> None:
    emergency = declare("430000")
    assert emergency_in_force("430102", on=DAY) == emergency
    assert emergency_in_force("420000", on=DAY) is None
    assert emergency_in_force("100000", on=DAY) is None
    assert emergency_in_force("430102", on=dt.date(2020, 1, 22)) is None


def test_the_nearest_goes_before_the_one_above(world: World) -> None:
    declare("100000")
    near = declare("430100")
    assert emergency_in_force("430102", on=DAY) == near


def test_its_last_day_is_still_in_force_and_the_purge_clock_runs_from_it(world: World) -> None:
    end_emergency(emergency=declare("430000"), ended=LAST, by=SYSTEM, now=NOW)
    assert retention_clock("430102", on=LAST).collecting_open
    held = retention_clock("430102", on=DAY)
    assert (held.collecting_open, held.ended, held.days_since_end(on=DAY)) == (False, LAST, 7)


def test_while_another_is_in_force_above_no_purge_clock_runs(world: World) -> None:
    declare("100000")
    end_emergency(emergency=declare("430100"), ended=LAST, by=SYSTEM, now=NOW)
    held = retention_clock("430102", on=DAY)
    assert (held.collecting_open, held.ended) == (True, None)


def test_where_none_ever_was_nothing_may_be_collected_and_no_clock_runs(world: World) -> None:
    held = retention_clock("430102", on=DAY)
    assert (held.collecting_open, held.ended, held.days_since_end(on=DAY)) == (False, None, None)
