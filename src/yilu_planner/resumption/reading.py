"""From the model's numbers back to a plan in parcels, people, sites and units, class by class."""

import numpy as np

from yilu_planner.problem import Problem
from yilu_planner.result import Plan
from yilu_planner.resumption.model import Model
from yilu_planner.solver import Array

DIGITS = 6  # a millionth of a parcel; what the solver leaves below is noise


def read_plan(model: Model, x: Array) -> Plan:
    """The plan at a point of the model."""
    problem, scale = model.problem, model.scale
    size = problem.sizes

    def block(name: str) -> Array:
        values = x[model.columns[name].index] * scale
        return np.where(values < 10.0**-DIGITS, 0.0, values)

    sorted_in = np.moveaxis(block("sorted"), 1, 0)
    demand = problem.demand
    collected = split(
        model, demand.waiting_collection_parcels, demand.offered_parcels, block("collected"),
    )  # fmt: skip
    arrivals = demand.delivery_share[:, :, None] * sorted_in[problem.class_tier][:, problem.cell_region].swapaxes(0, 1)
    delivered = split(model, demand.waiting_delivery_parcels, arrivals, block("delivered"))
    by_mode = block("by_mode")
    total = by_mode.sum(axis=1)
    wanted = delivered.sum(axis=1)
    by_mode *= np.divide(wanted, total, out=np.zeros_like(total), where=total > 0)[:, None, :]
    origin, destination = model.lanes
    regions, days = size["region"], problem.days
    dispatched = np.zeros((3, regions, regions, days))
    dispatched[:, origin, destination] = np.moveaxis(block("dispatched"), 1, 0)
    on_pass = np.zeros((regions, regions, days))
    on_pass[origin, destination] = block("on_pass")
    on_post = block("on_post")
    opened = _open_sites(model, x, on_post)
    newly = x[model.columns["newly_open"].index] * sites_of(problem)[:, None]
    return Plan(**{
        name: np.maximum(np.round(value, DIGITS), 0.0)
        for name, value in {
            "collected_parcels": collected,
            "delivered_parcels": delivered,
            "delivered_by_mode_parcels": by_mode,
            "dispatched_parcels": dispatched,
            "on_pass_parcels": on_pass,
            "sorted_parcels": sorted_in,
            "on_post_people": on_post,
            "returning_people": block("returns"),
            "recruited_people": block("recruits"),
            "open_sites": opened,
            "newly_open_sites": newly,
            "sent_to_cell_units": block("sent_to_cell"),
            "sent_to_store_units": block("sent_to_store"),
        }.items()
    })  # fmt: skip


def sites_of(problem: Problem) -> Array:
    """(cell,) sites."""
    return np.array([cell.sites for cell in problem.cells], dtype=np.float64)


def split(model: Model, at_start: Array, inflow: Array, moved: Array) -> Array:
    """(cell, class, day) what each class moves: its part of what its strand has waiting that day."""
    of_class = model.strands[2]
    waiting = at_start.copy()
    by_class = np.zeros_like(inflow)
    for day in range(model.problem.days):
        waiting = waiting + inflow[:, :, day]
        for strand in range(moved.shape[1]):
            members = of_class == strand
            available = waiting[:, members].sum(axis=1)
            part = np.divide(moved[:, strand, day], available, out=np.zeros(len(available)), where=available > 0)
            by_class[:, members, day] = waiting[:, members] * np.minimum(part, 1.0)[:, None]
        waiting = waiting - by_class[:, :, day]
    return by_class


def _open_sites(model: Model, x: Array, on_post: Array) -> Array:
    """Where opening is reviewed, as the model says; elsewhere no more sites than the people on post need."""
    problem, workplace = model.problem, model.problem.workplace
    sites = sites_of(problem)[:, None]
    room = workplace.shifts * workplace.floor_area_m2 / workplace.m2_per_person
    with np.errstate(divide="ignore", invalid="ignore"):
        crowd = np.where(workplace.inside_share > 0, workplace.inside_share / room, 0.0)[:, None] * on_post
        posts = on_post / workplace.posts_people[:, None]
    needed = np.where(on_post > 0, np.maximum(crowd, posts), 0.0) * sites
    if problem.whole_sites:
        needed = np.where(needed > 10.0**-DIGITS, 1.0, 0.0)
    reviewed = np.array([area.reviews_before_opening for area in problem.areas])[problem.cell_area]
    opened = x[model.columns["open"].index] * sites
    return np.where(reviewed[:, None], opened, needed)
