"""Hand-worked problems: the arithmetic stands in each docstring."""

from dataclasses import replace

import numpy as np
import pytest

from tests.planner.worlds import change, waiting, world
from yilu_planner.problem import ControlOrder, GradientPath, Problem, Stage
from yilu_planner.result import Plan, Result
from yilu_planner.resumption.solve import solve


def goal(result: Result, name: str) -> float:
    return result.goal(name).value


def plan_of(problem: Problem) -> tuple[Result, Plan]:
    result = solve(problem)
    assert result.status == "optimal"
    assert result.verdict == "kept"
    assert result.plan is not None
    return result, result.plan


def test_ten_couriers_clear_a_hundred_parcels_a_day() -> None:
    """10 people x 60 min / 6 min = 100 a day. 250 wait: 150 + 50 + 0 late = 200 parcel-days."""
    result, plan = plan_of(waiting(world(), (0, 0, 250.0)))
    assert goal(result, "tier1_late") == pytest.approx(200)
    assert plan.delivered_parcels[0, 0] == pytest.approx([100, 100, 50])


def test_the_ensured_class_goes_first_then_the_prioritised() -> None:
    """100 a day: 150 ensured wait 50 + 0; then 100 prioritised: day 2 delivers 50 of them, day 3 the other 50.

    Ensured late 50; prioritised late 100 + 50 + 0 = 150; shopping 10 wait all three days but the last leaves
    50 free: 10 + 10 + 0 = 20.
    """
    result, _ = plan_of(waiting(world(), (0, 0, 150.0), (0, 1, 100.0), (0, 2, 10.0)))
    assert [goal(result, f"tier{t}_late") for t in (1, 2, 3)] == pytest.approx([50, 150, 20])


def test_no_protection_no_work() -> None:
    """8 masks at 2 a person-day are 4 person-days: 40 parcels. 100 wait, so after 40 at once: 60 x 3 days late."""
    problem = change(waiting(world(), (0, 0, 100.0)), "protection", stock_units=np.array([[8.0]]))
    result, plan = plan_of(problem)
    assert goal(result, "tier1_late") == pytest.approx(180)
    assert plan.on_post_people.sum() == pytest.approx(4)


def test_masks_come_down_the_tree_with_a_day_on_the_road() -> None:
    """No mask in the cell; 20 in the national store, one day to the province, none to the cell: work on day 2.

    100 late on day 1, then 10 people use 20 masks and clear all: 100 parcel-days.
    """
    problem = change(
        waiting(world(suppliers=True), (0, 0, 100.0)),
        "protection",
        stock_units=np.array([[0.0]]),
        supplier_stock_units=np.array([[20.0], [0.0]]),
    )
    result, plan = plan_of(problem)
    assert goal(result, "tier1_late") == pytest.approx(100)
    assert plan.sent_to_store_units[1, 0, 0] == pytest.approx(20)


def test_the_three_channels_feed_a_cell() -> None:
    """2 masks a day from each of three channels: 3 people a day, 30 parcels: 100 wait: 70 + 40 + 10 = 120."""
    arriving = np.full((1, 1, 3), 2.0)
    problem = change(
        waiting(world(), (0, 0, 100.0)),
        "protection",
        stock_units=np.array([[0.0]]),
        hq_arriving_units=arriving,
        self_purchase_arriving_units=arriving,
        government_arriving_units=arriving,
    )
    result, _ = plan_of(problem)
    assert goal(result, "tier1_late") == pytest.approx(120)


def test_doors_that_stay_shut_leave_the_locker() -> None:
    """Half the compounds admit couriers, the locker holds 30 a day: at most 60 a day. 100: 40 + 0 = 40 late."""
    problem = waiting(world(), (0, 0, 100.0))
    capacity = np.full((1, 2, 3), np.inf)
    capacity[0, 1] = 30
    problem = change(problem, "delivery", door_access_share=np.full((1, 3), 0.5), mode_capacity_parcels=capacity)
    result, plan = plan_of(problem)
    assert goal(result, "tier1_late") == pytest.approx(40)
    assert plan.delivered_by_mode_parcels[0, 1, 0] == pytest.approx(30)


def test_staff_return_only_after_quarantine() -> None:
    """Nobody here, 10 away with a day of quarantine: they work from day 2. 100 wait: 100 late."""
    problem = waiting(world(), (0, 0, 100.0))
    problem = change(problem, "staff", present_people=np.zeros(1), away_people=np.array([[10.0]]))
    result, plan = plan_of(problem)
    assert goal(result, "tier1_late") == pytest.approx(100)
    assert plan.returning_people[0, 0, 0] == pytest.approx(10)


def test_isolation_places_hold_arrivals_back() -> None:
    """5 places, 1 taken: 4 arrive on day 1 and work on day 2; 4 more on day 2, working on day 3.

    100 wait: day 1 nothing (100), day 2 forty (60), day 3 eighty (0): 160 late.
    """
    problem = change(
        waiting(world(), (0, 0, 100.0)),
        "staff",
        present_people=np.zeros(1),
        away_people=np.array([[10.0]]),
        isolation_places=np.full((1, 3), 5.0),
        isolated_people=np.full((1, 3), 1.0),
    )
    result, _ = plan_of(problem)
    assert goal(result, "tier1_late") == pytest.approx(160)


def test_arrivals_a_day_and_local_recruits_add_up() -> None:
    """3 may arrive a day (work a day later), 2 recruits at once: 2, 5, 8 people: 100 wait: 80 + 30 + 0 = 110."""
    problem = change(
        waiting(world(), (0, 0, 100.0)),
        "staff",
        present_people=np.zeros(1),
        away_people=np.array([[10.0]]),
        arrivals_max_people=np.full((1, 3), 3.0),
        recruits_max_people=np.array([2.0]),
    )
    result, _ = plan_of(problem)
    assert goal(result, "tier1_late") == pytest.approx(110)


def test_density_lets_in_what_the_floor_holds() -> None:
    """20 m2 at 4 m2 a person and one shift: 5 people, 50 parcels: 100 wait: 50 late. Two shifts: none."""
    problem = change(waiting(world(), (0, 0, 100.0)), "workplace", floor_area_m2=np.array([20.0]))
    assert goal(plan_of(problem)[0], "tier1_late") == pytest.approx(50)
    twice = change(problem, "workplace", shifts=np.array([2.0]))
    assert goal(plan_of(twice)[0], "tier1_late") == pytest.approx(0)


def test_review_capacity_is_a_limit_of_opening() -> None:
    """10 sites with 1 post each, none open, 3 reviews a day: 3, 6, 9 people: 100 wait: 70 + 10 + 0 = 80."""
    problem = waiting(world(), (0, 0, 100.0))
    problem = replace(problem, areas=(replace(problem.areas[0], reviews_before_opening=True),))
    problem = change(
        problem,
        "workplace",
        posts_people=np.array([10.0]),
        open_sites=np.zeros(1),
        reviews_per_day=np.full((1, 3), 3.0),
    )
    result, plan = plan_of(problem)
    assert goal(result, "tier1_late") == pytest.approx(80)
    assert plan.open_sites[0, 2] <= 9 + 1e-6


def test_an_order_limits_opening_while_it_stands() -> None:
    """10 posts, an order opens 40 % on days 1 and 2: 4, 4, 10 people: 100 wait: 60 + 20 + 0 = 80."""
    problem = change(waiting(world(), (0, 0, 100.0)), "workplace", posts_people=np.array([10.0]))
    problem = replace(problem, orders=(ControlOrder("测试〔2020〕1号", "opening_share", ("C0",), 0, 1, 0.4),))
    assert goal(plan_of(problem)[0], "tier1_late") == pytest.approx(80)


def test_an_order_caps_only_the_third_tier() -> None:
    """Cap 20 a day on tier 3: of 50 shopping parcels 30 + 10 + 0 = 40 late; the 50 ensured go at once."""
    problem = waiting(world(), (0, 0, 50.0), (0, 2, 50.0))
    problem = replace(problem, orders=(ControlOrder("测试〔2020〕2号", "tier3_delivered", ("C0",), 0, 2, 20.0),))
    result, _ = plan_of(problem)
    assert goal(result, "tier1_late") == pytest.approx(0)
    assert goal(result, "tier3_late") == pytest.approx(40)


def test_traffic_control_cuts_a_lane_and_a_pass_restores_it() -> None:
    """Lane of 100 cut by 80 %: 20 a day; 60 wait at the hub: 40 + 20 + 0 = 60. One pass of 30: 10 + 0 + 0."""
    problem = world(cells=2, regions=2)
    waiting_hub = np.zeros((3, 2, 2))
    waiting_hub[0, 0, 1] = 60
    capacity, cut = np.full((2, 2), 1e6), np.zeros((2, 2, 3))
    capacity[0, 1], cut[0, 1] = 100, 0.8
    problem = change(
        problem,
        "trunk",
        waiting_hub_parcels=waiting_hub,
        lane_capacity_parcels=capacity,
        lane_cut_share=cut,
        parcels_per_pass=np.array(30.0),
    )
    assert goal(plan_of(problem)[0], "tier1_late") == pytest.approx(60)
    with_pass = change(problem, "trunk", passes=np.array([[1.0] * 3, [0.0] * 3]))
    result, plan = plan_of(with_pass)
    assert goal(result, "tier1_late") == pytest.approx(10)
    assert plan.on_pass_parcels[0, 1, 0] == pytest.approx(30)


def test_a_parcel_crosses_the_country_in_its_lead_time() -> None:
    """Offered in C0 for the other region on day 1, a day on the lane, delivered on day 2: never late."""
    problem = world(cells=2, regions=2)
    offered = np.zeros((2, 3, 3))
    offered[0, 0, 0] = 40
    share = np.zeros((3, 2, 2))
    share[:, 0, 1] = share[:, 1, 0] = 1
    problem = change(problem, "demand", offered_parcels=offered, destination_share=share)
    result, plan = plan_of(problem)
    assert goal(result, "tier1_late") == pytest.approx(0)
    assert plan.delivered_parcels[1, 0] == pytest.approx([0, 40, 0])


def test_a_full_hub_makes_parcels_wait() -> None:
    """40 offered each day within a region, the hub handles 60 (in and out count): 30 a day pass: 10+20+30 late."""
    problem = world()
    offered = np.zeros((1, 3, 3))
    offered[0, 0] = 40
    problem = change(
        change(problem, "demand", offered_parcels=offered), "trunk", hub_capacity_parcels=np.full((1, 3), 60.0)
    )
    assert goal(plan_of(problem)[0], "tier1_late") == pytest.approx(60)


def test_the_worst_served_area_is_helped_among_equal_plans() -> None:
    """Two cells share 4 masks (2 person-days): 20 of 200 parcels go, split evenly: (90x3)/(200x3) = 0.45 days."""
    problem = waiting(world(cells=2, suppliers=True), (0, 2, 100.0), (1, 2, 100.0))
    problem = change(
        problem,
        "protection",
        stock_units=np.zeros((2, 1)),
        supplier_stock_units=np.array([[0.0], [4.0]]),
    )
    result, _ = plan_of(problem)
    assert goal(result, "tier3_late") == pytest.approx(540)
    assert goal(result, "worst_area_days") == pytest.approx(0.45)


def test_no_more_exposure_than_the_work_needs() -> None:
    """30 parcels need 3 staff-days of the 30 there are."""
    result, plan = plan_of(waiting(world(), (0, 0, 30.0)))
    assert goal(result, "exposure") == pytest.approx(3)
    assert plan.on_post_people[0, 0] == pytest.approx(3)


def test_the_gradient_reports_what_is_short_of_each_stage() -> None:
    """Normal 100 delivered a day, target 40 % on day 2; 10 parcels of backlog go on day 1: 40 short on day 2."""
    problem = waiting(world(), (0, 2, 10.0))
    problem = replace(
        problem,
        areas=(replace(problem.areas[0], path="nation"),),
        paths=(GradientPath("nation", "全国", (Stage("2020-02-15", 0.4), Stage("2020-02-29", 0.6))),),
    )
    result, _ = plan_of(problem)
    assert [(row.date, row.delivered_short_parcels) for row in result.gradient] == [("2020-02-15", 40.0)]


def test_sites_open_yes_or_no_where_review_is_short() -> None:
    """Three sites of 2 posts, one review a day; 60, 30, 20 parcels wait: 20 a day each once open.

    Opening 60 first: 60-20=40, 20, 0; then 30: 30, 10, 0; then 20: 20, 20, 0: late 60 + 40 + 40 = 140.
    """
    problem = waiting(world(cells=3, whole_sites=True), (0, 0, 60.0), (1, 0, 30.0), (2, 0, 20.0))
    problem = replace(
        problem,
        cells=tuple(replace(cell, area="A0") for cell in problem.cells),
        areas=(replace(problem.areas[0], reviews_before_opening=True), *problem.areas[1:]),
    )
    problem = change(
        problem,
        "workplace",
        posts_people=np.full(3, 2.0),
        open_sites=np.zeros(3),
        reviews_per_day=np.ones((3, 3)),
    )
    result = solve(problem)
    assert result.plan is not None
    assert result.status in ("optimal", "feasible")
    opened = result.plan.open_sites
    assert np.isin(opened, (0.0, 1.0)).all()
    assert goal(result, "tier1_late") == pytest.approx(140)
