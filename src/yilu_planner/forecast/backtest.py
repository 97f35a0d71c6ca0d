"""Rolling-origin back-test: what the forecast would have said at past days, beside the seasonal-naive yardstick."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from yilu_planner.forecast.history import History
from yilu_planner.forecast.model import forecast
from yilu_planner.forecast.rehearsal import seasonal_naive
from yilu_planner.refusal import refuse_field

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BackTest:
    """By day ahead: errors as a share of volume (sum of |error| / sum of volume), and how often the interval held."""

    origins: tuple[int, ...]
    error: Floats
    naive_error: Floats
    held: Floats


def back_test(
    history: History,
    horizon: int,
    *,
    origins: int,
    step: int = 7,
    resumption: date | None = None,
    progress: Callable[[int], object] | None = None,
) -> BackTest:
    """Forecast from `origins` past days, `step` days apart, each knowing only what was known then."""
    days = [history.days - horizon - step * k for k in range(origins)]
    if origins < 1 or step < 1 or min(days) < 14:
        raise refuse_field(
            "backtest", origins, f"历史 {history.days} 天不足以回测", f"{history.days} days of history are too few"
        )
    off, naive_off, size, held, met = (np.zeros(horizon) for _ in range(5))
    for day in days:
        past = history.until(day)
        truth = history.volume[:, day : day + horizon]
        told, naive = forecast(past, horizon, resumption=resumption), seasonal_naive(past.volume, horizon)
        known = ~np.isnan(truth) & ~np.isnan(naive)
        off += np.where(known, np.abs(told.volume - truth), 0.0).sum(axis=0)
        naive_off += np.where(known, np.abs(naive - truth), 0.0).sum(axis=0)
        size += np.where(known, truth, 0.0).sum(axis=0)
        held += (known & (truth >= told.low) & (truth <= told.high)).sum(axis=0)
        met += known.sum(axis=0)
        if progress:
            progress(1)
    size, met = np.maximum(size, 1e-12), np.maximum(met, 1)
    return BackTest(tuple(days), off / size, naive_off / size, held / met)
