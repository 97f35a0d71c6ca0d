"""Rows that whole sites can keep at no cost, so that a relaxed plan cannot serve everybody from a sliver of each site.

A site closed at the start and permitted every day gains nothing by closing again; while it is closed it has
collected and delivered nothing. So what it has done up to a day is at most open x all that can have come by then.
For the first tier only: there the sliver is small and the gap is stated first.
"""

import numpy as np

from yilu_planner.resumption.model import Model
from yilu_planner.solver import Array, Index, LinearModel, Matrix


def tightened(model: Model, may_open: Array) -> Matrix:
    """The model with these rows for the closed sites that `may_open` (cell,) on every day."""
    problem, scale, columns = model.problem, model.scale, model.columns
    demand, delivery = problem.demand, problem.delivery
    reviewed = np.array([area.reviews_before_opening for area in problem.areas])[problem.cell_area]
    shut = reviewed & (may_open > 0) & (problem.workplace.open_sites < 1)
    first = np.flatnonzero(model.strands[0] == 0)
    extra = LinearModel()
    opened, days = columns["open"].index, problem.days

    collected_most = np.cumsum(_by_strand(model, demand.offered_parcels), axis=2) / scale
    collected_most += _by_strand(model, demand.waiting_collection_parcels)[:, :, None] / scale
    cells = np.flatnonzero(shut & (delivery.minutes_per_collection > 0))
    most = collected_most[np.ix_(cells, first)]
    rows = extra.add_rows("collected_by_open", most.shape, upper=-most)
    extra.add_entries(rows.index, columns["waiting_collection"].index[np.ix_(cells, first)], -1.0)
    extra.add_entries(rows.index, opened[cells][:, None, :], -most)

    cells = np.flatnonzero(shut & (delivery.minutes_per_delivery > 0).all(axis=1))
    share = _by_strand(model, demand.delivery_share)[np.ix_(cells, first)]
    at_start = _by_strand(model, demand.waiting_delivery_parcels)[np.ix_(cells, first)] / scale
    regions = problem.cell_region[cells]
    sorted_most = _sorted_most(model, collected_most)[regions][:, :1]
    most = at_start[:, :, None] + share[:, :, None] * sorted_most
    rows = extra.add_rows("delivered_by_open", most.shape, upper=-at_start[:, :, None])
    extra.add_entries(rows.index, columns["waiting_delivery"].index[np.ix_(cells, first)], -1.0)
    extra.add_entries(rows.index, opened[cells][:, None, :], -most)
    sorted_in = columns["sorted"].index[regions][:, :1]
    for day in range(days):
        extra.add_entries(rows[..., day:], sorted_in[..., day, None], share[:, :, None])
    return model.matrix.with_rows(extra)


def _by_strand(model: Model, values: Array) -> Array:
    """The class axis (the second) summed into strands."""
    of_class = model.strands[2]
    member: Index = (of_class[:, None] == np.arange(len(model.strands[0]))).astype(np.int64)
    return np.moveaxis(np.tensordot(values, member, axes=(1, 0)), -1, 1)


def _sorted_most(model: Model, collected_most: Array) -> Array:
    """(region, tier, day) all that can have been sorted by the end of a day."""
    problem, scale = model.problem, model.scale
    demand, trunk, days = problem.demand, problem.trunk, problem.days
    handed = np.zeros((problem.sizes["region"], 3, days))
    np.add.at(handed, (problem.cell_region[:, None], model.strands[0][None, :]), collected_most)
    most = np.cumsum(np.moveaxis(trunk.arriving_parcels, 0, 1), axis=2) / scale
    for origin, destination in zip(*model.lanes, strict=True):
        lead = int(trunk.lead_days[origin, destination])
        sent = demand.destination_share[:, origin, destination, None] * handed[origin]
        sent += trunk.waiting_hub_parcels[:, origin, destination, None] / scale
        if lead < days:
            most[destination, :, lead:] += sent[:, : days - lead]
    return np.asarray(most)
