"""Refusals name the field, the value and what would be valid, in both languages."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.planner.worlds import change, world
from yilu_planner.documents import problem_from_plain
from yilu_planner.example import SIZES, example
from yilu_planner.problem import MAX_CELLS, Problem, QuarantineGroup, ServiceClass, Supplier, SupplyLink
from yilu_planner.problem.sets import ControlOrder
from yilu_planner.records import to_plain
from yilu_planner.refusal import Refused


def refusal(make: Any) -> str:
    with pytest.raises(Refused) as caught:
        make()
    for reason in caught.value.reasons:
        assert reason.zh
        assert reason.en
    return str(caught.value)


def plain(problem: Problem | None = None) -> Any:
    return json.loads(json.dumps(to_plain(problem or world())))


def test_it_refuses_not_a_number() -> None:
    said = refusal(lambda: change(world(), "demand", offered_parcels=np.full((1, 3, 3), np.nan)))
    assert "demand.offered_parcels[0, 0, 0]" in said
    assert "NaN" in said


def test_it_refuses_negative_stock() -> None:
    said = refusal(lambda: change(world(), "protection", stock_units=np.array([[-5.0]])))
    assert "protection.stock_units[0, 0]" in said
    assert "-5.0" in said
    assert "at least 0" in said


def test_it_refuses_infinity_where_a_number_is_meant() -> None:
    assert "staff.present_people" in refusal(lambda: change(world(), "staff", present_people=np.array([np.inf])))


def test_it_refuses_a_share_above_one() -> None:
    said = refusal(lambda: change(world(), "delivery", door_access_share=np.full((1, 3), 1.2)))
    assert "at most 1" in said


def test_it_refuses_an_array_of_another_horizon() -> None:
    said = refusal(lambda: change(world(days=3), "risk", exposure_weight=np.ones((1, 5))))
    assert "risk.exposure_weight" in said
    assert "[1, 5]" in said
    assert "[1, 3]" in said


@pytest.mark.parametrize("days", [0, 400, -1, 2.5, True, "7", None])
def test_it_refuses_a_horizon_nobody_plans(days: Any) -> None:
    table = plain()
    table["days"] = days
    assert "days" in refusal(lambda: problem_from_plain(table))


def test_it_refuses_a_million_cells_before_reading_them() -> None:
    table = plain()
    table["cells"] = [{}] * 1_000_000
    said = refusal(lambda: problem_from_plain(table))
    assert "1000000 cells" in said
    assert str(MAX_CELLS) in said


@pytest.mark.parametrize(
    ("group", "field"),
    [("cells", "area"), ("cells", "region"), ("supply_links", "supplier"), ("supply_links", "cell")],
)
def test_it_refuses_an_unknown_id(group: str, field: str) -> None:
    table = plain(world(suppliers=True))
    table[group][0][field] = "nowhere"
    said = refusal(lambda: problem_from_plain(table))
    assert "'nowhere'" in said
    assert "unknown id" in said


def test_it_refuses_the_same_id_twice() -> None:
    table = plain(world(cells=2))
    table["cells"][1]["id"] = "C0"
    assert "cells.id" in refusal(lambda: problem_from_plain(table))


def test_it_refuses_a_supply_tree_with_a_cycle() -> None:
    suppliers = (Supplier("A", "甲", parent="B"), Supplier("B", "乙", parent="A"))
    said = refusal(lambda: replace(world(), suppliers=suppliers))
    assert "A → B → A" in said


def test_it_refuses_a_parameter_without_a_source() -> None:
    said = refusal(lambda: replace(world(), sources={}))
    assert "sources[workplace.m2_per_person]" in said
    assert "法规未定的参数必须注明来源" in said


def test_it_refuses_yes_or_no_openings_for_cells_of_many_sites() -> None:
    assert "whole_sites" in refusal(lambda: replace(world(), whole_sites=True))


def test_it_refuses_more_open_sites_than_there_are() -> None:
    assert "open_sites" in refusal(lambda: change(world(), "workplace", open_sites=np.array([11.0])))


def test_it_refuses_an_order_without_a_document_number() -> None:
    said = refusal(lambda: ControlOrder(" ", "opening_share", ("C0",), 0, 1, 0.5))
    assert "文号" in said


def test_it_refuses_an_order_that_caps_a_guaranteed_tier() -> None:
    said = refusal(lambda: ControlOrder("甲〔2020〕1号", "tier1_delivered", ("C0",), 0, 1, 5.0))  # type: ignore[arg-type]
    assert "only tier 3 may be capped" in said


@pytest.mark.parametrize(
    "make",
    [
        lambda: ServiceClass("x", 4, "x", "x"),
        lambda: QuarantineGroup("x", -1),
        lambda: SupplyLink("S", "C", lead_days=99),
        lambda: Supplier("S", "甲", channel="theft"),  # type: ignore[arg-type]
        lambda: replace(world(), first_day="14 Feb"),
        lambda: replace(world(), cells=()),
    ],
)
def test_it_refuses_things_that_cannot_be(make: Any) -> None:
    assert refusal(make)


def test_it_refuses_missing_and_unknown_fields_by_name() -> None:
    table = plain()
    del table["demand"]["offered_parcels"]
    assert "demand.offered_parcels" in refusal(lambda: problem_from_plain(table))
    table = plain()
    table["demand"]["colour"] = 1
    assert "demand.colour" in refusal(lambda: problem_from_plain(table))


def test_it_refuses_words_among_numbers_and_rows_of_unequal_length() -> None:
    for value in ("many", [[1, 2], [3]]):
        table = plain()
        table["demand"]["normal_collected_parcels"] = value
        assert "demand.normal_collected_parcels" in refusal(lambda table=table: problem_from_plain(table))


def test_arrays_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        world().demand.offered_parcels[0, 0, 0] = 1.0


def test_it_says_all_shape_reasons_at_once() -> None:
    table = plain()
    table["risk"]["exposure_weight"] = [[1]]
    table["workplace"]["shifts"] = [1, 1]
    said = refusal(lambda: problem_from_plain(table))
    assert "risk.exposure_weight" in said
    assert "workplace.shifts" in said


@pytest.mark.parametrize("size", SIZES)
def test_every_demonstration_says_it_is_synthetic(size: str) -> None:
    problem = example(size, seed=7)
    assert problem.demonstration
    assert "synthetic" in problem.name
    assert all("synthetic" in source for source in problem.sources.values())
