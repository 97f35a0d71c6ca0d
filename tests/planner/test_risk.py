"""Tiers by versioned rules: hand-worked counties and zones, and properties that must hold for any of them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yilu_planner.risk import (
    RULE_SETS,
    ClusterStatement,
    Parameters,
    Tier,
    Unit,
    UnitFacts,
    ZoneFacts,
    county_tier,
    merged,
    rules_in_force,
    zone_tier,
)

DAY = dt.date(2020, 2, 24)
CN_2020 = RULE_SETS["cn-2020"]
V9, TWENTY = RULE_SETS["cn-2022-v9"], RULE_SETS["cn-2022-20"]
NO_CLUSTER = ClusterStatement(as_of=DAY, last=None)


def ago(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


def county(cumulative: int, new: int | None, cluster: int | None = None, *, stated: bool = True) -> UnitFacts:
    """`new`, `cluster`: days ago; None is never."""
    statement = ClusterStatement(DAY, None if cluster is None else ago(cluster)) if stated else None
    return UnitFacts(cumulative, None if new is None else ago(new), DAY, statement)


@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        (county(0, None), Tier.LOW),  # no case ever
        (county(7, 20), Tier.LOW),  # none new for 14 days
        (county(300, 15, cluster=10), Tier.LOW),  # low is tested first: many in all, but none new
        (county(1, 0), Tier.MEDIUM),
        (county(50, 3, cluster=3), Tier.MEDIUM),  # 50 is not above 50
        (county(51, 3), Tier.MEDIUM),  # above, without a cluster
        (county(51, 3, cluster=20), Tier.MEDIUM),  # the cluster is over
        (county(51, 3, cluster=3), Tier.HIGH),
    ],
)
def test_it_grades_a_county_by_the_rules_of_february_2020(facts: UnitFacts, tier: Tier) -> None:
    assert county_tier(CN_2020, facts, on=DAY).tier is tier


@pytest.mark.parametrize(("boundary_clears", "tier"), [(True, Tier.LOW), (False, Tier.MEDIUM)])
def test_whether_the_fourteenth_day_is_enough_is_a_parameter(boundary_clears: bool, tier: Tier) -> None:
    verdict = county_tier(CN_2020, county(9, 14), on=DAY, parameters=Parameters(boundary_clears=boundary_clears))
    assert verdict.tier is tier
    for days, sure in ((13, Tier.MEDIUM), (15, Tier.LOW)):
        found = county_tier(CN_2020, county(9, days), on=DAY, parameters=Parameters(boundary_clears=boundary_clears))
        assert found.tier is sure


def test_a_county_without_a_series_of_its_own_is_unknown() -> None:
    verdict = county_tier(CN_2020, UnitFacts(cluster=NO_CLUSTER), on=DAY)
    assert verdict.tier is Tier.UNKNOWN
    assert verdict.reason.code == "risk:no_series"


def test_a_series_that_ends_before_the_day_is_unknown() -> None:
    facts = UnitFacts(3, ago(9), counted_to=ago(1), cluster=NO_CLUSTER)
    assert county_tier(CN_2020, facts, on=DAY).reason.code == "risk:series_out_of_date"


def test_without_a_statement_on_clusters_it_is_unknown_and_says_what_counts_alone_give() -> None:
    verdict = county_tier(CN_2020, county(80, 2, stated=False), on=DAY)
    assert verdict.tier is Tier.UNKNOWN
    assert "medium / high" in verdict.reason.en
    assert "medium / high" in verdict.reason.zh
    assert "low" in county_tier(CN_2020, county(80, 30, stated=False), on=DAY).reason.en


def test_a_statement_of_no_cluster_says_nothing_of_the_days_after_it() -> None:
    stale = UnitFacts(80, ago(1), DAY, ClusterStatement(as_of=ago(3), last=None))
    assert county_tier(CN_2020, stale, on=DAY).reason.code == "risk:cluster_out_of_date"
    known = UnitFacts(80, ago(1), DAY, ClusterStatement(as_of=ago(3), last=ago(5)))
    assert county_tier(CN_2020, known, on=DAY).tier is Tier.HIGH


def test_the_rules_of_2022_do_not_grade_a_county_by_its_counts() -> None:
    for rules in (V9, TWENTY):
        assert county_tier(rules, county(80, 1), on=DAY).reason.code == "risk:unit_is_zone"


def high(new: int, test: int | None = None) -> ZoneFacts:
    return ZoneFacts(Tier.HIGH, ago(30), ago(new), DAY, None if test is None else ago(test))


@pytest.mark.parametrize(
    ("zone", "tier"),
    [
        (high(6, 0), Tier.HIGH),  # the sixth day
        (high(7), Tier.UNKNOWN),  # the seventh, but nobody stated the test
        (high(7, 2), Tier.UNKNOWN),  # tested before the seventh day
        (high(7, 0), Tier.MEDIUM),
        (high(9, 2), Tier.MEDIUM),  # two of the three days more
        (high(10, 3), Tier.LOW),
        (high(12, 1), Tier.MEDIUM),  # the test came late: the three days run from it
        (ZoneFacts(Tier.MEDIUM, ago(6), None, DAY, DAY), Tier.MEDIUM),
        (ZoneFacts(Tier.MEDIUM, ago(7), None, DAY, DAY), Tier.LOW),
        (ZoneFacts(Tier.MEDIUM, ago(20), ago(2), DAY, DAY), Tier.MEDIUM),  # a new case starts the days again
        (ZoneFacts(Tier.LOW, ago(1), None, DAY), Tier.LOW),
        (ZoneFacts(Tier.HIGH, ago(30), ago(20), ago(1), ago(1)), Tier.UNKNOWN),  # not counted to the day
    ],
)
def test_the_ninth_plan_lowers_a_zone_step_by_step(zone: ZoneFacts, tier: Tier) -> None:
    assert zone_tier(V9, zone, on=DAY).tier is tier


def test_the_twenty_measures_lower_a_high_zone_after_five_days_and_know_no_medium() -> None:
    assert zone_tier(TWENTY, high(4), on=DAY).tier is Tier.HIGH
    assert zone_tier(TWENTY, high(5), on=DAY).tier is Tier.LOW
    assert zone_tier(TWENTY, ZoneFacts(Tier.MEDIUM, ago(9), None, DAY), on=DAY).reason.code == "risk:no_such_tier"
    assert zone_tier(CN_2020, high(9, 1), on=DAY).reason.code == "risk:unit_is_county"


def test_a_test_of_a_day_to_come_lowers_nothing() -> None:
    assert zone_tier(V9, high(7, -1), on=DAY).tier is Tier.UNKNOWN


def test_urban_districts_merged_take_their_highest_tier_under_the_city_s_code() -> None:
    tiers = {"420102": Tier.MEDIUM, "420103": Tier.HIGH, "420202": Tier.LOW, "420203": Tier.UNKNOWN, "420222": Tier.LOW}
    out = merged(tiers, {"420100": ["420102", "420103"], "420200": ["420202", "420203"]})
    assert out == {"420100": Tier.HIGH, "420200": Tier.UNKNOWN, "420222": Tier.LOW}
    assert merged({"420204": Tier.LOW, "420205": Tier.MEDIUM}, {"420200": ["420204", "420205"]}) == {
        "420200": Tier.MEDIUM
    }
    assert merged({"420205": Tier.HIGH}, {"420200": ["420204", "420205"]}) == {"420200": Tier.HIGH}


@pytest.mark.parametrize(
    ("area", "day", "code"),
    [
        ("340102", dt.date(2020, 2, 16), None),
        ("340102", dt.date(2020, 2, 17), "cn-2020"),
        ("420102", dt.date(2020, 3, 3), "cn-2020"),
        ("420102", dt.date(2020, 3, 4), "cn-2020-hubei-merged"),
        ("430102", dt.date(2020, 3, 4), "cn-2020"),
        ("420102", dt.date(2022, 11, 11), "cn-2022-20"),
    ],
)
def test_the_rules_in_force_depend_on_place_and_day(area: str, day: dt.date, code: str | None) -> None:
    found = rules_in_force(area=area, on=day)
    assert (found.code if found else None) == code


def test_a_rule_set_whose_first_day_is_not_known_is_never_taken_by_date() -> None:
    assert V9.valid_from is None
    assert all(
        rules_in_force(area="110101", on=dt.date(2022, 6, 1) + dt.timedelta(days=n)) is not V9 for n in range(300)
    )


counties = st.builds(
    county, st.integers(0, 200), st.integers(0, 40), st.none() | st.integers(0, 40), stated=st.booleans()
).filter(lambda f: f.cumulative or f.last_new_case)


@given(counties, st.booleans())
def test_one_more_case_today_never_lowers_the_tier(facts: UnitFacts, boundary: bool) -> None:
    parameters = Parameters(boundary_clears=boundary)
    before = county_tier(CN_2020, facts, on=DAY, parameters=parameters).tier
    worse = UnitFacts((facts.cumulative or 0) + 1, DAY, DAY, facts.cluster)
    after = county_tier(CN_2020, worse, on=DAY, parameters=parameters).tier
    order = [Tier.LOW, Tier.MEDIUM, Tier.HIGH]
    assert (before is Tier.UNKNOWN) == (after is Tier.UNKNOWN)
    if before is not Tier.UNKNOWN:
        assert order.index(after) >= order.index(before)


@given(counties)
def test_every_verdict_says_why_in_both_languages(facts: UnitFacts) -> None:
    for rules in RULE_SETS.values():
        reason = county_tier(rules, facts, on=DAY).reason
        assert reason.code.startswith("risk:")
        assert reason.zh.endswith("。")
        assert reason.en.endswith(".")


def test_every_rule_set_names_its_source_and_its_unit() -> None:
    for code, rules in RULE_SETS.items():
        assert rules.code == code
        assert rules.source
        assert (rules.unit is Unit.ZONE) == (rules.high_above is None)
