"""Staff on post, returns under quarantine, recruitment, density, opening and review."""

import numpy as np

from yilu_planner.resumption.model import Build, ids, pairs


def add_people_columns(build: Build) -> None:
    """Columns of staff and sites; people in model units, `open` and `newly_open` as shares of sites."""
    problem, model, scale = build.problem, build.model, build.scale
    size, days = problem.sizes, problem.days
    cells = size["cell"]
    sites = np.array([cell.sites for cell in problem.cells], dtype=np.float64)
    model.add_columns("on_post", (cells, days), lower=problem.staff.on_post_min_people / scale)
    model.add_columns("present", (cells, days))
    model.add_columns("returns", (cells, size["group"], days))
    model.add_columns("recruits", (cells, days))
    places = (problem.staff.isolation_places - problem.staff.isolated_people) / scale
    model.add_columns("isolated", (size["area"], days), upper=places)
    model.add_columns("open", (cells, days), upper=_unblocked(build) / sites[:, None])
    model.add_columns("newly_open", (cells, days), upper=np.where(_reviewed(build), 1.0, 0.0)[:, None])


def add_people_rows(build: Build) -> None:
    """Presence, returns, posts, density and opening."""
    _add_presence(build)
    _add_returns(build)
    _add_opening(build)


def _reviewed(build: Build) -> np.ndarray:
    by_area = np.array([area.reviews_before_opening for area in build.problem.areas], dtype=np.bool_)
    return by_area[build.problem.cell_area]


def _unblocked(build: Build) -> np.ndarray:
    unblocked = build.problem.workplace.unblocked_sites
    return np.floor(unblocked) if build.problem.whole_sites else unblocked


def _add_presence(build: Build) -> None:
    problem, model, scale = build.problem, build.model, build.scale
    staff, days = problem.staff, problem.days
    present, on_post = build.columns("present"), build.columns("on_post")
    rows = build.balance("presence", present, staff.clearing_people / scale, staff.present_people / scale)
    returns = build.columns("returns")
    for g, group in enumerate(problem.groups):
        if group.days < days:
            model.add_entries(rows[:, group.days :], returns[:, g, : days - group.days], -1.0)
    training = int(staff.recruit_training_days)
    if training < days:
        model.add_entries(rows[:, training:], build.columns("recruits")[:, : days - training], -1.0)
    cells = [(name,) for name in ids(problem.cells)]
    build.limit("cleared_staff", "row_equal", cells, rows.index, 1 / scale, once=True)
    rows = model.add_rows("post_by_cleared", present.index.shape, upper=-staff.unavailable_people / scale)
    model.add_entries(rows.index, on_post.index, 1.0)
    model.add_entries(rows.index, present.index, -1.0)
    duty = np.where(staff.on_post_min_people > 0, on_post.index, -1)
    build.limit("duty_posts", "col_lower", cells, duty, -1 / scale)


def _add_returns(build: Build) -> None:
    problem, model, scale = build.problem, build.model, build.scale
    staff, days, area = problem.staff, problem.days, problem.cell_area
    areas, cells = ids(problem.areas), ids(problem.cells)
    returns, isolated = build.columns("returns"), build.columns("isolated")
    rows = build.balance("isolation_balance", isolated, np.zeros(isolated.index.shape), np.zeros(len(problem.areas)))
    for g, group in enumerate(problem.groups):
        if group.days == 0:
            continue
        model.add_entries(rows.index[area], returns[:, g, :], -1.0)
        if group.days < days:
            left = days - group.days
            model.add_entries(rows.index[area][:, group.days :], returns[:, g, :left], 1.0)
    finite = np.where(np.isfinite(staff.isolation_places), isolated.index, -1)
    build.limit("isolation", "col_upper", [(a,) for a in areas], finite, 1 / scale)
    rows = model.add_rows("arrivals", (len(areas), days), upper=staff.arrivals_max_people / scale)
    model.add_entries(rows.index[area][:, None, :], returns.index, 1.0)
    build.limit("arrivals", "row_upper", [(a,) for a in areas], rows.index, 1 / scale)
    rows = model.add_rows("away", (len(cells), len(problem.groups)), upper=staff.away_people / scale)
    model.add_entries(rows.index[:, :, None], returns.index, 1.0)
    build.limit("away", "row_upper", pairs(cells, ids(problem.groups)), rows.index, 1 / scale)
    rows = model.add_rows("recruits", (len(cells),), upper=staff.recruits_max_people / scale)
    model.add_entries(rows.index[:, None], build.columns("recruits").index, 1.0)
    build.limit("recruits", "row_upper", [(c,) for c in cells], rows.index, 1 / scale)


def _add_opening(build: Build) -> None:
    problem, model, scale = build.problem, build.model, build.scale
    workplace, days = problem.workplace, problem.days
    cells = [(name,) for name in ids(problem.cells)]
    sites = np.array([cell.sites for cell in problem.cells], dtype=np.float64)
    on_post, opened, newly = (build.columns(name) for name in ("on_post", "open", "newly_open"))

    rows = model.add_rows("posts", on_post.index.shape, upper=0.0)
    model.add_entries(rows.index, on_post.index, 1.0)
    model.add_entries(rows.index, opened.index, -workplace.posts_people[:, None] / scale)
    build.limit("posts", "row_upper", cells, rows.index, 1 / scale)
    inside = np.flatnonzero(workplace.inside_share > 0)
    room = workplace.shifts * workplace.floor_area_m2 / workplace.m2_per_person
    room = room[inside] / workplace.inside_share[inside]
    rows = model.add_rows("density", (len(inside), days), upper=0.0)
    model.add_entries(rows.index, on_post[inside], 1.0)
    model.add_entries(rows.index, opened[inside], -room[:, None] / scale)
    build.limit("density", "row_upper", [cells[c] for c in inside], rows.index, 1 / scale)

    blocked = np.where(_unblocked(build) < sites[:, None], opened.index, -1)
    build.limit("blocks", "col_upper", cells, blocked, 1 / sites)
    orders = [order for order in problem.orders if order.kind == "opening_share"]
    owners = [(order.document, problem.cells[c].id) for order in orders for c in problem.cells_of(order)]
    rows = model.add_rows("opening_order", (len(owners), days))
    at = 0
    for order in orders:
        where = problem.cells_of(order)
        span = np.arange(order.first_day, min(order.last_day, days - 1) + 1)
        members = rows.index[at : at + len(where)][:, span]
        share = np.floor(order.limit) if problem.whole_sites else order.limit
        model.add_entries(members, opened.index[np.ix_(where, span)], 1.0)
        model.set_upper(members, share)
        at += len(where)
    member_sites = np.array([sites[c] for order in orders for c in problem.cells_of(order)])
    build.limit("opening_order", "row_upper", owners, rows.index, 1 / member_sites)

    reviewed = np.flatnonzero(_reviewed(build))
    at_start = (workplace.open_sites / sites)[reviewed]
    side = np.zeros((len(reviewed), days))
    side[:, 0] = at_start
    rows = model.add_rows("opening", (len(reviewed), days), upper=side)
    model.add_entries(rows.index, opened[reviewed], 1.0)
    model.add_entries(rows[:, 1:], opened[reviewed, :-1], -1.0)
    model.add_entries(rows.index, newly[reviewed], -1.0)
    areas = np.flatnonzero([item.reviews_before_opening for item in problem.areas])
    most = np.ones(len(problem.areas))  # the row in shares of the area's largest cell, to stay near one
    np.maximum.at(most, problem.cell_area, sites)
    rows = model.add_rows("reviews", (len(problem.areas), days), upper=workplace.reviews_per_day / most[:, None])
    share = sites[reviewed] / most[problem.cell_area[reviewed]]
    model.add_entries(rows.index[problem.cell_area[reviewed]], newly[reviewed], share[:, None])
    build.limit("reviews", "row_upper", [(problem.areas[a].id,) for a in areas], rows[areas], 1 / most[areas])
