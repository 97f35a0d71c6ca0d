from yilu_planner.example import example
from yilu_planner.explain import explain_price, explain_result, name_limit
from yilu_planner.result import NamedLimit, Price
from yilu_planner.resumption.limits import LIMIT_NAMES
from yilu_planner.resumption.solve import solve

PROBLEM = example("tiny", seed=1)


def priced(family: str, *owner: str, day: int = 2, **changes: float) -> Price:
    return Price(
        limit=NamedLimit(family, owner, day),
        step=1000.0,
        holds_to=6000.0,
        change_tier1_late=changes.get("first", 0.0),
        change_tier2_late=changes.get("second", 0.0),
        change_tier3_late=changes.get("third", 0.0),
        change_moved_parcels=changes.get("moved", 0.0),
        openings_fixed=False,
    )


def test_a_mask_price_reads_as_an_official_would_say_it() -> None:
    zh, en = explain_price(PROBLEM, priced("protection", "C3", "mask", second=-20.0, moved=9.1))
    assert zh == (
        "乙市 自2月16日起缺口罩：每天多 1,000 只，可多投递 9,100 件（优先类），"
        "减少优先类延误 20,000 件·日，已复算验证，适用至 +6,000 只。"
    )
    assert en == (
        "乙市, from 2020-02-16: short of masks: 1,000 masks more a day delivers 9,100 parcels (prioritised) and"
        " saves 20,000 late parcel-days (prioritised), verified by re-solving, holds up to +6,000 masks."
    )


def test_a_lane_is_named_from_one_region_to_the_other() -> None:
    assert name_limit(PROBLEM, NamedLimit("lane_capacity", ("R1", "R2"), 0))[0] == "甲省至乙省 自2月14日起干线运力不足"


def test_a_limit_of_the_whole_horizon_names_no_day() -> None:
    assert name_limit(PROBLEM, NamedLimit("recruits", ("C1",), -1)) == (
        "甲市东区 本地招聘",
        "甲市东区: local recruitment",
    )


def test_every_family_of_the_model_has_a_name() -> None:
    from yilu_planner.resumption import build_model

    assert set(build_model(PROBLEM).families) <= set(LIMIT_NAMES)


def test_a_result_is_told_in_both_languages() -> None:
    zh, en = explain_result(PROBLEM, solve(PROBLEM))
    assert len(zh) == len(en) == 6
    assert zh[0] == "已求得最优方案。"
    assert "parcel-days" in en[1]
