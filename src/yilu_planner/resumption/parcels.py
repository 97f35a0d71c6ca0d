"""Parcels from collection over hubs and lanes to the door, locker or point."""

import numpy as np

from yilu_planner.resumption.model import Build, ids, pairs


def add_parcel_columns(build: Build) -> None:
    """Columns of the parcels' way, in model units."""
    size, model = build.problem.sizes, build.model
    cells, days, regions = size["cell"], size["day"], size["region"]
    lanes = len(build.lanes[0])
    tiers, clear, _ = build.strands
    may_wait = np.where(np.arange(days) >= clear[:, None], 0.0, np.inf)
    for name in ("collected", "delivered"):
        model.add_columns(name, (cells, len(tiers), days))
    for name in ("waiting_collection", "waiting_delivery"):
        model.add_columns(name, (cells, len(tiers), days), upper=may_wait)
    model.add_columns("by_mode", (cells, size["mode"], days), upper=_capacity(build))
    model.add_columns("handed_over", (regions, 3, days))
    model.add_columns("dispatched", (lanes, 3, days))
    model.add_columns("waiting_hub", (lanes, 3, days))
    model.add_columns("sorted", (regions, 3, days), upper=_where_cells(build))
    model.add_columns("waiting_sort", (regions, 3, days))
    origin, destination = build.lanes
    trunk = build.problem.trunk
    capacity = trunk.lane_capacity_parcels[origin, destination]
    cut = trunk.lane_cut_share[origin, destination]
    capacity = np.where(np.isinf(capacity), 0.0, capacity)
    model.add_columns("on_pass", (lanes, days), upper=capacity[:, None] * cut / build.scale)


def add_parcel_rows(build: Build) -> None:
    """Balances per cell, class and day; hubs and lanes by tier; modes of delivery."""
    _add_cells(build)
    _add_trunk(build)
    _add_modes(build)


def _capacity(build: Build) -> np.ndarray:
    return build.problem.delivery.mode_capacity_parcels / build.scale


def _where_cells(build: Build) -> np.ndarray:
    """A region without cells is the world outside: what reaches it has left the plan."""
    upper = np.zeros((build.problem.sizes["region"], 1, 1))
    upper[build.problem.cell_region] = np.inf
    return upper


def _add_cells(build: Build) -> None:
    problem, model = build.problem, build.model
    demand, region = problem.demand, problem.cell_region
    tier, clear, _ = build.strands
    collected, delivered = build.columns("collected"), build.columns("delivered")
    rows = build.balance(
        "collection_balance", build.columns("waiting_collection"),
        build.by_strand(demand.offered_parcels) / build.scale,
        build.by_strand(demand.waiting_collection_parcels) / build.scale,
    )  # fmt: skip
    model.add_entries(rows.index, collected.index, 1.0)
    handed = build.columns("handed_over")
    rows = model.add_rows("region_collection", handed.index.shape, 0.0, 0.0)
    model.add_entries(rows.index, handed.index, 1.0)
    model.add_entries(rows.index[region[:, None], tier[None, :]], collected.index, -1.0)

    waiting = build.columns("waiting_delivery")
    rows = build.balance(
        "delivery_balance", waiting,
        np.zeros(waiting.index.shape), build.by_strand(demand.waiting_delivery_parcels) / build.scale,
    )  # fmt: skip
    model.add_entries(rows.index, delivered.index, 1.0)
    arrivals = build.columns("sorted").index[region[:, None], tier[None, :]]
    model.add_entries(rows.index, arrivals, -build.by_strand(demand.delivery_share)[:, :, None])
    asked = np.flatnonzero(np.isfinite(clear))
    if len(asked):
        owners = pairs(ids(problem.cells), [_members(build, int(strand)) for strand in asked])
        due = np.arange(problem.days) >= clear[asked][:, None]
        for name, block in (("guarantee", "waiting_delivery"), ("guarantee_collection", "waiting_collection")):
            index = np.where(due, build.columns(block)[:, asked, :], -1)
            build.limit(name, "col_upper", owners, index, 1 / build.scale)


def _members(build: Build, strand: int) -> str:
    of_class = build.strands[2]
    return "+".join(item.id for k, item in enumerate(build.problem.classes) if of_class[k] == strand)


def _add_trunk(build: Build) -> None:
    problem, model, scale = build.problem, build.model, build.scale
    demand, trunk, days = problem.demand, problem.trunk, problem.days
    origin, destination = build.lanes
    lanes, regions = len(origin), problem.sizes["region"]
    handed, dispatched = build.columns("handed_over"), build.columns("dispatched")
    waiting = build.columns("waiting_hub")
    at_start = trunk.waiting_hub_parcels[:, origin, destination].T / scale
    rows = build.balance("hub_balance", waiting, np.zeros((lanes, 3, days)), at_start)
    model.add_entries(rows.index, dispatched.index, 1.0)
    share = demand.destination_share[:, origin, destination].T
    model.add_entries(rows.index, handed.index[origin], -share[:, :, None])

    arriving = np.moveaxis(trunk.arriving_parcels, 0, 1) / scale
    has_cells = np.isinf(_where_cells(build)[:, 0, 0])
    arriving = np.where(has_cells[:, None, None], arriving, 0.0)
    sorted_in = build.columns("sorted")
    rows = build.balance("sort_balance", build.columns("waiting_sort"), arriving, np.zeros((regions, 3)))
    model.add_entries(rows.index, sorted_in.index, 1.0)
    lead = trunk.lead_days[origin, destination].astype(np.int64)
    for day in range(days):
        lane = np.flatnonzero((lead <= day) & has_cells[destination])
        tiers = np.arange(3)[None, :]
        model.add_entries(
            rows.index[destination[lane][:, None], tiers, day],
            dispatched.index[lane[:, None], tiers, (day - lead[lane])[:, None]],
            -1.0,
        )

    region_ids = ids(problem.regions)
    capacity = np.where(has_cells[:, None], trunk.hub_capacity_parcels, np.inf)
    hub = model.add_rows("hub_throughput", (regions, days), upper=capacity / scale)
    model.add_entries(hub.index[origin][:, None, :], dispatched.index, 1.0)
    model.add_entries(hub.index[:, None, :], sorted_in.index, 1.0)
    build.limit("hub_throughput", "row_upper", [(r,) for r in region_ids], hub.index, 1 / scale)

    on_pass = build.columns("on_pass")
    uncut = 1 - trunk.lane_cut_share[origin, destination]
    capacity = trunk.lane_capacity_parcels[origin, destination][:, None]
    upper = np.where(np.isinf(capacity), np.inf, np.where(np.isinf(capacity), 0.0, capacity) * uncut)
    rows = model.add_rows("lane_capacity", (lanes, days), upper=upper / scale)
    model.add_entries(rows.index[:, None, :], dispatched.index, 1.0)
    model.add_entries(rows.index, on_pass.index, -1.0)
    lane_ids = [(region_ids[a], region_ids[b]) for a, b in zip(origin, destination, strict=True)]
    build.limit("lane_capacity", "row_upper", lane_ids, rows.index, 1 / scale)
    cut = trunk.lane_cut_share[origin, destination] > 0
    build.limit("traffic_control", "col_upper", lane_ids, np.where(cut, on_pass.index, -1), 1 / scale)
    load = float(trunk.parcels_per_pass)
    rows = model.add_rows("passes", (regions, days), upper=trunk.passes * load / scale)
    model.add_entries(rows.index[origin], on_pass.index, 1.0)
    build.limit("passes", "row_upper", [(r,) for r in region_ids], rows.index, load / scale)


def _add_modes(build: Build) -> None:
    problem, model, scale = build.problem, build.model, build.scale
    cells, days = problem.sizes["cell"], problem.days
    by_mode, delivered = build.columns("by_mode"), build.columns("delivered")
    collected = build.columns("collected")
    rows = model.add_rows("mode_of_delivery", (cells, days), upper=0.0)
    model.add_entries(rows.index[:, None, :], delivered.index, 1.0)
    model.add_entries(rows.index[:, None, :], by_mode.index, -1.0)
    cell_ids = [(name,) for name in ids(problem.cells)]
    door = np.flatnonzero([mode.at_door for mode in problem.modes])
    # a share of the sum of the modes, not of what is delivered: where the sum is more, less by every mode will do, and
    # parcels that have not joined yet stay out of a row in which they would seem to open doors
    rows = model.add_rows("door_access", (cells, days), upper=0.0)
    model.add_entries(rows.index[:, None, :], by_mode.index[:, door, :], 1.0)
    model.add_entries(rows.index[:, None, :], by_mode.index, -problem.delivery.door_access_share[:, None, :])
    build.limit("door_access", "row_upper", cell_ids, rows.index, 1 / scale)
    finite = np.where(np.isfinite(_capacity(build)), by_mode.index, -1)
    build.limit("mode_capacity", "col_upper", pairs(ids(problem.cells), ids(problem.modes)), finite, 1 / scale)
    # hours, so that coefficients stay near one
    rows = model.add_rows("courier_time", (cells, days), upper=0.0)
    minutes = problem.delivery.minutes_per_delivery[:, :, None] / 60
    model.add_entries(rows.index[:, None, :], by_mode.index, minutes)
    model.add_entries(
        rows.index[:, None, :], collected.index, problem.delivery.minutes_per_collection[:, None, None] / 60
    )
    hours = problem.staff.working_minutes[:, None] / 60
    model.add_entries(rows.index, build.columns("on_post").index, -hours)
    build.limit("courier_time", "row_upper", cell_ids, rows.index, 1 / scale)
    caps = [(o, order) for o, order in enumerate(problem.orders) if order.kind != "opening_share"]
    rows = model.add_rows("tier3_order", (len(caps), days))
    index = np.full((len(caps), days), -1, dtype=np.int64)
    third = np.flatnonzero(build.strands[0] == 2)
    for at, (_, order) in enumerate(caps):
        block = collected if order.kind == "tier3_collected" else delivered
        span = np.arange(order.first_day, min(order.last_day, days - 1) + 1)
        inside = block.index[np.ix_(problem.cells_of(order), third, span)]
        model.add_entries(rows.index[at, span][None, None, :], inside, 1.0)
        model.set_upper(rows.index[at, span], order.limit / scale)
        index[at, span] = rows.index[at, span]
    build.limit("tier3_order", "row_upper", [(order.document,) for _, order in caps], index, 1 / scale)
