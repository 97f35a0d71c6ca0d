"""Protective items: no store sends and no cell uses what it does not have; no protection, no work."""

import numpy as np

from yilu_planner.check.finding import Ledger
from yilu_planner.problem import Array, Problem
from yilu_planner.result import Plan


def check_protection(problem: Problem, plan: Plan, ledger: Ledger) -> None:
    """Stocks of cells and stores must never fall below nothing."""
    cells = [cell.id for cell in problem.cells]
    stores = [supplier.id for supplier in problem.suppliers]
    items = [item.id for item in problem.items]
    for at, supplier in enumerate(problem.suppliers):
        if not supplier.parent:
            ledger.at_most("sent_to_root", [[supplier.id]], plan.sent_to_store_units[at].sum(axis=0)[None], np.zeros(1))
    in_cells, in_stores = stocks(problem, plan)
    ledger.at_most("protection", [cells, items], -in_cells, np.zeros(1))
    ledger.at_most("supplier_stock", [stores, items], -in_stores, np.zeros(1))


def stocks(problem: Problem, plan: Plan) -> tuple[Array, Array]:
    """(cell, item, day) and (supplier, item, day) units left at the end of each day."""
    protection, days = problem.protection, problem.days
    cells = [cell.id for cell in problem.cells]
    stores = [supplier.id for supplier in problem.suppliers]
    change = (
        protection.hq_arriving_units
        + protection.self_purchase_arriving_units
        + protection.government_arriving_units
        - protection.burn_per_staff_day[:, :, None] * plan.on_post_people[:, None, :]
    )
    in_store = protection.supplier_arriving_units.copy()
    for at, link in enumerate(problem.supply_links):
        sent = plan.sent_to_cell_units[at]
        in_store[stores.index(link.supplier)] -= sent
        if link.lead_days < days:
            change[cells.index(link.cell), :, link.lead_days :] += sent[:, : days - link.lead_days]
    for at, supplier in enumerate(problem.suppliers):
        sent = plan.sent_to_store_units[at]
        if not supplier.parent:
            continue
        in_store[stores.index(supplier.parent)] -= sent
        if supplier.lead_days < days:
            in_store[at, :, supplier.lead_days :] += sent[:, : days - supplier.lead_days]
    in_cells = protection.stock_units[:, :, None] + np.cumsum(change, axis=2)
    in_stores = protection.supplier_stock_units[:, :, None] + np.cumsum(in_store, axis=2)
    return in_cells, in_stores
