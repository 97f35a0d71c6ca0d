"""Small planning problems for tests: one plain world changed a word at a time."""

from dataclasses import replace
from typing import Any

import numpy as np

from yilu_planner.problem import (
    Area,
    Cell,
    Delivery,
    Demand,
    Item,
    Mode,
    Problem,
    Protection,
    QuarantineGroup,
    Region,
    Risk,
    ServiceClass,
    Staff,
    Supplier,
    SupplyLink,
    Trunk,
    Workplace,
)
from yilu_planner.problem.problem import NEEDS_SOURCE

CLASSES = (
    ServiceClass("necessities", 1, "生活必需", "necessities"),
    ServiceClass("orders", 2, "已产生订单", "existing orders"),
    ServiceClass("shopping", 3, "网购", "online shopping"),
)
MODES = (Mode("door", "上门", "door", at_door=True), Mode("locker", "快件箱", "locker"))


def world(
    *, cells: int = 1, days: int = 3, regions: int = 1, suppliers: bool = False, whole_sites: bool = False
) -> Problem:
    """Plenty of everything, one region: nothing is offered or waiting until a test says so."""
    c, k, m, g, a = cells, 3, 2, 1, cells
    share = np.zeros((3, regions, regions))
    share[:, np.arange(regions), np.arange(regions)] = 1.0
    region_of = [r % regions for r in range(c)]
    per_region = np.bincount(region_of, minlength=regions)
    delivery_share = np.array([[1.0 / per_region[region_of[i]]] * k for i in range(c)])
    stores = (Supplier("S0", "国家储备"), Supplier("S1", "省级储备", parent="S0", lead_days=1)) if suppliers else ()
    return Problem(
        name="test world (synthetic)",
        first_day="2020-02-14",
        days=days,
        cells=tuple(
            Cell(f"C{i}", f"第{i}片", f"A{i}", f"R{region_of[i]}", sites=1 if whole_sites else 10) for i in range(c)
        ),
        areas=tuple(Area(f"A{i}", f"第{i}区") for i in range(a)),
        regions=tuple(Region(f"R{r}", f"第{r}省") for r in range(regions)),
        classes=CLASSES,
        modes=MODES,
        groups=(QuarantineGroup("q1", 1),),
        items=(Item("mask", "口罩", "masks", "只"),),
        suppliers=stores,
        supply_links=tuple(SupplyLink("S1", f"C{i}") for i in range(c)) if suppliers else (),
        demand=Demand(
            offered_parcels=np.zeros((c, k, days)),
            waiting_collection_parcels=np.zeros((c, k)),
            waiting_delivery_parcels=np.zeros((c, k)),
            destination_share=share,
            delivery_share=delivery_share,
            normal_collected_parcels=np.full(c, 100.0),
            normal_delivered_parcels=np.full(c, 100.0),
        ),
        trunk=Trunk(
            hub_capacity_parcels=np.full((regions, days), np.inf),
            waiting_hub_parcels=np.zeros((3, regions, regions)),
            arriving_parcels=np.zeros((3, regions, days)),
            lane_capacity_parcels=np.full((regions, regions), 1e6),
            lane_cut_share=np.zeros((regions, regions, days)),
            lead_days=1 - np.eye(regions),
            passes=np.zeros((regions, days)),
            parcels_per_pass=np.array(100.0),
        ),
        delivery=Delivery(
            minutes_per_delivery=np.full((c, m), 6.0),
            minutes_per_collection=np.full(c, 6.0),
            mode_capacity_parcels=np.full((c, m, days), np.inf),
            door_access_share=np.ones((c, days)),
            clear_from_day=np.full(k, np.inf),
        ),
        staff=Staff(
            present_people=np.full(c, 10.0),
            clearing_people=np.zeros((c, days)),
            unavailable_people=np.zeros((c, days)),
            away_people=np.zeros((c, g)),
            recruits_max_people=np.zeros(c),
            recruit_training_days=np.array(0.0),
            arrivals_max_people=np.full((a, days), np.inf),
            isolation_places=np.full((a, days), np.inf),
            isolated_people=np.zeros((a, days)),
            on_post_min_people=np.zeros((c, days)),
            working_minutes=np.full(c, 60.0),
        ),
        workplace=Workplace(
            posts_people=np.full(c, 100.0),
            floor_area_m2=np.full(c, 1000.0),
            m2_per_person=np.full(c, 4.0),
            inside_share=np.full(c, 1.0),
            shifts=np.ones(c),
            open_sites=np.full(c, 1.0 if whole_sites else 10.0),
            unblocked_sites=np.full((c, days), 1.0 if whole_sites else 10.0),
            reviews_per_day=np.full((a, days), np.inf),
        ),
        protection=Protection(
            burn_per_staff_day=np.full((c, 1), 2.0),
            stock_units=np.full((c, 1), 1e6),
            hq_arriving_units=np.zeros((c, 1, days)),
            self_purchase_arriving_units=np.zeros((c, 1, days)),
            government_arriving_units=np.zeros((c, 1, days)),
            supplier_stock_units=np.zeros((len(stores), 1)),
            supplier_arriving_units=np.zeros((len(stores), 1, days)),
        ),
        risk=Risk(exposure_weight=np.ones((c, days))),
        sources=dict.fromkeys(NEEDS_SOURCE, "test"),
        whole_sites=whole_sites,
        demonstration=True,
    )


def change(problem: Problem, part: str, **fields: Any) -> Problem:
    """The problem with some arrays of one part replaced."""
    return replace(problem, **{part: replace(getattr(problem, part), **fields)})


def waiting(problem: Problem, *parcels: tuple[int, int, float]) -> Problem:
    """The problem with (cell, class, parcels) waiting for delivery before the first day."""
    table = problem.demand.waiting_delivery_parcels.copy()
    for cell, kind, count in parcels:
        table[cell, kind] += count
    return change(problem, "demand", waiting_delivery_parcels=table)
