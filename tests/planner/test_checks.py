"""Each named check of the data, by what it says of one wrong thing."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.planner.worlds import change, world
from yilu_planner.checks import CHECKS, check_data
from yilu_planner.example import SIZES, example
from yilu_planner.problem import ControlOrder, Problem
from yilu_planner.refusal import Refused


def reviewed(problem: Problem) -> Problem:
    return replace(problem, areas=tuple(replace(area, reviews_before_opening=True) for area in problem.areas))


ERRORS: list[tuple[str, Any]] = [
    ("error:destination_share", lambda: change(world(), "demand", destination_share=np.full((3, 1, 1), 0.7))),
    ("error:delivery_share", lambda: change(world(), "demand", delivery_share=np.full((1, 3), 0.5))),
    ("error:hub_capacity", lambda: change(world(), "trunk", hub_capacity_parcels=np.zeros((1, 3)))),
    ("error:all_closed", lambda: change(world(), "workplace", unblocked_sites=np.zeros((1, 3)))),
    ("error:unavailable", lambda: change(world(), "staff", unavailable_people=np.full((1, 3), 11.0))),
    (
        "error:lane_cut",
        lambda: change(
            world(), "trunk", lane_capacity_parcels=np.full((1, 1), np.inf), lane_cut_share=np.full((1, 1, 3), 0.5)
        ),
    ),
]
WARNINGS: list[tuple[str, Any]] = [
    ("warning:no_lane", lambda: change(world(), "trunk", lane_capacity_parcels=np.zeros((1, 1)))),
    (
        "warning:area_closed",
        lambda: change(world(cells=2), "workplace", unblocked_sites=np.array([[0.0] * 3, [1.0] * 3])),
    ),
    ("warning:no_reviews", lambda: change(reviewed(world()), "workplace", reviews_per_day=np.zeros((1, 3)))),
    ("warning:no_burn", lambda: change(world(), "protection", burn_per_staff_day=np.zeros((1, 1)))),
    (
        "warning:order_late",
        lambda: replace(world(), orders=(ControlOrder("甲〔2020〕9号", "opening_share", ("C0",), 5, 9, 0.5),)),
    ),
]


@pytest.mark.parametrize(("code", "make"), ERRORS)
def test_an_error_stops_with_its_sentence_in_both_languages(code: str, make: Any) -> None:
    with pytest.raises(Refused) as caught:
        check_data(make())
    reason = next(reason for reason in caught.value.reasons if reason.code == code)
    assert reason.zh.endswith("。")
    assert reason.en.endswith(".")


@pytest.mark.parametrize(("code", "make"), WARNINGS)
def test_a_warning_is_said_and_the_solve_goes_on(code: str, make: Any) -> None:
    assert code in {reason.code for reason in check_data(make())}


def test_every_check_is_tried_by_a_case_above() -> None:
    assert len(CHECKS) == len(ERRORS) + len(WARNINGS)


@pytest.mark.parametrize("size", SIZES)
def test_demonstrations_pass_without_an_error(size: str) -> None:
    assert all(reason.code.startswith("warning:") for reason in check_data(example(size)))
