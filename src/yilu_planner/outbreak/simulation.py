"""Many seeded runs of an epidemic among the sites of a plan; see `simulate` for the order of a day."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from yilu_planner.outbreak.chunk import Chunk
from yilu_planner.outbreak.layout import lay_out
from yilu_planner.outbreak.scenario import Scenario
from yilu_planner.refusal import refuse_field

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
MOST_RUNS = 100_000
GROUPS_AT_ONCE = 400_000  # runs × groups held in memory; part of the seed's meaning, so it never adapts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened in each run: totals of shape (runs,), courses of shape (runs, days)."""

    classes: tuple[str, ...]
    areas: tuple[str, ...]
    planned_staff_days: int
    planned_volume: Floats
    infected: Ints
    imported: Ints
    detected: Ints
    closures: Ints
    closed_site_days: Ints
    staff_days_lost: Floats
    stock_outs: Ints
    volume: Floats
    lost_by_day: Floats  # (runs, days, classes) planned and not moved
    area_closures: Ints
    infected_by_day: Ints
    closed_by_day: Ints
    on_post_by_day: Floats


def simulate(scenario: Scenario, *, runs: int, seed: int, progress: Callable[[int], object] | None = None) -> Outcome:
    """Run the plan `runs` times; the same scenario, runs and seed give the same answer, digit for digit.

    One day, in this order:

    1. Ageing: whoever has been infected for latent + infectious days leaves the course (and stays immune).
    2. Morning check: each infected person with symptoms is found with the check's sensitivity; those found stay
       away to the end of the horizon.
    3. Closure: a site at work where somebody was found closes for the norm's days, today included; the found
       person's shift is isolated for the isolation days.
    4. Posts: on post are the planned staff, less shifts isolated, sites closed and people found.
    5. Protection: masks that arrived are added; where the stock does not cover everybody on post, only those it
       covers work ("no protection, no work"), and the day counts as a stock-out.
    6. Infection from outside: each person not isolated at the area's hazard; people returning today at their
       origin's prevalence.
    7. Infection at work: each susceptible person on post escapes each infectious one on post independently; own
       shift at the full rate, other shifts of the site at the cross-shift share.
    8. Book-keeping: staff-days, volume moved (in proportion to staff on post), closures, stock-outs.
    """
    if not 1 <= runs <= MOST_RUNS:
        raise refuse_field("runs", runs, f"应为 1 至 {MOST_RUNS}", f"from 1 to {MOST_RUNS}")
    if not 0 <= seed < 2**63:
        raise refuse_field("seed", seed, "应为非负整数", "a whole number, not negative")
    layout = lay_out(scenario)
    at_once = max(1, GROUPS_AT_ONCE // layout.groups)
    sizes = [min(at_once, runs - done) for done in range(0, runs, at_once)]
    parts = []
    for size, child in zip(sizes, np.random.SeedSequence(seed).spawn(len(sizes)), strict=True):
        chunk = Chunk(layout, scenario.parameters, size, scenario.days, np.random.default_rng(child))
        for day in range(scenario.days):
            chunk.live(day)
        parts.append(chunk.tally)
        if progress:
            progress(size)
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in parts[0].__slots__}
    planned_volume = layout.volume.sum(axis=(0, 1))
    lost_volume = joined["lost_by_day"].sum(axis=1)
    return Outcome(
        classes=layout.classes,
        areas=layout.areas,
        planned_staff_days=int(layout.site_planned.sum()),
        planned_volume=planned_volume,
        staff_days_lost=layout.site_planned.sum() - joined["on_post_by_day"].sum(axis=1),
        volume=np.maximum(planned_volume - lost_volume, 0.0),
        **joined,
    )
