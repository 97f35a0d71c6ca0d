import datetime as dt

import numpy as np

from yilu.desk.demo.days import make_day
from yilu.desk.demo.telling import arrivals, flaws
from yilu.desk.demo.world import World

STANDING = dt.date(2020, 2, 17)


def test_some_reports_are_missing_and_some_late(world: World) -> None:
    arrival = arrivals(world.sites, dt.date(2020, 2, 12), STANDING, 1)
    assert 0.95 < arrival.told.mean() < 0.999
    assert 0.001 < (arrival.minute[arrival.told] > 24 * 60).mean() < 0.05


def test_what_is_late_today_has_not_come_yet(world: World) -> None:
    arrival = arrivals(world.sites, STANDING, STANDING, 1)
    assert arrival.minute[arrival.told].max() < 20 * 60


def test_the_same_sites_have_been_silent_for_days(world: World) -> None:
    yesterday, today = (arrivals(world.sites, STANDING - dt.timedelta(days=ago), STANDING, 1).told for ago in (1, 0))
    both = (~yesterday & ~today).sum()
    assert both > (~yesterday).sum() * (~today).mean() * 3  # far more than chance would give


def test_flaws_are_few_and_corrected_the_next_day(world: World) -> None:
    day = dt.date(2020, 2, 12)
    arrival = arrivals(world.sites, day, STANDING, 1)
    truth = make_day(world.sites, world.queue, day, arrival.told, 1)
    found = flaws(world.sites, truth, arrival, STANDING, 1)
    assert 0 < found.wrong.mean() < 0.02
    assert (found.corrected[found.wrong] > 24 * 60).all()
    assert not (found.wrong & ~arrival.told).any()


def test_on_the_standing_day_each_kind_of_lasting_flaw_is_there(world: World) -> None:
    arrival = arrivals(world.sites, STANDING, STANDING, 1)
    truth = make_day(world.sites, world.queue, STANDING, arrival.told, 1)
    found = flaws(world.sites, truth, arrival, STANDING, 1)
    assert not found.wrong.any()
    for kind in (found.overshoot, found.short_roster, found.broken_sum):
        assert 2 <= np.count_nonzero(kind) < 40
        assert not (kind & ~arrival.told).any()
