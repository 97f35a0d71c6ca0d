"""Synthetic daily volumes for tests and benchmarks of the forecast. They are not data of any network.

Three processes, none of them the forecast's own model: `calm` multiplies level, growth, weekday, Spring Festival and
shopping effects that differ by series with autocorrelated noise; `moving` lets level and weekday shape wander;
`crash` is a festival that turns into a standstill and a slow return, as in early 2020.
"""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from yilu_planner.forecast import lunar_new_year

Floats = npt.NDArray[np.float64]


def volumes(process: str, *, series: int, start: date, days: int, seed: int) -> Floats:
    """Parcels a day, series × days."""
    rng = np.random.default_rng(seed)
    dates = [start + timedelta(days=k) for k in range(days)]
    t = np.arange(days)
    level = np.exp(rng.normal(7.0, 1.0, series))[:, None]
    growth = rng.normal(0.2, 0.1, series)[:, None] * t / 365
    weekday = rng.normal(0, 0.03, (series, 7)) + np.array([0.05, 0.04, 0.03, 0.02, 0.0, -0.05, -0.12])
    shape = weekday[:, [day.weekday() for day in dates]]
    wiggle = _persistent(rng, series, days, 0.7, 0.05)
    logs = np.log(level) + growth + shape + wiggle
    depth = rng.normal(1.0, 0.2, series)[:, None]
    if process == "crash":
        logs += depth * np.array([_standstill(day) for day in dates])
    else:
        logs += depth * np.array([_spring(day) for day in dates])
    logs += rng.normal(1.0, 0.25, series)[:, None] * np.array([_shopping(day) for day in dates])
    if process == "moving":
        steps = rng.normal(0, 0.012, (series, days)).cumsum(axis=1)
        turning = np.sin(2 * np.pi * (t / 7 + t / 900)) * rng.normal(0, 0.08, series)[:, None]
        jumps = (rng.random((series, days)) < 0.004) * rng.normal(0, 0.25, (series, days))
        logs += steps + turning + jumps.cumsum(axis=1)
    return rng.poisson(np.exp(logs)).astype(np.float64)


def _persistent(rng: np.random.Generator, series: int, days: int, keep: float, size: float) -> Floats:
    shocks = rng.normal(0, size, (series, days))
    for day in range(1, days):
        shocks[:, day] += keep * shocks[:, day - 1]
    return shocks


def _spring(day: date) -> float:
    since = (day - lunar_new_year(day.year)).days
    if -25 < since < -7:
        return 0.25 * np.sin(np.pi * (since + 25) / 18)
    if -7 <= since < 14:
        return -1.5 * np.exp(-(((since - 1.5) / 4.0) ** 2))
    return 0.0


def _standstill(day: date) -> float:
    since = (day - lunar_new_year(day.year)).days
    if day.year == 2020 and since >= -5:
        return -2.0 / (1 + np.exp((since - 24) / 6)) if since > 2 else -1.8 * (since + 5) / 7
    return _spring(day)


def _shopping(day: date) -> float:
    if day.month == 11 and 11 <= day.day <= 20:
        return 0.9 * np.exp(-(day.day - 11) / 3)
    if day.month == 6 and 16 <= day.day <= 22:
        return 0.4 * np.exp(-abs(day.day - 18) / 2)
    if day.month == 12 and 12 <= day.day <= 15:
        return 0.3
    return 0.0
