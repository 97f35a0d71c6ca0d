import datetime as dt

import numpy as np
import pytest

from yilu.desk.demo.days import Day, make_day, roster_on
from yilu.desk.demo.sites import roster_people, roster_pieces
from yilu.desk.demo.telling import arrivals
from yilu.desk.demo.world import World


def rates(world: World, day: dt.date, group: str | None = None) -> dict[str, float]:
    """What a board would show of the day: told over roster."""
    told = arrivals(world.sites, day, day, 1).told
    y: Day = make_day(world.sites, world.queue, day, told, 1)
    pieces = roster_pieces(roster_on(day))
    staff = sum(roster_people(world.sites, roster_on(day), 1))
    here = np.ones(len(told), bool) if group is None else world.sites.group == group
    mine = told & here
    return {
        "collected": y.collected[mine].sum() / (world.sites.collected[here].sum() * pieces),
        "delivered": y.delivered[mine].sum() / (world.sites.delivered[here].sum() * pieces),
        "staff": (y.on_post_own + y.on_post_outsourced)[mine].sum() / staff[here].sum(),
    }


@pytest.mark.parametrize(
    ("day", "collected", "delivered", "staff"),
    [
        ("2020-02-17", 0.60, 0.43, 0.68),
        ("2020-02-28", 0.81, 0.80, 0.902),
        ("2020-01-26", 0.075, 0.071, 0.25),
        ("2019-12-20", 1.10, 1.11, 0.97),
    ],
)
def test_the_day_shows_the_published_rates(
    world: World, day: str, collected: float, delivered: float, staff: float
) -> None:
    shown = rates(world, dt.date.fromisoformat(day))
    assert shown["collected"] == pytest.approx(collected, abs=0.01)
    assert shown["delivered"] == pytest.approx(delivered, abs=0.01)
    assert shown["staff"] == pytest.approx(staff, abs=0.03)


def test_wuhan_and_hubei_stand_far_below_the_country(world: World) -> None:
    wuhan, hubei = (rates(world, dt.date(2020, 2, 17), g) for g in ("420100", "420000"))
    assert wuhan["collected"] < hubei["collected"] < 0.1
    assert wuhan["staff"] < 0.2


def test_in_april_the_rate_of_wuhan_rose_while_its_headcount_fell(world: World) -> None:
    def people(day: dt.date) -> int:
        y = make_day(world.sites, world.queue, day, np.ones(len(world.sites), bool), 1)
        here = world.sites.group == "420100"
        return int((y.on_post_own + y.on_post_outsourced)[here].sum())

    before, after = dt.date(2020, 3, 27), dt.date(2020, 4, 7)
    assert rates(world, after, "420100")["staff"] > rates(world, before, "420100")["staff"]
    assert people(after) < people(before)


def test_a_closed_site_handles_nothing_and_nobody_exceeds_the_roster(world: World) -> None:
    day = dt.date(2020, 2, 10)
    y = make_day(world.sites, world.queue, day, np.ones(len(world.sites), bool), 1)
    assert not y.collected[~y.is_open].any()
    assert not y.delivered[~y.is_open].any()
    assert (y.on_post_own <= y.roster_own).all()
    assert (y.on_post_outsourced <= y.roster_outsourced).all()
    assert (y.on_post_own >= 0).all()


def test_the_same_day_always_comes_out_the_same(world: World) -> None:
    told = np.ones(len(world.sites), bool)
    one, again = (make_day(world.sites, world.queue, dt.date(2020, 2, 3), told, 7) for _ in range(2))
    assert np.array_equal(one.backlog, again.backlog)
    assert np.array_equal(one.collected, again.collected)
