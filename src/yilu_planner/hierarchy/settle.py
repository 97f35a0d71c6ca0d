"""A plan put together moves no parcel that is not there: what rounding left short is carried over to the next day."""

from dataclasses import replace

import numpy as np

from yilu_planner.problem import Array, Problem
from yilu_planner.result import Plan


def settle(problem: Problem, plan: Plan) -> Plan:
    """The plan with dispatch, sorting and delivery cut to what has come by each day."""
    plan, demand = carried(problem, plan), problem.demand
    arrived = demand.delivery_share[:, :, None] * plan.sorted_parcels[problem.class_tier][
        :, problem.cell_region
    ].swapaxes(0, 1)
    delivered = within(demand.waiting_delivery_parcels, arrived, plan.delivered_parcels)
    before, after = plan.delivered_parcels.sum(axis=1), delivered.sum(axis=1)
    kept = np.divide(after, before, out=np.zeros_like(after), where=before > 0)
    return replace(
        plan,
        delivered_parcels=delivered,
        delivered_by_mode_parcels=plan.delivered_by_mode_parcels * kept[:, None, :],
    )


def carried(problem: Problem, plan: Plan) -> Plan:
    """The plan with dispatch and sorting alone cut to what has come by each day."""
    dispatched = _dispatched(problem, plan)
    return replace(
        plan,
        dispatched_parcels=dispatched,
        on_pass_parcels=np.minimum(plan.on_pass_parcels, dispatched.sum(axis=0)),
        sorted_parcels=_sorted(problem, plan.sorted_parcels, dispatched),
    )


def within(at_start: Array, inflow: Array, wanted: Array) -> Array:
    """Of what is wanted each day (the last axis), what is there."""
    moved, left = np.zeros_like(wanted), at_start.copy()
    for day in range(wanted.shape[-1]):
        left = left + inflow[..., day]
        moved[..., day] = np.minimum(wanted[..., day], np.maximum(left, 0.0))
        left = left - moved[..., day]
    return moved


def _dispatched(problem: Problem, plan: Plan) -> Array:
    handed = np.zeros((3, len(problem.regions), problem.days))
    for k, tier in enumerate(problem.class_tier):
        np.add.at(handed[tier], problem.cell_region, plan.collected_parcels[:, k])
    inflow = problem.demand.destination_share[:, :, :, None] * handed[:, :, None, :]
    return within(problem.trunk.waiting_hub_parcels, inflow, plan.dispatched_parcels)


def _sorted(problem: Problem, wanted: Array, dispatched: Array) -> Array:
    trunk, days = problem.trunk, problem.days
    reaching = trunk.arriving_parcels.copy()
    for a, b in np.ndindex(trunk.lead_days.shape):
        lead = int(trunk.lead_days[a, b])
        reaching[:, b, lead:] += dispatched[:, a, b, : max(days - lead, 0)]
    return within(np.zeros(wanted.shape[:2]), reaching, wanted)
