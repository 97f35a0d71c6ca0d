"""Protective items: stores, shipments down the tree and over links, stock in cells; no protection, no work."""

import numpy as np

from yilu_planner.resumption.model import Build, ids, pairs


def add_protection(build: Build) -> None:
    """Columns and balances of every store and cell, item and day."""
    problem, model, scale = build.problem, build.model, build.scale
    protection, days = problem.protection, problem.days
    cells, items, stores = (problem.sizes[name] for name in ("cell", "item", "supplier"))
    stock = model.add_columns("stock", (cells, items, days))
    sent = model.add_columns("sent_to_cell", (len(problem.supply_links), items, days))
    arriving = (
        protection.hq_arriving_units + protection.self_purchase_arriving_units + protection.government_arriving_units
    )
    rows = build.balance("protection", stock, arriving / scale, protection.stock_units / scale)
    model.add_entries(rows.index, build.columns("on_post").index[:, None, :], protection.burn_per_staff_day[:, :, None])
    supplier, cell = problem.link_ends
    for link, supply in enumerate(problem.supply_links):
        if supply.lead_days < days:
            left = days - supply.lead_days
            model.add_entries(rows[cell[link], :, supply.lead_days :], sent[link, :, :left], -1.0)
    build.limit("protection", "row_equal", pairs(ids(problem.cells), ids(problem.items)), rows.index, 1 / scale)

    parent = problem.supplier_parent
    below = np.where(parent >= 0, np.inf, 0.0)[:, None, None]
    down = model.add_columns("sent_to_store", (stores, items, days), upper=below)
    store = model.add_columns("store_stock", (stores, items, days))
    rows = build.balance(
        "supplier_stock", store, protection.supplier_arriving_units / scale,
        protection.supplier_stock_units / scale,
    )  # fmt: skip
    model.add_entries(rows.index[supplier], sent.index, 1.0)
    children = np.flatnonzero(parent >= 0)
    model.add_entries(rows.index[parent[children]], down[children], 1.0)
    for child in children:
        lead = problem.suppliers[child].lead_days
        if lead < days:
            model.add_entries(rows[child, :, lead:], down[child, :, : days - lead], -1.0)
    owners = pairs(ids(problem.suppliers), ids(problem.items))
    build.limit("supplier_stock", "row_equal", owners, rows.index, 1 / scale)
