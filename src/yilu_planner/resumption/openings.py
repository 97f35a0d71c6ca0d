"""Yes-or-no openings of sites whose opening is reviewed: exact on small problems, else rounded day by day.

Where an area asks no review, opening a site costs nothing and limits nothing, so it needs no choice.
"""

from dataclasses import replace

import numpy as np

from yilu_planner.resumption.model import Model
from yilu_planner.solver import Array, Engine

EXACT_UP_TO = 600  # yes-or-no columns solved by branch and bound
EXACT_GAP = 1e-5
WEIGHTS = (1e4, 1e2, 1.0)  # on the three leading goals, well apart


def choose_openings(model: Model, relaxed: Array, *, seed: int, time_limit: float) -> Array:
    """(whole column,) 0 or 1 for each opening, keeping reviews, blocks and orders."""
    if len(model.whole) <= EXACT_UP_TO:
        engine = Engine(model.matrix, whole=model.whole, seed=seed)
        leading = zip(WEIGHTS, model.goals(), strict=False)
        engine.set_costs(np.sum([weight * goal.costs for weight, goal in leading], axis=0))
        solved = engine.solve("dual", time_limit=min(time_limit, 120.0), gap=EXACT_GAP)
        if solved.status == "optimal":
            return np.round(solved.x[model.whole])
    return _rounded(model, relaxed)


def _rounded(model: Model, relaxed: Array) -> Array:
    """Each day open, within the day's reviews, the sites the relaxed plan opens soonest and most."""
    problem = model.problem
    opened = model.columns["open"].index
    upper = permitted(model)
    # sites with duty posts first: without them there may be no plan at all
    duty = (problem.staff.on_post_min_people > 0).any(axis=1)
    wish = relaxed[opened].sum(axis=1) + problem.days * duty
    chosen = np.zeros(opened.shape)
    for at, area in enumerate(problem.areas):
        if not area.reviews_before_opening:
            continue
        cells = np.flatnonzero(problem.cell_area == at)
        state = problem.workplace.open_sites[cells] > 0.5
        for day in range(problem.days):
            allowed = upper[cells, day] > 0.5
            state &= allowed
            waiting = np.flatnonzero(allowed & ~state)
            room = problem.workplace.reviews_per_day[at, day]
            count = len(waiting) if np.isinf(room) else int(room + 1e-9)
            first = waiting[np.argsort(-wish[cells[waiting]], kind="stable")][:count]
            state[first] = True
            chosen[cells, day] = state
    reviewed = np.array([area.reviews_before_opening for area in problem.areas])[problem.cell_area]
    return np.asarray(chosen[reviewed].ravel())


def permitted(model: Model) -> Array:
    """(cell, day) whether blocks and orders allow the site to open."""
    problem = model.problem
    allowed = np.floor(problem.workplace.unblocked_sites)
    for order in problem.orders:
        if order.kind == "opening_share":
            cells = problem.cells_of(order)[:, None]
            days = np.arange(order.first_day, min(order.last_day, problem.days - 1) + 1)[None, :]
            allowed[cells, days] = np.minimum(allowed[cells, days], np.floor(order.limit))
    return allowed


def with_openings(model: Model, opened: Array) -> Model:
    """The same model with the openings fixed; prices are then taken so, and say it."""
    matrix = model.matrix.copy()
    matrix.col_lower[model.whole] = opened
    matrix.col_upper[model.whole] = opened
    return replace(model, matrix=matrix)
