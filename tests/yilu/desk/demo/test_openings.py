import datetime as dt

import numpy as np

from yilu.desk.demo.openings import make_queue, open_on
from yilu.desk.demo.world import World


def test_a_site_that_reopened_stays_open(world: World) -> None:
    days = [dt.date(2020, 2, 5) + dt.timedelta(days=n) for n in range(20)]
    was = open_on(world.sites, world.queue, days[0], suspensions=False)
    rest = world.sites.group != "320000"  # Jiangsu closed again after the holiday
    for day in days[1:]:
        is_open = open_on(world.sites, world.queue, day, suspensions=False)
        assert not (was & ~is_open & rest).any()
        was = is_open


def test_wuhan_is_nearly_closed_on_the_standard_day(world: World) -> None:
    is_open = open_on(world.sites, world.queue, dt.date(2020, 2, 17))
    assert is_open[world.sites.group == "420100"].mean() < 0.2
    assert 0.5 < is_open.mean() < 0.7


def test_a_suspended_site_is_closed_from_its_day_on_with_a_cause(world: World) -> None:
    assert len(world.queue.suspended) >= 3
    for site, (since, cause) in world.queue.suspended.items():
        assert cause
        assert not open_on(world.sites, world.queue, since)[site]
        assert open_on(world.sites, world.queue, since - dt.timedelta(days=1))[site]


def test_the_brands_that_run_their_own_branches_are_back_first(world: World) -> None:
    is_open = open_on(world.sites, world.queue, dt.date(2020, 2, 22))
    assert is_open[world.sites.firm == 0].mean() > is_open[world.sites.firm == 5].mean() + 0.2


def test_the_queue_follows_the_seed(world: World) -> None:
    day = world.parameters.date
    assert np.array_equal(make_queue(world.sites, day, 1).rank, world.queue.rank)
    assert not np.array_equal(make_queue(world.sites, day, 2).rank, world.queue.rank)
