"""Ridge regressions of all series at once on the calendar, drawn towards what series of their class share."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from yilu_planner.forecast.seasons import festival_names

Floats = npt.NDArray[np.float64]

# how many days' worth of evidence a series must bring to depart from its class
TOWARDS_CLASS = {"slope": 60.0, "spring": 5.0, "shop": 5.0, "holiday": 40.0, "made": 40.0, "weekday": 6.0}
SAMPLE = 400
FELT = 0.1  # an effect in logarithms worth calling a festival day
BREAK, CLIP, PASSES = 4.0, 5.0, 3
BREAK_DAYS, BREAK_LASTS = 5, 42  # so many days of a break in so many last days, and rehearsals teach nothing
SHORT, RECENT, LONG = 3.0, 4.0, 20.0  # half-lives in days of the two memories of what the calendar did not explain


@dataclass(frozen=True, slots=True)
class Fit:
    """Logarithms explained by the calendar (series × days + horizon), what is left, and its scale by series."""

    explained: Floats
    left: Floats
    quiet: Floats
    """`left` without the days of a break."""
    broken: npt.NDArray[np.bool_]
    """Series of which the calendar says nothing just now: in a standstill, or lately out of one."""
    scale: Floats
    seen: npt.NDArray[np.bool_]
    """Classes × features: whether the class met the feature at all."""
    festive: npt.NDArray[np.bool_]
    """Days (horizon included) on which a festival moves some class by a tenth, or might for all it has seen."""
    festival_ratio: float
    """How much more scatter there is on festival days than on ordinary ones, at least 1."""


def fit(
    logs: Floats,
    groups: npt.NDArray[np.int64],
    names: tuple[str, ...],
    calendar: Floats,
) -> Fit:
    """Fit `logs` (series × days, NaN missing) on the calendar of those days; the calendar may run on beyond them.

    Days on which a whole class broke with the calendar (a standstill) are not learnt from.
    """
    days = logs.shape[1]
    time = (np.arange(len(calendar)) - days) / 365.25
    design = np.column_stack([time, calendar])
    observed = ~np.isnan(logs)
    classes = int(groups.max()) + 1
    festival = np.concatenate([[False], festival_names(names)])
    weight = np.array([TOWARDS_CLASS[name.split("_")[0]] for name in ("slope", *names)])

    learnt = observed
    for _ in range(PASSES):
        shared = np.stack([_pooled(logs[groups == g], learnt[groups == g], design[:days]) for g in range(classes)])
        away = np.where(learnt, logs - (shared @ design[:days].T)[groups], 0.0)
        own = _ridge(away, learnt, design[:days], weight)
        explained = own[:, :1] + (own[:, 1:] + shared[groups]) @ design.T
        left = np.where(observed, logs - explained[:, :days], np.nan)
        steady = observed & ~_break_days(left, groups, classes)
        if np.array_equal(steady, learnt):
            break
        learnt = steady
    seen = np.stack([(learnt[groups == g].any(axis=0) @ np.abs(calendar[:days])) > 0 for g in range(classes)])
    quiet = np.where(learnt, left, np.nan)
    fest = festival[1:]
    effect = np.abs(calendar[:, fest] @ shared[:, 1:][:, fest].T).max(axis=1)
    unmet = (np.abs(calendar[:, fest]) @ ~seen[:, fest].T).max(axis=1)
    festive = (effect > FELT) | (unmet > 0)
    scale, ratio = _scales(quiet, festive[:days])
    broken = (observed & ~learnt)[:, -BREAK_LASTS:].sum(axis=1) >= BREAK_DAYS
    return Fit(explained, left, quiet, broken | _broken_off(left), scale, seen, festive, ratio)


def _break_days(left: Floats, groups: npt.NDArray[np.int64], classes: int) -> npt.NDArray[np.bool_]:
    """Days on which a whole class lies so far off the calendar that they cannot teach it (a standstill)."""
    broken = np.zeros(left.shape, dtype=bool)
    for group in range(classes):
        of = np.flatnonzero(groups == group)
        course = _median(left[of], axis=0)
        usual = 1.4826 * float(_median(np.abs(left[of].ravel()), axis=0))
        broken[of] = np.abs(course) > BREAK * max(usual, 0.02)
    return broken


def _median(values: Floats, axis: int) -> Floats:
    known = ~np.isnan(values)
    filled = np.where(known.any(axis=axis, keepdims=True), values, 0.0)
    found: Floats = np.nanmedian(filled, axis=axis)
    return found


def correct(found: Fit, horizon: int) -> Floats:
    """What the last days say about the next: pooled regressions of what was left, one for each day ahead.

    Predictors are two memories (short and long) and the same weekday of the last weeks; returns series × horizon.
    """
    now = np.clip(found.left / found.scale[:, None], -CLIP, CLIP)
    latest_of = _memory(now, SHORT)[:, -1], _memory(now, LONG)[:, -1], _weekday_memory(now)
    left = np.clip(found.quiet / found.scale[:, None], -CLIP, CLIP)
    left = left[:: max(1, len(left) // SAMPLE)]  # a few hundred series tell the pooled coefficients
    short, long, week = _memory(left, SHORT), _memory(left, LONG), _weekday_memory(left)
    days = left.shape[1]
    origins = np.arange(max(14, days - 220), days - 1, 3)
    ahead = np.zeros((len(now), horizon))
    for h in range(1, horizon + 1):
        usable = origins[origins + h < days]
        same_weekday = (h - 1) % 7
        latest = np.stack([*latest_of[:2], latest_of[2][:, days - 7 + same_weekday]], axis=1)
        if len(usable) < 4:
            ahead[:, h - 1] = latest[:, 1] * 0.8
            continue
        predictors = np.stack([short[:, usable], long[:, usable], week[:, usable - 6 + same_weekday]], axis=2)
        target = left[:, usable + h]
        known = ~np.isnan(target)
        x, y = predictors[known], target[known]
        gram = x.T @ x + np.eye(3) * (10.0 + 0.01 * len(x))
        ahead[:, h - 1] = latest @ np.linalg.solve(gram, x.T @ y)
    return ahead * found.scale[:, None]


def _broken_off(left: Floats) -> npt.NDArray[np.bool_]:
    """Single series whose last days lie far off the calendar while their class goes on."""
    usual = 1.4826 * _median(np.abs(left), axis=1)
    broken: npt.NDArray[np.bool_] = np.abs(_memory(left, 2.0)[:, -1]) > BREAK * np.maximum(usual, 0.02)
    return broken


def recent_level(found: Fit) -> Floats:
    """What the calendar has not explained of late, by series: the level to hold if it is to stay."""
    return _memory(found.left, RECENT)[:, -1]


def _pooled(logs: Floats, observed: npt.NDArray[np.bool_], design: Floats) -> Floats:
    """Coefficients of the mean course of a class (each series about its own level), barely drawn to zero."""
    filled = np.where(observed, logs, 0.0)
    count = observed.sum(axis=0)
    level = filled.sum(axis=1) / np.maximum(observed.sum(axis=1), 1)
    course = ((filled - level[:, None]) * observed).sum(axis=0) / np.maximum(count, 1)
    full = np.column_stack([np.ones(len(design)), design]) * (count > 0)[:, None]
    penalty = np.full(full.shape[1], 0.3)
    penalty[:2] = 1e-9, 5.0
    found: Floats = np.linalg.solve(full.T @ full + np.diag(penalty), full.T @ course)
    return found[1:]


def _ridge(filled: Floats, observed: npt.NDArray[np.bool_], design: Floats, weight: Floats) -> Floats:
    """Intercept and coefficients of every series; missing days carry no weight."""
    full = np.column_stack([np.ones(len(design)), design])
    size = full.shape[1]
    products = (full[:, :, None] * full[:, None, :]).reshape(len(full), -1)
    gram = (observed.astype(np.float64) @ products).reshape(-1, size, size)
    gram[:, np.arange(size), np.arange(size)] += np.concatenate([[1e-6], weight])
    found: Floats = np.linalg.solve(gram, (filled @ full)[:, :, None])[:, :, 0]
    return found


def _scales(left: Floats, festival_days: npt.NDArray[np.bool_]) -> tuple[Floats, float]:
    """Scatter by series, drawn to the common one where there is little history; and the festival ratio."""
    count = (~np.isnan(left)).sum(axis=1)
    square = np.nansum(left**2, axis=1)
    common = float(np.median(square[count > 7] / count[count > 7])) if (count > 7).any() else 0.04
    common = max(common, 1e-6)
    scale = np.sqrt(np.maximum((square + 14 * common) / (count + 14), 1e-8))
    standard = (left / scale[:, None]) ** 2
    on, off = (standard[:, which][~np.isnan(standard[:, which])] for which in (festival_days, ~festival_days))
    ratio = float(np.sqrt(on.mean() / off.mean())) if len(on) and len(off) and off.mean() > 0 else 1.0
    return scale, max(1.0, ratio)


def _memory(left: Floats, half_life: float) -> Floats:
    """Exponentially fading mean of what was left, up to and including each day; missing days change nothing."""
    keep = 0.5 ** (1 / half_life)
    total, weight = np.zeros(len(left)), np.full(len(left), 1.0)
    course = np.empty_like(left)
    for day in range(left.shape[1]):
        known = ~np.isnan(left[:, day])
        total = total * keep + np.where(known, left[:, day], 0.0)
        weight = weight * keep + known
        course[:, day] = total / weight
    return course


def _weekday_memory(left: Floats) -> Floats:
    """Fading mean of the same weekday's values, up to and including each day (half-life two weeks)."""
    course = np.zeros_like(left)
    for first in range(min(7, left.shape[1])):
        course[:, first::7] = _memory(left[:, first::7], 2.0)
    return course
