"""A plan judged by the distribution of what happened to it, not by the mean."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from yilu_planner.outbreak.simulation import Outcome

PERCENTS = (5, 50, 95)


def judge(outcome: Outcome, tiers: Mapping[str, int] | None = None) -> dict[str, Any]:
    """p5, p50, p95 and mean of each count over the runs, by class and area where it has them, and by day.

    With the classes' `tiers`, also what piles up by tier: planned and not moved so far, nothing of it made good.
    """
    staff = max(outcome.planned_staff_days, 1)
    return {
        "runs": len(outcome.infected),
        "infected": _spread(outcome.infected, "person"),
        "infected_at_work": _spread(outcome.infected - outcome.imported, "person"),
        "detected": _spread(outcome.detected, "person"),
        "closures": _spread(outcome.closures, "closure"),
        "closed_site_days": _spread(outcome.closed_site_days, "site-day"),
        "staff_days_lost": _spread(outcome.staff_days_lost, "person-day"),
        "staff_days_lost_share": _spread(outcome.staff_days_lost / staff, "share of planned"),
        "ppe_stock_outs": _spread(outcome.stock_outs, "site-day"),
        "volume": {
            name: {**_spread(outcome.volume[:, k], "parcel"), "planned": float(outcome.planned_volume[k])}
            for k, name in enumerate(outcome.classes)
        },
        "area_closures": {
            name: {
                **_spread(outcome.area_closures[:, k], "closure"),
                "chance_of_any": float((outcome.area_closures[:, k] > 0).mean()),
            }
            for k, name in enumerate(outcome.areas)
        },
        "by_day": {
            "infected": _course(outcome.infected_by_day),
            "closed_sites": _course(outcome.closed_by_day),
            "on_post": _course(outcome.on_post_by_day),
            **_piled_up(outcome, tiers or {}),
        },
    }


def _piled_up(outcome: Outcome, tiers: Mapping[str, int]) -> dict[str, Any]:
    piled = {}
    for tier in sorted(set(tiers.values())):
        mine = [k for k, name in enumerate(outcome.classes) if tiers[name] == tier]
        piled[f"tier{tier}_not_moved"] = _course(outcome.lost_by_day[:, :, mine].sum(axis=2).cumsum(axis=1))
    return piled


def _spread(values: npt.NDArray[Any], unit: str) -> dict[str, Any]:
    found = np.percentile(values, PERCENTS)
    spread = {f"p{percent}": float(value) for percent, value in zip(PERCENTS, found, strict=True)}
    return {**spread, "mean": float(values.mean()), "unit": unit}


def _course(values: npt.NDArray[Any]) -> dict[str, list[float]]:
    found = np.percentile(values, PERCENTS, axis=0)
    return {f"p{percent}": row.tolist() for percent, row in zip(PERCENTS, found, strict=True)}
