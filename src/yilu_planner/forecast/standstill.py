"""Forecasts while the patterns do not hold: in a standstill, and on the way back from one."""

import numpy as np
import numpy.typing as npt

from yilu_planner.forecast.regression import Fit, recent_level

Floats = npt.NDArray[np.float64]
LEAST_SINCE = 7  # days of resumed work from which a way back can be read
LOOK_BACK = 10
FASTEST = 0.3  # a shortfall never shrinks faster than this a day


def way_back(found: Fit, groups: npt.NDArray[np.int64], horizon: int, since: int) -> Floats:
    """Logarithms (series × horizon): the calendar's, less a shortfall that goes on shrinking as it has of late.

    `since`: days since work resumed. The speed is read from the class as a whole, the shortfall from the series.
    """
    ahead = found.explained[:, found.left.shape[1] :]
    look = min(LOOK_BACK, since)
    speed = np.zeros(len(found.left))
    for group in np.unique(groups):
        of = groups == group
        gap = np.abs(np.nanmedian(found.left[of][:, -look:], axis=0))
        slope = np.polyfit(np.arange(look), np.log(np.maximum(gap, 0.01)), 1)[0] if not np.isnan(gap).any() else 0.0
        speed[of] = np.clip(-slope, 0.0, FASTEST)
    left: Floats = recent_level(found)[:, None] * np.exp(-speed[:, None] * np.arange(1, horizon + 1))
    return ahead + left


def uncertainty(logs: Floats, horizon: int) -> Floats:
    """Half-width of a 90 % interval in logarithms: what each week changed of late, growing with the weeks ahead."""
    change = logs[:, 7:] - logs[:, :-7]
    recent = change[:, -21:]
    known = ~np.isnan(recent)
    square = np.where(known, recent, 0.0) ** 2
    size = np.sqrt(square.sum(axis=1) / np.maximum(known.sum(axis=1), 1))
    half: Floats = 1.645 * np.maximum(size, 0.1)[:, None] * np.sqrt(np.arange(horizon) // 7 + 1)
    return half
