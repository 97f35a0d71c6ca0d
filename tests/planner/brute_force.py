"""The slow obvious twin: every whole-parcel plan of a tiny problem is tried.

One person handles one parcel a day and uses one mask; cells have their own staff and share one store of masks.
"""

from functools import cache
from itertools import product

import numpy as np

from tests.planner.worlds import change, waiting, world
from yilu_planner.problem import Problem

Late = tuple[int, int, int]
Parcels = tuple[tuple[int, int, int], ...]  # (cell)(class)


def as_problem(backlog: Parcels, staff: tuple[int, ...], masks: int, days: int) -> Problem:
    """The same tiny situation as a planner's problem."""
    cells = len(backlog)
    problem = waiting(
        world(cells=cells, days=days, suppliers=True),
        *[(c, k, float(backlog[c][k])) for c in range(cells) for k in range(3)],
    )
    problem = change(problem, "staff", present_people=np.array(staff, dtype=float))
    problem = change(
        problem,
        "delivery",
        minutes_per_delivery=np.full((cells, 2), 60.0),
        minutes_per_collection=np.full(cells, 60.0),
    )
    return change(
        problem,
        "protection",
        burn_per_staff_day=np.ones((cells, 1)),
        stock_units=np.zeros((cells, 1)),
        supplier_stock_units=np.array([[0.0], [float(masks)]]),
    )


def best_late(backlog: Parcels, staff: tuple[int, ...], masks: int, days: int) -> Late:
    """The smallest lateness of the three tiers in strict order, over all plans."""

    @cache
    def from_day(day: int, left: Parcels, masks_left: int) -> Late:
        if day == days:
            return (0, 0, 0)
        best: Late | None = None
        choices = [
            [done for done in product(*(range(n + 1) for n in cell)) if sum(done) <= staff[c]]
            for c, cell in enumerate(left)
        ]
        for plan in product(*choices):
            used = sum(sum(done) for done in plan)
            if used > masks_left:
                continue
            after = tuple(
                (cell[0] - done[0], cell[1] - done[1], cell[2] - done[2]) for cell, done in zip(left, plan, strict=True)
            )
            later = from_day(day + 1, after, masks_left - used)
            today = [sum(cell[k] for cell in after) + later[k] for k in range(3)]
            late = (today[0], today[1], today[2])
            best = late if best is None else min(best, late)
        assert best is not None
        return best

    return from_day(0, backlog, masks)
