"""Parcels day by day: nothing is moved that is not there, nothing beyond a hub, lane, pass, mode or order."""

from dataclasses import dataclass

import numpy as np

from yilu_planner.check.finding import Ledger
from yilu_planner.problem import Array, Problem
from yilu_planner.result import Plan


@dataclass(frozen=True, eq=False)
class Waiting:
    """Backlogs at the end of each day, in parcels."""

    collection: Array  # (cell, class, day)
    delivery: Array  # (cell, class, day)
    hub: Array  # (tier, origin, destination, day)
    sort: Array  # (tier, region, day)


def check_parcels(problem: Problem, plan: Plan, ledger: Ledger) -> Waiting:
    """Every limit on parcels; gives the backlogs that follow."""
    cells = [cell.id for cell in problem.cells]
    waiting = backlogs(problem, plan)
    for name, left in (("collection_balance", waiting.collection), ("delivery_balance", waiting.delivery)):
        ledger.at_most(name, [cells, [item.id for item in problem.classes]], -left, np.zeros(1))
    regions = [region.id for region in problem.regions]
    tiers = ["1", "2", "3"]
    ledger.at_most("hub_balance", [tiers, regions, regions], -waiting.hub, np.zeros(1))
    ledger.at_most("sort_balance", [tiers, regions], -waiting.sort, np.zeros(1))
    _check_trunk(problem, plan, ledger, regions)
    _check_delivery(problem, plan, ledger, cells)
    for order in problem.orders:
        if order.kind == "opening_share":
            continue
        flow = plan.collected_parcels if order.kind == "tier3_collected" else plan.delivered_parcels
        third = [k for k, item in enumerate(problem.classes) if item.tier == 3]
        inside = [c for c, cell in enumerate(cells) if cell in order.cells]
        volume = flow[inside][:, third].sum(axis=(0, 1))[order.first_day : order.last_day + 1]
        ledger.at_most("tier3_order", [[order.document]], volume[None, :], np.array(order.limit))
    clear = problem.delivery.clear_from_day
    for k, item in enumerate(problem.classes):
        if np.isfinite(clear[k]):
            for name, left in (("guarantee", waiting.delivery), ("guarantee_collection", waiting.collection)):
                due = left[:, k, int(clear[k]) :]
                ledger.at_most(name, [[f"{cell}/{item.id}" for cell in cells]], due, np.zeros(1))
    return waiting


def backlogs(problem: Problem, plan: Plan) -> Waiting:
    """What waits where at the end of each day, negative where the plan moves what is not there."""
    demand, trunk, days = problem.demand, problem.trunk, problem.days
    tier = np.array([item.tier - 1 for item in problem.classes])
    region = [[item.id for item in problem.regions].index(cell.region) for cell in problem.cells]
    handed = np.zeros((3, len(problem.regions), days))
    for c, r in enumerate(region):
        for k, t in enumerate(tier):
            handed[t, r] += plan.collected_parcels[c, k]
    collection = demand.waiting_collection_parcels[:, :, None] + np.cumsum(
        demand.offered_parcels - plan.collected_parcels, axis=2
    )
    arrived = demand.delivery_share[:, :, None] * plan.sorted_parcels[tier][:, region].swapaxes(0, 1)
    delivery = demand.waiting_delivery_parcels[:, :, None] + np.cumsum(arrived - plan.delivered_parcels, axis=2)
    to_lane = demand.destination_share[:, :, :, None] * handed[:, :, None, :]
    hub = trunk.waiting_hub_parcels[..., None] + np.cumsum(to_lane - plan.dispatched_parcels, axis=3)
    reaching = trunk.arriving_parcels.copy()
    for a in range(len(problem.regions)):
        for b in range(len(problem.regions)):
            lead = int(trunk.lead_days[a, b])
            if lead < days:
                reaching[:, b, lead:] += plan.dispatched_parcels[:, a, b, : days - lead]
    sort = np.cumsum(reaching - plan.sorted_parcels, axis=2)
    outside = [r for r in range(len(problem.regions)) if r not in set(region)]
    sort[:, outside] = 0.0  # what reaches a region without cells has left the plan
    return Waiting(collection, delivery, hub, sort)


def _check_trunk(problem: Problem, plan: Plan, ledger: Ledger, regions: list[str]) -> None:
    trunk = problem.trunk
    sent = plan.dispatched_parcels.sum(axis=0)
    with_cells = {cell.region for cell in problem.cells}
    inside = np.array([region in with_cells for region in regions])
    through = sent.sum(axis=1) + plan.sorted_parcels.sum(axis=0)
    most = np.where(inside[:, None], trunk.hub_capacity_parcels, np.inf)
    ledger.at_most("hub_throughput", [regions], through, most)
    ledger.at_most("sorted_outside", [regions], plan.sorted_parcels.sum(axis=0), np.where(inside, np.inf, 0)[:, None])
    full = trunk.lane_capacity_parcels[:, :, None]
    with np.errstate(invalid="ignore"):
        cut = np.where(np.isinf(full), 0.0, full * trunk.lane_cut_share)
    ledger.at_most("lane_capacity", [regions, regions], sent - plan.on_pass_parcels, full - cut)
    ledger.at_most("traffic_control", [regions, regions], plan.on_pass_parcels, cut)
    used = plan.on_pass_parcels.sum(axis=1)
    ledger.at_most("passes", [regions], used, trunk.passes * float(trunk.parcels_per_pass))


def _check_delivery(problem: Problem, plan: Plan, ledger: Ledger, cells: list[str]) -> None:
    delivery = problem.delivery
    by_mode = plan.delivered_by_mode_parcels
    total = plan.delivered_parcels.sum(axis=1)
    ledger.equal("mode_of_delivery", [cells], by_mode.sum(axis=1), total)
    modes = [mode.id for mode in problem.modes]
    ledger.at_most("mode_capacity", [cells, modes], by_mode, delivery.mode_capacity_parcels)
    at_door = by_mode[:, [m for m, mode in enumerate(problem.modes) if mode.at_door]].sum(axis=1)
    ledger.at_most("door_access", [cells], at_door, delivery.door_access_share * total)
    minutes = (by_mode * delivery.minutes_per_delivery[:, :, None]).sum(axis=1)
    minutes = minutes + plan.collected_parcels.sum(axis=1) * delivery.minutes_per_collection[:, None]
    hours = plan.on_post_people * problem.staff.working_minutes[:, None] / 60
    ledger.at_most("courier_time", [cells], minutes / 60, hours)
