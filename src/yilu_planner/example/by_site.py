"""A nation by site in a folder: provinces, their prefectures, and each prefecture's sites as a piece of its own."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import numpy as np

from yilu_planner.hierarchy.aggregate import aggregate
from yilu_planner.hierarchy.node import grouped
from yilu_planner.hierarchy.quota import cut
from yilu_planner.problem import Area, Array, Cell, Demand, Problem, Protection, Risk, Staff, SupplyLink, Workplace

SITES_A_COUNTY = 60
SPREAD = 0.35  # how unlike the sites of a prefecture are (standard deviation of the logarithm)


def nation_by_site(
    nation: Problem, sites: int, *, seed: int, upper_cells: int
) -> Iterator[tuple[tuple[str, ...], Problem]]:
    """Each problem of the folder with its path: the top, then province by province, its prefectures, their sites.

    The top sees provinces in groups of like prefectures, at most `upper_cells` in all.
    """
    rng = np.random.default_rng(seed)
    provinces = [cell.region for cell in nation.cells]
    yield (), aggregate(nation, grouped(nation, provinces, upper_cells), provinces)
    total = sum(cell.sites for cell in nation.cells)
    for province in dict.fromkeys(provinces):
        members = np.array([at for at, name in enumerate(provinces) if name == province], dtype=np.int64)
        within = cut(nation, province, members)
        yield (province,), within
        for at, cell in enumerate(within.cells):
            count = max(1, round(sites * cell.sites / total))
            alone = cut(within, cell.id, np.array([at]))
            yield (province, cell.id), by_site(alone, count, rng)


def by_site(one: Problem, count: int, rng: np.random.Generator) -> Problem:
    """A problem of one cell as so many sites, openings yes or no; what the cell has is shared out unevenly."""
    size = rng.lognormal(0, 0.8, count)
    size /= size.sum()

    def share() -> Array:
        part = size * rng.lognormal(0, SPREAD, count)
        return np.asarray(part / part.sum())

    cell, counties = one.cells[0], max(1, round(count / SITES_A_COUNTY))
    county = np.arange(count) * counties // count
    load, people, goods, room = share(), share(), share(), share()
    by_county = np.bincount(county, people, counties)
    demand, staff, workplace = one.demand, one.staff, one.workplace
    unblocked = _allowed(one, count, rng)
    reviews = np.floor(np.cumsum(np.outer(by_county, workplace.reviews_per_day[0]), axis=0) + 1e-9)
    return replace(
        one,
        cells=tuple(
            Cell(f"{cell.id}-{at:04d}", f"{cell.name}第{at + 1}网点", f"{cell.id}-{county[at]:02d}", cell.region)
            for at in range(count)
        ),
        areas=tuple(
            Area(
                f"{cell.id}-{at:02d}", f"{cell.name}{at + 1}区", one.areas[0].path, one.areas[0].reviews_before_opening
            )
            for at in range(counties)
        ),
        supply_links=tuple(
            SupplyLink(link.supplier, f"{cell.id}-{at:04d}") for link in one.supply_links for at in range(count)
        ),
        orders=tuple(
            replace(order, cells=tuple(f"{cell.id}-{at:04d}" for at in range(count)))
            for order in one.orders
            if order.kind != "opening_share"  # by site it says which sites may open: see `_allowed`
        ),
        demand=replace(_shared(demand, load), destination_share=demand.destination_share),
        delivery=replace(
            one.delivery,
            minutes_per_delivery=one.delivery.minutes_per_delivery * rng.uniform(0.9, 1.1, (count, 1)),
            minutes_per_collection=one.delivery.minutes_per_collection * rng.uniform(0.9, 1.1, count),
            mode_capacity_parcels=one.delivery.mode_capacity_parcels * load[:, None, None],
            door_access_share=np.repeat(one.delivery.door_access_share, count, axis=0),
        ),
        staff=replace(
            _shared(staff, people),
            working_minutes=np.repeat(staff.working_minutes, count),
            **{
                name: getattr(staff, name) * by_county[:, None]
                for name in ("arrivals_max_people", "isolation_places", "isolated_people")
            },
        ),
        workplace=Workplace(
            posts_people=workplace.posts_people * people,
            floor_area_m2=workplace.floor_area_m2 * room,
            m2_per_person=np.repeat(workplace.m2_per_person, count),
            inside_share=np.repeat(workplace.inside_share, count),
            shifts=np.repeat(workplace.shifts, count),
            open_sites=_some(workplace.open_sites[0] / cell.sites, count, rng) * unblocked[:, 0],
            unblocked_sites=unblocked,
            reviews_per_day=np.diff(reviews, axis=0, prepend=0.0),
        ),
        protection=replace(
            _shared(one.protection, goods),
            burn_per_staff_day=np.repeat(one.protection.burn_per_staff_day, count, axis=0),
        ),
        risk=Risk(exposure_weight=np.repeat(one.risk.exposure_weight, count, axis=0)),
        whole_sites=True,
    )


P = TypeVar("P", Demand, Staff, Protection)


def _shared(part: P, share: Array) -> P:
    """Every number of the one cell shared out."""
    taken = {
        name: value * share.reshape(-1, *[1] * (value.ndim - 1))
        for name, spec, value in part.described()
        if spec.axes[:1] == ("cell",)
    }
    return replace(part, **taken)


def _some(part: float, count: int, rng: np.random.Generator) -> Array:
    return np.asarray(rng.permutation(count) < round(part * count), dtype=np.float64)


def _allowed(one: Problem, count: int, rng: np.random.Generator) -> Array:
    """(site, day) 1 where neither a block nor an order on the share of sites keeps the site closed."""
    share = one.workplace.unblocked_sites[0] / one.cells[0].sites
    for order in one.orders:
        if order.kind == "opening_share":
            span = slice(order.first_day, order.last_day + 1)
            share[span] = np.minimum(share[span], order.limit)
    return np.asarray(rng.permutation(count)[:, None] < np.rint(share * count), dtype=np.float64)
