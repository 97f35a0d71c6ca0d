import datetime as dt

import numpy as np

from yilu.desk.demo.tiers import SCHEME_BEGAN, county_counts, lists_until, tiers_of
from yilu.desk.demo.world import World


def test_no_list_came_out_before_the_opinion_of_17_february() -> None:
    assert lists_until(dt.date(2020, 2, 16)) == []
    assert lists_until(dt.date(2020, 2, 17)) == [SCHEME_BEGAN]
    assert len(lists_until(dt.date(2020, 3, 17))) > 3


def test_invented_county_counts_add_up_to_the_prefectures(world: World) -> None:
    counts = county_counts(world.places, world.persons, {"430100": 242, "420100": 40_000}, 1)
    changsha = np.array([p.prefecture == "430100" for p in world.places])
    assert counts[changsha].sum() == 242
    assert counts.sum() == 40_242


def test_without_cases_or_without_new_ones_the_tier_is_low() -> None:
    now, before = np.array([0, 80, 30, 400]), np.array([0, 80, 12, 100])
    tiers = tiers_of(now, before, 1, dt.date(2020, 2, 17))
    assert tiers[:2] == ["low", "low"]
    assert set(tiers) <= {"low", "medium", "high"}


def test_a_few_tiers_depart_from_the_counts_as_published_ones_did() -> None:
    now, before = np.full(2000, 400), np.full(2000, 100)
    tiers = tiers_of(now, before, 1, dt.date(2020, 2, 17))
    assert 0.9 < tiers.count("high") / 2000 < 0.99
