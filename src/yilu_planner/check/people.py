"""People and sites day by day: cleared, protected by room, posts and review; arrivals within their limits."""

import numpy as np

from yilu_planner.check.finding import Ledger
from yilu_planner.problem import Array, Problem
from yilu_planner.result import Plan


def check_people(problem: Problem, plan: Plan, ledger: Ledger) -> None:
    """Every limit on people and openings."""
    cells = [cell.id for cell in problem.cells]
    _check_presence(problem, plan, ledger, cells)
    _check_arrivals(problem, plan, ledger)
    _check_sites(problem, plan, ledger, cells)


def cleared_people(problem: Problem, plan: Plan) -> Array:
    """(cell, day) people present, cleared and neither isolated nor sick."""
    staff, days = problem.staff, problem.days
    joining = staff.clearing_people.copy()
    for g, group in enumerate(problem.groups):
        for day in range(group.days, days):
            joining[:, day] += plan.returning_people[:, g, day - group.days]
    training = int(staff.recruit_training_days)
    for day in range(training, days):
        joining[:, day] += plan.recruited_people[:, day - training]
    present = staff.present_people[:, None] + np.cumsum(joining, axis=1)
    return np.asarray(present - staff.unavailable_people)


def _check_presence(problem: Problem, plan: Plan, ledger: Ledger, cells: list[str]) -> None:
    staff = problem.staff
    ledger.at_most("cleared_staff", [cells], plan.on_post_people, cleared_people(problem, plan))
    ledger.at_most("duty_posts", [cells], -plan.on_post_people, -staff.on_post_min_people)
    groups = [group.id for group in problem.groups]
    ledger.at_most("away", [cells, groups], plan.returning_people.sum(axis=2), staff.away_people)
    ledger.at_most("recruits", [cells], plan.recruited_people.sum(axis=1), staff.recruits_max_people)


def _check_arrivals(problem: Problem, plan: Plan, ledger: Ledger) -> None:
    staff, days = problem.staff, problem.days
    areas = [area.id for area in problem.areas]
    arriving = np.zeros((len(areas), days))
    isolated = staff.isolated_people.copy()
    for c, cell in enumerate(problem.cells):
        a = areas.index(cell.area)
        arriving[a] += plan.returning_people[c].sum(axis=0)
        for g, group in enumerate(problem.groups):
            for day in range(days):
                isolated[a, day : day + group.days] += plan.returning_people[c, g, day]
    ledger.at_most("arrivals", [areas], arriving, staff.arrivals_max_people)
    ledger.at_most("isolation", [areas], isolated, staff.isolation_places)


def _check_sites(problem: Problem, plan: Plan, ledger: Ledger, cells: list[str]) -> None:
    workplace, opened = problem.workplace, plan.open_sites
    sites = np.array([cell.sites for cell in problem.cells])[:, None]
    ledger.at_most("blocks", [cells], opened, workplace.unblocked_sites)
    ledger.at_most("posts", [cells], plan.on_post_people, workplace.posts_people[:, None] * opened / sites)
    inside = plan.on_post_people * workplace.inside_share[:, None] / workplace.shifts[:, None]
    room = (workplace.floor_area_m2 / workplace.m2_per_person)[:, None] * opened / sites
    ledger.at_most("density", [cells], inside, room)
    if problem.whole_sites:
        ledger.equal("whole_sites", [cells], opened, np.round(opened))
    for order in problem.orders:
        if order.kind == "opening_share":
            inside_order = [c for c, cell in enumerate(cells) if cell in order.cells]
            names = [[f"{order.document}/{cells[c]}" for c in inside_order]]
            span = opened[inside_order][:, order.first_day : order.last_day + 1]
            ledger.at_most("opening_order", names, span, order.limit * sites[inside_order])
    areas = [area.id for area in problem.areas]
    reviewed_by = {area.id for area in problem.areas if area.reviews_before_opening}
    before = np.concatenate([workplace.open_sites[:, None], opened[:, :-1]], axis=1)
    added = np.maximum(opened - before, 0.0)
    reviews = np.zeros((len(areas), problem.days))
    for c, cell in enumerate(problem.cells):
        if cell.area in reviewed_by:
            reviews[areas.index(cell.area)] += added[c]
    ledger.at_most("reviews", [areas], reviews, workplace.reviews_per_day)
