"""Published, computed and effective tiers."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, World
from yilu.territory.actions import import_cases, import_tiers, state_cluster
from yilu.territory.incoming import CaseLine, TierLine
from yilu.territory.queries import (
    disagreements,
    effective_tiers,
    tier_counts,
    tier_counts_of,
    tier_history,
    tiers_in_force,
)
from yilu_planner.risk import Parameters, Tier

LATER = NOW.replace(year=2023)
DAY = dt.date(2020, 2, 24)


def publish(code: str, tier: str, day: dt.date = DAY) -> None:
    import_tiers(lines=[TierLine(1, day, day, code, "", tier, "national3")], by=SYSTEM, now=LATER)


def count(code: str, *confirmed: int, until: dt.date = DAY) -> None:
    first = until - dt.timedelta(days=len(confirmed) - 1)
    lines = [CaseLine(i, first + dt.timedelta(days=i), code, "", n) for i, n in enumerate(confirmed)]
    import_cases(lines=lines, source="县", by=SYSTEM, now=LATER)


def state(code: str, cluster: dt.date | None = None, day: dt.date = DAY) -> None:
    state_cluster(area=code, as_of=day, last_cluster=cluster, source="县", by=SYSTEM, now=LATER)


def test_what_is_published_is_in_force_and_what_is_computed_stands_beside_it(world: World) -> None:
    publish("430102", "medium")
    count("430102", 60, 61)
    state("430102", DAY)
    view = effective_tiers(["430102"], on=DAY)["430102"]
    assert (view.published, view.computed, view.effective) == (Tier.MEDIUM, Tier.HIGH, Tier.MEDIUM)
    assert view.disagrees
    assert [v.code for v in disagreements("430000", on=DAY)] == ["430102"]


def test_without_a_published_list_nothing_is_in_force_whatever_is_computed(world: World) -> None:
    count("430102", 3, 4)
    state("430102")
    view = effective_tiers(["430102"], on=DAY)["430102"]
    assert (view.computed, view.effective) == (Tier.MEDIUM, Tier.UNKNOWN)
    assert not view.disagrees
    assert view.reason.text.zh.startswith("没有公布的等级。")


def test_a_city_s_cases_are_never_spread_over_its_counties(world: World) -> None:
    count("430100", 200, 240)
    state("430100")
    for view in effective_tiers(["430102", "430104"], on=DAY).values():
        assert view.computed is Tier.UNKNOWN
        assert "territory.tier.no_series" in view.reason.code


def test_without_a_statement_on_clusters_it_is_unknown(world: World) -> None:
    count("430102", 3, 4)
    view = effective_tiers(["430102"], on=DAY)["430102"]
    assert (view.computed, view.reason.code) == (Tier.UNKNOWN, "territory.tier.cluster_unstated")


def test_the_last_list_up_to_the_day_counts_and_a_later_one_does_not(world: World) -> None:
    publish("430102", "high", dt.date(2020, 2, 20))
    publish("430102", "low", dt.date(2020, 2, 28))
    assert effective_tiers(["430102"], on=DAY)["430102"].effective is Tier.HIGH
    assert effective_tiers(["430102"], on=dt.date(2020, 3, 1))["430102"].as_of == dt.date(2020, 2, 28)
    assert tiers_in_force(["430102", "430104"], on=DAY) == {"430102": Tier.HIGH, "430104": Tier.UNKNOWN}
    assert [t.tier for t in tier_history("430102")] == ["low", "high"]


def test_the_boundary_of_fourteen_days_is_the_caller_s(world: World) -> None:
    count("430102", 0, 3, *([3] * 14))
    state("430102")
    for clears, tier in ((True, Tier.LOW), (False, Tier.MEDIUM)):
        parameters = Parameters(boundary_clears=clears)
        assert effective_tiers(["430102"], on=DAY, parameters=parameters)["430102"].computed is tier


@pytest.mark.parametrize(
    ("code", "day", "rules", "reason"),
    [
        ("430102", dt.date(2020, 2, 16), None, "territory.tier.no_rules"),
        ("430100", DAY, None, "territory.tier.not_a_unit"),
        ("430102", DAY, "cn-2022-v9", "territory.tier.unit_is_zone"),
        ("430102", dt.date(2022, 11, 11), None, "territory.tier.unit_is_zone"),
    ],
)
def test_what_no_rule_grades_is_unknown_with_its_reason(
    world: World, code: str, day: dt.date, rules: str | None, reason: str
) -> None:
    view = effective_tiers([code], on=day, rules=rules)[code]
    assert (view.computed, view.reason.code) == (Tier.UNKNOWN, reason)


def test_counties_are_counted_by_the_tier_in_force_and_the_unknown_are_counted_too(world: World) -> None:
    publish("430102", "high")
    assert tier_counts("430000", on=DAY) == {Tier.LOW: 0, Tier.MEDIUM: 0, Tier.HIGH: 1, Tier.UNKNOWN: 2}
    assert tier_counts("430200", on=DAY)[Tier.UNKNOWN] == 1
    both = tier_counts_of(["430100", "430200"], on=DAY)
    assert (both["430100"][Tier.HIGH], both["430100"][Tier.UNKNOWN], both["430200"][Tier.UNKNOWN]) == (1, 1, 1)
    assert tier_counts("100000", on=DAY) == tier_counts("430000", on=DAY)
    assert tier_counts_of([], on=DAY) == {}


MARCH = dt.date(2020, 3, 5)


def test_from_march_2020_hubei_s_urban_districts_are_one_unit_at_their_highest_tier(tree: int) -> None:
    huangshi = ("420202", "420203", "420204", "420205")
    for code, counts in zip(huangshi, ((60, 61), (1, 1), (0, 0), (0, 0)), strict=True):
        count(code, *counts, until=MARCH)
    state("420200", MARCH, day=MARCH)
    views = effective_tiers([huangshi[2], "420222"], on=MARCH)
    assert views[huangshi[2]].computed is Tier.HIGH
    assert views[huangshi[2]].reason.code == "territory.tier.merged"
    assert views["420222"].computed is Tier.UNKNOWN
    alone = effective_tiers([huangshi[2]], on=MARCH, rules="cn-2020")[huangshi[2]]
    assert alone.computed is Tier.LOW


def test_a_tier_published_for_the_merged_city_counts_for_its_districts(tree: int) -> None:
    publish("420200", "medium", MARCH)
    publish("420203", "high", MARCH)
    views = effective_tiers(["420202", "420203", "420222"], on=MARCH)
    assert [views[c].effective for c in ("420202", "420203", "420222")] == [Tier.MEDIUM, Tier.HIGH, Tier.UNKNOWN]
