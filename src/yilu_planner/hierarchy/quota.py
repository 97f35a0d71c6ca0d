"""What the upper plan leaves to one of its cells, written into that cell's own problem."""

from dataclasses import replace

import numpy as np

from yilu_planner.problem import Array, ControlOrder, Problem, Protection, Region, Supplier, Trunk
from yilu_planner.problem.problem import Index
from yilu_planner.result import Plan

OUT = "world outside"  # where a piece's parcels leave to


def cut(problem: Problem, label: str, cells: Index) -> Problem:
    """Some cells as a problem of their own: their region and the world outside, their areas, stores empty."""
    ids = [problem.cells[at] for at in cells]
    region = next(item for item in problem.regions if item.id == ids[0].region)
    area_at = sorted({int(problem.cell_area[at]) for at in cells})
    link_at = [at for at, cell in enumerate(problem.link_ends[1]) if cell in set(cells.tolist())]
    stores = sorted({problem.supply_links[at].supplier for at in link_at})
    store_at = [at for at, item in enumerate(problem.suppliers) if item.id in stores]
    own: dict[str, object] = {}
    for part in (problem.delivery, problem.staff, problem.workplace, problem.risk, problem.protection, problem.demand):
        taken = {}
        for name, spec, value in part.described():
            if spec.axes[:1] == ("cell",):
                taken[name] = value[cells]
            elif spec.axes[:1] == ("area",):
                taken[name] = value[area_at]
            elif spec.axes[:1] == ("supplier",):
                taken[name] = np.zeros((len(store_at), *value.shape[1:]))
        own[type(part).__name__.lower()] = taken
    share = _of_all(problem, own["demand"]["delivery_share"])  # type: ignore[index]
    own["demand"] |= {"delivery_share": share, "destination_share": _everything_out()}  # type: ignore[operator]
    return replace(
        problem,
        name=f"{problem.name} / {label}",
        cells=tuple(ids),
        areas=tuple(problem.areas[at] for at in area_at),
        regions=(region, Region(OUT, OUT)),
        suppliers=tuple(Supplier(problem.suppliers[at].id, problem.suppliers[at].name) for at in store_at),
        supply_links=tuple(problem.supply_links[at] for at in link_at),
        orders=tuple(
            _order_of_piece(problem, order, cells) for order in problem.orders if _inside(problem, order, cells).size
        ),
        trunk=_trunk(problem, np.zeros((3, problem.days)), np.zeros(problem.days)),
        **{name: replace(getattr(problem, name), **taken) for name, taken in own.items()},  # type: ignore[arg-type]
    )


def with_quotas(upper: Problem, plan: Plan, cells: Index, piece: Problem) -> Problem:
    """The piece under what the upper plan gives its cells: parcels that arrive, room on the trunk, goods, places."""
    region = upper.cell_region[cells[0]]
    arriving = plan.sorted_parcels[:, region] * arrival_share(upper, cells)[:, None]
    piece = replace(
        piece,
        trunk=_trunk(piece, arriving, plan.collected_parcels[cells].sum(axis=(0, 1))),
        protection=_supply(upper, plan, cells, piece),
    )
    if (upper.cell_area == upper.cell_area[cells[0]]).sum() > len(cells):
        piece = _places(upper, plan, cells, piece)
    return replace(piece, orders=_orders(upper, plan, cells, piece))


def arrival_share(upper: Problem, cells: Index) -> Array:
    """(tier,) of what their region sorts, the cells' part."""
    share = upper.demand.delivery_share[cells].sum(axis=0)
    return np.minimum(np.bincount(upper.class_tier, weights=share, minlength=3), 1.0)


def _of_all(problem: Problem, share: Array) -> Array:
    """Shares that add to 1 in each tier (where there are any)."""
    total = np.bincount(problem.class_tier, weights=share.sum(axis=0), minlength=3)[problem.class_tier]
    return np.minimum(np.divide(share, total, out=np.zeros_like(share), where=total > 0), 1.0)


def _everything_out() -> Array:
    share = np.zeros((3, 2, 2))
    share[:, 0, 1] = 1.0
    return share


def _trunk(problem: Problem, arriving: Array, leaving: Array) -> Trunk:
    """A hub without limit; parcels arrive as said and leave up to the day's quota."""
    days, most = problem.days, float(leaving.max(initial=0.0))
    inbound, cut = np.zeros((3, 2, days)), np.zeros((2, 2, days))
    inbound[:, 0] = arriving
    if most > 0:
        cut[0, 1] = 1 - leaving / most
    return Trunk(
        hub_capacity_parcels=np.full((2, days), np.inf),
        waiting_hub_parcels=np.zeros((3, 2, 2)),
        arriving_parcels=inbound,
        lane_capacity_parcels=np.array([[0.0, most], [0.0, 0.0]]),
        lane_cut_share=cut,
        lead_days=np.zeros((2, 2)),
        passes=np.zeros((2, days)),
        parcels_per_pass=problem.trunk.parcels_per_pass,
    )


def _supply(upper: Problem, plan: Plan, cells: Index, piece: Problem) -> Protection:
    """What the upper plan sends reaches the piece's store of the same name; the piece's own links carry it on."""
    days, own = piece.days, piece.protection
    arriving, stock = own.supplier_arriving_units.copy(), own.supplier_stock_units.copy()
    above = np.flatnonzero(np.isin(upper.link_ends[1], cells))
    for at, store in enumerate(piece.suppliers):
        links = [link for link in above if upper.supply_links[link].supplier == store.id]
        if not links:
            continue
        onward = min((link.lead_days for link in piece.supply_links if link.supplier == store.id), default=0)
        arriving[at], stock[at] = 0.0, 0.0
        for link in links:
            late = max(upper.supply_links[link].lead_days - onward, 0)
            arriving[at][:, late:] += plan.sent_to_cell_units[link][:, : max(days - late, 0)]
    return replace(own, supplier_arriving_units=arriving, supplier_stock_units=stock)


def _places(upper: Problem, plan: Plan, cells: Index, piece: Problem) -> Problem:
    """Where several pieces share an area: this one's arrivals, isolation places and whole reviews, as planned.

    A piece with areas of its own has them shared out by its people, within their own limits.
    """
    days, shared = piece.days, upper.areas[upper.cell_area[cells[0]]].id
    returning = plan.returning_people[cells].sum(axis=0)
    isolated = np.zeros(days)
    for g, group in enumerate(upper.groups):
        for day in range(days):
            isolated[day : day + group.days] += returning[g, day]
    opening = plan.newly_open_sites[cells].sum(axis=0)
    staff, workplace = piece.staff, piece.workplace
    people = staff.present_people + staff.away_people.sum(axis=1)
    weight = np.bincount(piece.cell_area, people, len(piece.areas))[:, None] / max(people.sum(), 1e-9)
    reviews = np.cumsum(opening) * weight
    if piece.whole_sites:
        reviews = np.floor(np.cumsum(reviews, axis=0) + 1e-6)
        reviews = np.diff(reviews, axis=0, prepend=0.0)
    reviews = np.diff(reviews, axis=1, prepend=0.0)
    places = isolated * weight
    if all(area.id != shared for area in piece.areas):
        places = np.minimum(staff.isolation_places - staff.isolated_people, places)
    return replace(
        piece,
        staff=replace(
            staff,
            arrivals_max_people=np.minimum(staff.arrivals_max_people, returning.sum(axis=0) * weight),
            isolation_places=places,
            isolated_people=np.zeros_like(places),
        ),
        workplace=replace(workplace, reviews_per_day=np.maximum(reviews, 0.0)),
    )


def _inside(problem: Problem, order: ControlOrder, cells: Index) -> Index:
    return np.intersect1d(problem.cells_of(order), cells)


def _order_of_piece(problem: Problem, order: ControlOrder, cells: Index) -> ControlOrder:
    """The order over the piece's cells; of a cap, the part its normal volume is of all under the order."""
    mine, normal = _inside(problem, order, cells), problem.demand.normal_delivered_parcels
    inside, every = normal[mine].sum(), normal[problem.cells_of(order)].sum()
    share = 1.0 if order.kind == "opening_share" else inside / every if every > 0 else 0.0
    return replace(order, cells=tuple(problem.cells[at].id for at in mine), limit=order.limit * share)


def _orders(upper: Problem, plan: Plan, cells: Index, piece: Problem) -> tuple[ControlOrder, ...]:
    """Caps the upper level shared out, day by day as it planned; the piece's other orders stay."""
    mine = {upper.cells[at].id for at in cells}
    caps = [order for order in upper.orders if order.kind != "opening_share" and mine <= set(order.cells)]
    shared = {(order.document, order.kind) for order in caps}
    orders = [order for order in piece.orders if (order.document, order.kind) not in shared]
    third = np.flatnonzero(upper.class_tier == 2)
    ids = tuple(member.id for member in piece.cells)
    for order in caps:
        flow = plan.collected_parcels if order.kind == "tier3_collected" else plan.delivered_parcels
        under = upper.cells_of(order)
        moved = flow[:, third].sum(axis=1)
        for day in range(order.first_day, min(order.last_day, upper.days - 1) + 1):
            total = moved[under, day].sum()
            share = moved[cells, day].sum() / total if total > 0 else len(cells) / len(under)
            orders.append(ControlOrder(order.document, order.kind, ids, day, day, float(order.limit * share)))
    return tuple(orders)
