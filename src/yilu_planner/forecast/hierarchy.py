"""Making forecasts of all levels agree: counties add up to prefectures, prefectures to provinces."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def reconcile(point: Floats, variance: Floats, parent: npt.NDArray[np.int64]) -> Floats:
    """The forecasts (series × days) nearest to `point`, weighted by 1/`variance`, that add up; never negative.

    Two walks over the tree give the weighted least squares exactly: upwards each parent weighs its own forecast
    against the sum of its children; downwards what is then missing is shared among them by their variance.
    """
    levels = _levels(parent)
    best, spread = point.copy(), variance.copy()
    below, below_spread = np.zeros_like(point), np.zeros_like(point)
    for level in reversed(levels):
        has = below_spread[level] > 0
        own, sum_ = 1 / spread[level], 1 / np.where(has, below_spread[level], 1.0)
        joint = (best[level] * own + below[level] * sum_) / (own + sum_)
        best[level] = np.where(has, joint, best[level])
        spread[level] = np.where(has, 1 / (own + sum_), spread[level])
        inner = level[parent[level] >= 0]
        np.add.at(below, parent[inner], best[inner])
        np.add.at(below_spread, parent[inner], spread[inner])
    best[levels[0]] = np.maximum(best[levels[0]], 0.0)
    for level in levels[1:]:
        above = parent[level]
        share = spread[level] / below_spread[above]
        best[level] = np.maximum(best[level] + share * (best[above] - below[above]), 0.0)
        total = np.zeros_like(best)
        np.add.at(total, above, best[level])
        best[level] *= best[above] / np.where(total[above] > 0, total[above], 1.0)
    return best


def _levels(parent: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    """Series numbers by depth, the tops first."""
    depth = np.zeros(len(parent), dtype=np.int64)
    above = parent.copy()
    while (inner := above >= 0).any():
        depth[inner] += 1
        above[inner] = parent[above[inner]]
    return [np.flatnonzero(depth == d) for d in range(int(depth.max()) + 1)]
