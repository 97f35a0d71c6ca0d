import datetime as dt

import numpy as np

from yilu.desk.demo.days import make_day
from yilu.desk.demo.telling import Flaws, arrivals, flaws
from yilu.desk.demo.wording import figures_of
from yilu.desk.demo.world import World
from yilu.operations.reporting import SiteFigures

DAY = dt.date(2020, 2, 17)


def told(world: World) -> tuple[list[SiteFigures], Flaws, list[int]]:
    arrival = arrivals(world.sites, DAY, DAY, 1)
    truth = make_day(world.sites, world.queue, DAY, arrival.told, 1)
    found = flaws(world.sites, truth, arrival, DAY, 1)
    sites = np.flatnonzero(arrival.told)
    return list(figures_of(world, truth, found, sites)), found, sites.tolist()


def test_a_closed_site_says_why_and_an_open_one_does_not(world: World) -> None:
    for figures in told(world)[0]:
        assert bool(figures.closed_cause) != figures.is_open


def test_classes_never_exceed_the_total_but_where_that_flaw_was_put(world: World) -> None:
    rows, found, sites = told(world)
    for site, figures in zip(sites, rows, strict=True):
        if figures.classes:
            too_many = sum(c for c, _, _ in figures.classes.values()) > figures.collected
            assert too_many == (bool(found.broken_sum[site]) and not found.overshoot[site])


def test_a_brand_without_a_feed_leaves_everything_unmapped_and_another_a_part(world: World) -> None:
    rows, found, sites = told(world)
    firms = np.where(found.broken_sum[sites], -1, world.sites.firm[sites])
    assert all(not f.classes for f, firm in zip(rows, firms, strict=True) if firm == 5)
    part = [f for f, firm in zip(rows, firms, strict=True) if firm == 1 and f.collected > 200 and f.classes]
    assert all(sum(c for c, _, _ in f.classes.values()) < f.collected * 0.97 for f in part if f.classes)


def test_decrees_are_blocked_somewhere_in_wuhan(world: World) -> None:
    rows, _, sites = told(world)
    blocked = {str(world.sites.group[i]) for i, f in zip(sites, rows, strict=True) if f.decrees == "blocked"}
    assert "420100" in blocked


def test_only_hunan_fills_in_the_field_it_added(world: World) -> None:
    rows, _, sites = told(world)
    for site, figures in zip(sites, rows, strict=True):
        hunan = world.places[world.sites.place[site]].province == "430000"
        assert bool(figures.extra) == hunan


def test_where_the_roster_shrank_the_rate_rose_and_the_headcount_fell(world: World) -> None:
    rows, found, sites = told(world)
    arrival = arrivals(world.sites, DAY, DAY, 1)
    truth = make_day(world.sites, world.queue, DAY, arrival.told, 1)
    by_site = dict(zip(sites, rows, strict=True))
    for site in np.flatnonzero(found.short_roster).tolist():
        figures = by_site[site]
        assert figures.on_post_own < truth.on_post_own[site]
        assert figures.on_post_own / figures.roster_own >= truth.on_post_own[site] / truth.roster_own[site]
