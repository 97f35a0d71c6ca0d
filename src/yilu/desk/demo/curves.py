"""Reading the published curves: which group of places follows which, and what share of normal that is on a day."""

from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from yilu.desk.demo.places import HUBEI, WUHAN
from yilu.desk.demo.published import AREAS, NATION, Curve

METRICS = ("collected", "delivered", "staff", "outlets")


@lru_cache(maxsize=64)
def _points(curve: Curve) -> tuple[list[int], list[float]]:
    return [date.fromisoformat(d).toordinal() for d, _ in curve], [v for _, v in curve]


def share_on(curve: Curve, day: date) -> float:
    """The curve's value on a day: straight lines between the anchors, flat beyond the first and the last."""
    days, values = _points(curve)
    return float(np.interp(day.toordinal(), days, values))


def group_of(county: str) -> str:
    """The area whose own curve a county follows; '' for the rest of the country."""
    if county.startswith(WUHAN[:4]):
        return WUHAN
    province = county[:2] + "0000"
    return province if province in AREAS or province == HUBEI else ""


def shares_on(day: date, metric: str, groups: NDArray[np.str_], normal: NDArray[np.float64]) -> dict[str, float]:
    """The share of normal of every group, so that all of them, weighed by `normal`, make the nation's. (shares >= 0)"""
    wanted = share_on(NATION[metric], day)
    present = [str(g) for g in np.unique(groups)]
    own = {g: share_on(AREAS[g][metric], day) for g in present if metric in AREAS.get(g, {})}
    fixed = sum(share * normal[groups == g].sum() for g, share in own.items())
    rest = normal[~np.isin(groups, list(own))].sum() if own else normal.sum()
    left = max(0.0, (wanted * normal.sum() - fixed) / rest) if rest > 0 else 0.0
    return {g: own.get(g, left) for g in present}
