"""Seeded numbers of a demonstration: half the staff away, masks short, doors mostly shut, lanes cut."""

from collections.abc import Sequence

import numpy as np

from yilu_planner.example.layout import Layout
from yilu_planner.problem import Delivery, Demand, Protection, ServiceClass, Staff, Trunk, Workplace

# shares of normal volume by class (demonstration), and how far each runs above or below it in the epidemic
CLASS_SHARE = np.array([0.002, 0.02, 0.03, 0.008, 0.08, 0.04, 0.01, 0.81])
CLASS_SURGE = np.array([1.0, 1.0, 1.8, 2.5, 0.8, 1.2, 0.7, 0.55])
PARCELS_PER_PERSON = 160.0  # collected and delivered by one person on a normal day


def people_normal(layout: Layout) -> np.ndarray:
    """(cell,) staff on a normal day."""
    return np.maximum(np.round(2 * layout.normal / PARCELS_PER_PERSON), 3)


def demand_numbers(layout: Layout, rng: np.random.Generator, classes: Sequence[ServiceClass]) -> Demand:
    """Demand growing from 45 % to 85 % of normal, with a backlog left by the holiday."""
    cells, days, regions = len(layout.cells), layout.days, len(layout.regions)
    growth = np.linspace(0.45, 0.85, max(days, 14))[:days]
    weekday = 1 + 0.06 * np.sin(np.arange(days) * 2 * np.pi / 7)
    noise = rng.lognormal(0, 0.12, (cells, len(classes), days))
    base = layout.normal[:, None] * CLASS_SHARE * CLASS_SURGE
    offered = base[:, :, None] * (growth * weekday)[None, None, :] * noise
    offered[:, :4] = base[:, :4, None] * noise[:, :4] * weekday
    pull = layout.region_normal[None, :] * rng.lognormal(0, 0.3, (regions, regions))
    share = np.stack([pull, pull, pull])
    share[:, np.arange(regions), np.arange(regions)] *= 3
    share = np.round(share / share.sum(axis=2, keepdims=True), 6)
    share[:, :, 0] += 1 - share.sum(axis=2)
    delivery_share = _shares_within_region(layout, base * rng.lognormal(0, 0.1, base.shape), classes)
    backlog = rng.uniform(0.2, 1.0, (cells, 1)) * layout.severity[:, None]
    return Demand(
        offered_parcels=offered.round(1),
        waiting_collection_parcels=(0.4 * backlog * base).round(1),
        waiting_delivery_parcels=(2.5 * backlog * base).round(1),
        destination_share=share,
        delivery_share=delivery_share,
        normal_collected_parcels=layout.normal.round(),
        normal_delivered_parcels=layout.normal.round(),
    )


def _shares_within_region(layout: Layout, weight: np.ndarray, classes: Sequence[ServiceClass]) -> np.ndarray:
    names = [region.id for region in layout.regions]
    region = np.array([names.index(cell.region) for cell in layout.cells])
    tier = np.array([item.tier for item in classes])
    share = np.zeros(weight.shape)
    for r in np.unique(region):
        for t in np.unique(tier):
            block = np.ix_(region == r, tier == t)
            part = np.round(weight[block] / weight[block].sum(), 8)
            part.flat[part.argmax()] += 1 - part.sum()
            share[block] = part
    return share


def trunk_numbers(layout: Layout, rng: np.random.Generator) -> Trunk:
    """Lanes cut by traffic control around the worst regions, and passes that restore some of it."""
    regions, days = len(layout.regions), layout.days
    names = [region.id for region in layout.regions]
    normal = layout.region_normal
    severe = np.zeros(regions)
    for at, cell in enumerate(layout.cells):
        severe[names.index(cell.region)] = max(severe[names.index(cell.region)], layout.severity[at])
    has_cells = np.isin(names, [cell.region for cell in layout.cells])
    flow = normal[:, None] * normal[None, :] / normal.sum()
    flow = np.where(has_cells[:, None] & has_cells[None, :], flow * 1.3 + 50, np.maximum(flow, normal.min()) * 1.5)
    np.fill_diagonal(flow, normal * 1.2)
    cut = np.clip(1.2 * np.maximum.outer(severe, severe) - 0.3, 0, 0.9)
    np.fill_diagonal(cut, 0)
    easing = np.linspace(1, 0.4, days)
    lead = np.where(np.eye(regions) > 0, 0, rng.integers(1, 4, (regions, regions)))
    lead = np.maximum(lead, lead.T)
    to_cells = np.bincount([names.index(cell.region) for cell in layout.cells], layout.normal, regions)
    tier_share = np.array([CLASS_SHARE[:4].sum(), CLASS_SHARE[4:7].sum(), CLASS_SHARE[7:].sum()])
    surge = np.array([1.5, 0.8, 0.5])
    arriving = np.zeros((3, regions, days))
    # goods on the way from regions inside arrive in the first days; the world outside keeps sending
    closed = has_cells.all()
    keeps = np.where(np.arange(days) < 2, 0.9, 0.0 if closed else 0.9)
    arriving[:] = (tier_share * surge)[:, None, None] * to_cells[None, :, None] * keeps
    return Trunk(
        hub_capacity_parcels=np.repeat((normal * 2 * (1.05 - 0.5 * severe))[:, None], days, axis=1).round(),
        waiting_hub_parcels=(0.8 * tier_share[:, None, None] * flow * severe[:, None] * has_cells[:, None]).round(1),
        arriving_parcels=arriving.round(1),
        lane_capacity_parcels=flow.round(),
        lane_cut_share=(cut[:, :, None] * easing).round(3),
        lead_days=lead,
        passes=np.repeat(np.round(normal * severe / 3000 * 0.15)[:, None], days, axis=1),
        parcels_per_pass=np.array(3000.0),
    )


def delivery_numbers(layout: Layout, rng: np.random.Generator, classes: int) -> Delivery:
    """Most compounds shut to couriers; lockers, points and stations take the rest up to their room."""
    cells, days = len(layout.cells), layout.days
    minutes = np.array([4.5, 1.6, 1.4, 1.0, 5.5]) * rng.uniform(0.85, 1.2, (cells, 1))
    capacity = np.full((cells, 5, days), np.inf)
    for mode, share in ((1, 0.35), (2, 0.3), (3, 0.2), (4, 0.05)):
        capacity[:, mode, :] = (layout.normal * share * rng.uniform(0.7, 1.3, cells)).round()[:, None]
    door = np.clip(0.65 - 0.55 * layout.severity, 0.05, 1)
    return Delivery(
        minutes_per_delivery=minutes.round(2),
        minutes_per_collection=rng.uniform(1.2, 2.2, cells).round(2),
        mode_capacity_parcels=capacity,
        door_access_share=np.repeat(door[:, None], days, axis=1).round(3),
        clear_from_day=np.full(classes, np.inf),
    )


def staff_numbers(layout: Layout, rng: np.random.Generator) -> Staff:
    """A third to a half present; the rest away in three groups, limited by arrivals and isolation places."""
    cells, days = len(layout.cells), layout.days
    people = people_normal(layout)
    present = np.round(people * rng.uniform(0.25, 0.55, cells) * (1 - 0.75 * layout.severity**2))
    away = np.maximum(people - present, 0)[:, None] * np.array([0.5, 0.35, 0.15])
    area_of = {area.id: at for at, area in enumerate(layout.areas)}
    cell_area = np.array([area_of[cell.area] for cell in layout.cells])
    by_area = np.bincount(cell_area, people, len(layout.areas))
    severe = np.zeros(len(layout.areas))
    np.maximum.at(severe, cell_area, layout.severity)
    clearing = np.zeros((cells, days))
    for day in range(min(days, 10)):
        clearing[:, day] = np.round(0.012 * people)
    return Staff(
        present_people=present,
        clearing_people=clearing,
        unavailable_people=np.repeat(np.floor(0.02 * present)[:, None], days, axis=1),
        away_people=np.round(away),
        recruits_max_people=np.round(0.03 * people),
        recruit_training_days=np.array(2.0),
        arrivals_max_people=np.repeat(np.ceil(by_area * (0.05 - 0.035 * severe))[:, None], days, axis=1),
        isolation_places=np.repeat(np.ceil(0.12 * by_area)[:, None], days, axis=1),
        isolated_people=np.repeat(np.floor(0.03 * by_area)[:, None], days, axis=1),
        on_post_min_people=np.zeros((cells, days)),
        working_minutes=np.full(cells, 420.0),
    )


def workplace_numbers(layout: Layout, rng: np.random.Generator) -> Workplace:
    """Half the sites open; floor area and shifts bind in some cells."""
    cells, days = len(layout.cells), layout.days
    people = people_normal(layout)
    sites = np.array([cell.sites for cell in layout.cells], dtype=np.float64)
    opened = np.round(sites * rng.uniform(0.35, 0.75, cells))
    if layout.whole_sites:
        opened = (rng.uniform(size=cells) < 0.6).astype(np.float64)
    reviews = np.zeros(len(layout.areas))
    for at, area in enumerate(layout.areas):
        mine = [c for c, cell in enumerate(layout.cells) if cell.area == area.id]
        reviews[at] = max(1, round(0.06 * sites[mine].sum()))
    blocked = np.floor(0.06 * sites) if not layout.whole_sites else rng.uniform(size=cells) < 0.03
    return Workplace(
        posts_people=np.ceil(people * 1.1),
        floor_area_m2=(people * rng.uniform(2.0, 5.0, cells)).round(),
        m2_per_person=np.full(cells, 4.0),
        inside_share=np.full(cells, 0.6),
        shifts=np.where(rng.uniform(size=cells) < 0.4, 2, 1),
        open_sites=np.minimum(opened, sites - blocked),
        unblocked_sites=np.repeat((sites - blocked)[:, None], days, axis=1),
        reviews_per_day=np.repeat(reviews[:, None], days, axis=1),
    )


def protection_numbers(layout: Layout, rng: np.random.Generator) -> Protection:
    """Two masks a person a day where stocks last a week at most and supply covers two thirds."""
    cells, days, stores = len(layout.cells), layout.days, len(layout.suppliers)
    people = people_normal(layout)[:, None]
    burn = np.array([2.0, 0.02])[: layout.items]  # masks, litres of disinfectant
    scarce = (1 - 0.8 * layout.severity**2)[:, None]
    stock = people * burn * rng.uniform(0.0, 1.5, (cells, layout.items)) * scarce
    daily = people * burn
    shape = (cells, layout.items, days)
    hq = daily[:, :, None] * 0.08 * (rng.uniform(size=shape) < 0.5)
    own = (daily * rng.uniform(0.05, 0.2, (cells, 1)) * scarce)[:, :, None] * np.ones(days)
    government = (daily * scarce)[:, :, None] * 0.1 * (np.arange(days) % 3 == 1)
    total = daily.sum(axis=0)
    inflow = np.zeros((stores, layout.items, days))
    below = {supplier.parent for supplier in layout.suppliers}
    for at, supplier in enumerate(layout.suppliers):
        part = 0.1 if supplier.id in below else 0.12 / max(stores - 1, 1)
        inflow[at] = (total * part)[:, None] * rng.uniform(0.6, 1.4, (layout.items, days))
    return Protection(
        burn_per_staff_day=np.repeat(burn[None, :], cells, axis=0),
        stock_units=_counted(stock),
        hq_arriving_units=_counted(hq),
        self_purchase_arriving_units=_counted(own),
        government_arriving_units=_counted(government),
        supplier_stock_units=_counted(inflow.mean(axis=2) * 2),
        supplier_arriving_units=_counted(inflow),
    )


def _counted(units: np.ndarray) -> np.ndarray:
    """Whole masks, hundredths of a litre; the item is the second axis."""
    counted = units.round(2)
    counted[:, 0] = counted[:, 0].round()
    return counted
