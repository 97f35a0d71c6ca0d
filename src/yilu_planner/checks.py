"""Named checks of the data before solving: each a function giving reasons in Chinese and English.

A reason marked `error:` stops the solve, one marked `warning:` is said and the solve goes on.
"""

from collections.abc import Callable, Iterable

import numpy as np

from yilu_planner.problem import Problem
from yilu_planner.refusal import Reason, Refused

SHARE_TOLERANCE = 1e-4


def check_data(problem: Problem) -> list[Reason]:
    """Every warning; refuses with every error."""
    reasons = [reason for check in CHECKS for reason in check(problem)]
    errors = [reason for reason in reasons if reason.code.startswith("error:")]
    if errors:
        raise Refused(*errors)
    return reasons


def destination_shares_add_up(problem: Problem) -> Iterable[Reason]:
    """What a region with cells collects must go somewhere: shares by destination add to 1."""
    total = problem.demand.destination_share.sum(axis=2)
    with_cells = np.unique(problem.cell_region)
    for tier, region in np.argwhere(np.abs(total - 1) > SHARE_TOLERANCE):
        if region in with_cells:
            name = problem.regions[int(region)].name
            yield Reason(
                "error:destination_share",
                f"{name} 第 {tier + 1} 类的去向比例合计为 {total[tier, region]:.4f}，应为 1。",
                f"Destination shares of {name}, tier {tier + 1}, add to {total[tier, region]:.4f}, not 1.",
            )


def delivery_shares_add_up(problem: Problem) -> Iterable[Reason]:
    """What reaches a region must reach its cells: shares by cell and class add to 1 in each tier."""
    for region in np.unique(problem.cell_region):
        for tier in np.unique(problem.class_tier):
            block = np.ix_(problem.cell_region == region, problem.class_tier == tier)
            total = problem.demand.delivery_share[block].sum()
            if abs(total - 1) > SHARE_TOLERANCE:
                name = problem.regions[int(region)].name
                yield Reason(
                    "error:delivery_share",
                    f"{name} 第 {tier + 1} 类的到件分配比例合计为 {total:.4f}，应为 1。",
                    f"Delivery shares of {name}, tier {tier + 1}, add to {total:.4f}, not 1.",
                )


def demand_can_leave(problem: Problem) -> Iterable[Reason]:
    """Parcels for a destination no lane reaches will wait for ever."""
    with_cells = set(problem.cell_region.tolist())
    wanted = problem.demand.destination_share.sum(axis=0) > 0
    for origin, destination in np.argwhere(wanted & (problem.trunk.lane_capacity_parcels <= 0)):
        if origin in with_cells:
            a, b = problem.regions[int(origin)].name, problem.regions[int(destination)].name
            yield Reason(
                "warning:no_lane",
                f"{a}有发往{b}的邮件快件，但没有干线运力，将一直积压。",
                f"{a} collects parcels for {b}, but no lane leads there: they will wait for ever.",
            )


def hubs_have_capacity(problem: Problem) -> Iterable[Reason]:
    """A hub without capacity stops its whole region."""
    closed = np.asarray(problem.trunk.hub_capacity_parcels.max(axis=1) <= 0)
    for region in np.unique(problem.cell_region):
        if closed[region]:
            name = problem.regions[int(region)].name
            yield Reason(
                "error:hub_capacity",
                f"{name}处理中心在整个计划期内没有处理能力。",
                f"The hub of {name} has no capacity on any day.",
            )


def somebody_may_open(problem: Problem) -> Iterable[Reason]:
    """All sites of all cells closed on all days: there is nothing to plan."""
    if not (problem.workplace.unblocked_sites > 0).any():
        yield Reason(
            "error:all_closed",
            "全部场所在整个计划期内均被禁止开工，无可计划。",
            "Every site is blocked on every day: there is nothing to plan.",
        )


def areas_may_open(problem: Problem) -> Iterable[Reason]:
    """An area none of whose sites may open on any day."""
    if not (problem.workplace.unblocked_sites > 0).any():
        return
    for at, area in enumerate(problem.areas):
        mine = problem.cell_area == at
        if mine.any() and not (problem.workplace.unblocked_sites[mine] > 0).any():
            yield Reason(
                "warning:area_closed",
                f"{area.name}的全部场所在计划期内均不得开工。",
                f"No site of {area.name} may open on any day.",
            )


def review_can_open(problem: Problem) -> Iterable[Reason]:
    """Review before opening without anybody to review."""
    for at, area in enumerate(problem.areas):
        if area.reviews_before_opening and not problem.workplace.reviews_per_day[at].any():
            yield Reason(
                "warning:no_reviews",
                f"{area.name}要求开工前审核，但审核能力为零，未开场所将一直不能开工。",
                f"{area.name} reviews before opening but reviews nothing: closed sites stay closed.",
            )


def stock_is_used(problem: Problem) -> Iterable[Reason]:
    """A protective item in stock that nobody uses up is probably a burn forgotten."""
    protection = problem.protection
    for at, item in enumerate(problem.items):
        if protection.stock_units[:, at].any() and not protection.burn_per_staff_day[:, at].any():
            yield Reason(
                "warning:no_burn",
                f"{item.name}有库存但没有消耗定额。",
                f"There is stock of {item.name_en} but nobody uses any.",
            )


def unavailable_are_present(problem: Problem) -> Iterable[Reason]:
    """More people isolated or sick than are there leaves no way to staff the first days."""
    staff = problem.staff
    present = staff.present_people[:, None] + np.cumsum(staff.clearing_people, axis=1)
    for cell, day in np.argwhere(staff.unavailable_people > present + 1e-9)[:20]:
        name = problem.cells[int(cell)].name
        yield Reason(
            "error:unavailable",
            f"{name}第 {day} 天隔离或患病 {staff.unavailable_people[cell, day]:g} 人，"
            f"多于在岗人员 {present[cell, day]:g} 人。",
            f"{name} has {staff.unavailable_people[cell, day]:g} unavailable on day {day}"
            f" but only {present[cell, day]:g} present.",
        )


def cut_lanes_have_capacity(problem: Problem) -> Iterable[Reason]:
    """A share cut from an unlimited lane says nothing."""
    trunk = problem.trunk
    cut = (trunk.lane_cut_share > 0).any(axis=2) & np.isinf(trunk.lane_capacity_parcels)
    for origin, destination in np.argwhere(cut)[:20]:
        a, b = problem.regions[int(origin)].name, problem.regions[int(destination)].name
        yield Reason(
            "error:lane_cut",
            f"{a}至{b}干线受管控压减，但没有填写正常运力。",
            f"The lane {a} to {b} is cut by a share but has no normal capacity to cut from.",
        )


def orders_fall_in_horizon(problem: Problem) -> Iterable[Reason]:
    """An order that ends after the plan is cut; one that begins after it has no effect."""
    for order in problem.orders:
        if order.first_day >= problem.days:
            yield Reason(
                "warning:order_late",
                f"管控措施 {order.document} 在计划期之后才生效。",
                f"Order {order.document} begins after the plan ends.",
            )


CHECKS: tuple[Callable[[Problem], Iterable[Reason]], ...] = (
    destination_shares_add_up,
    delivery_shares_add_up,
    demand_can_leave,
    hubs_have_capacity,
    somebody_may_open,
    areas_may_open,
    review_can_open,
    stock_is_used,
    unavailable_are_present,
    cut_lanes_have_capacity,
    orders_fall_in_horizon,
)
