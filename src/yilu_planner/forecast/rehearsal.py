"""Rehearsals inside the history: which of three candidates served best, and how far off they were."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from yilu_planner.forecast.regression import Fit, correct, fit, recent_level

Floats = npt.NDArray[np.float64]
LEVEL = 0.90
LEAST_TRAINING = 56
TRIALS, TRIAL_STEP = 7, 11  # a step prime to the week meets every weekday
OLDER = 0.7  # weight of a rehearsal relative to the next younger one
ENOUGH = 40  # errors from which quantiles are read
# shares of the three candidates: regression, regression at the level of the last days, last week's value
SHARES = np.array([(a, b, 10 - a - b) for a in range(11) for b in range(11 - a)]) / 10


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Logarithms of the candidates (3 × series × horizon) and of the truth, NaN where it teaches nothing."""

    candidates: Floats
    truth: Floats
    scale: Floats
    festive: npt.NDArray[np.bool_]
    """By day ahead: whether that day, or the one a week before it is compared with, lies in a festival."""


def rehearse(logs: Floats, groups: npt.NDArray[np.int64], names: tuple[str, ...], calendar: Floats) -> list[Rehearsal]:
    """Forecasts of past days, oldest first; the calendar runs `horizon` days beyond the history."""
    days = logs.shape[1]
    horizon = len(calendar) - days
    starts = {days - 7 - TRIAL_STEP * k for k in range(TRIALS)} | {days - horizon}
    rehearsals = []
    for known in sorted(start for start in starts if start >= LEAST_TRAINING):
        found = fit(logs[:, :known], groups, names, calendar[: known + horizon])
        truth = np.full((len(logs), horizon), np.nan)
        truth[:, : days - known] = logs[:, known : known + horizon]
        truth[found.broken] = np.nan
        festive = festive_ahead(found, known, horizon)
        rehearsals.append(Rehearsal(candidates(found, logs[:, :known], horizon), truth, found.scale, festive))
    return rehearsals


def festive_ahead(found: Fit, known: int, horizon: int) -> npt.NDArray[np.bool_]:
    """Days ahead on which a festival lies on the day itself or on the last week's day it is compared with."""
    ahead = np.arange(horizon)
    return np.asarray(found.festive[known + ahead] | found.festive[np.maximum(known + ahead % 7 - 7, 0)])


def candidates(found: Fit, logs: Floats, horizon: int) -> Floats:
    """The three candidates as logarithms."""
    calendar = found.explained[:, logs.shape[1] :]
    last_week = seasonal_naive(logs, horizon)
    ours = calendar + correct(found, horizon)
    level = calendar + recent_level(found)[:, None]
    return np.stack([ours, level, np.where(np.isnan(last_week), ours, last_week)])


def seasonal_naive(volume: Floats, horizon: int) -> Floats:
    """The last reported value of the same weekday (at most eight weeks back), the yardstick of every forecast."""
    days = volume.shape[1]
    answer = np.full((volume.shape[0], horizon), np.nan)
    for h in range(horizon):
        for week in range(1, 9):
            day = days + h % 7 - 7 * week
            if day >= 0:
                answer[:, h] = np.where(np.isnan(answer[:, h]), volume[:, day], answer[:, h])
    return answer


def mix(candidates: Floats, shares: Floats) -> Floats:
    """Candidates (3 × series × horizon) weighed by shares (3 × horizon)."""
    mixed: Floats = np.einsum("csh,ch->sh", candidates, shares)
    return mixed


def choose_shares(rehearsals: list[Rehearsal], festive: npt.NDArray[np.bool_]) -> Floats:
    """How much to trust each candidate by day ahead (3 × horizon): what would have served best in the rehearsals.

    Festive days ahead learn from festive days and never from last week's value. Neighbouring days ahead share their
    evidence, younger rehearsals weigh more; without any, the regression and last week's value count alike.
    """
    horizon = len(festive)
    chosen = np.repeat([[0.5], [0.0], [0.5]], horizon, axis=1)
    chosen[:, festive] = [[1.0], [0.0], [0.0]]
    for wanted, allowed in ((False, SHARES), (True, SHARES[SHARES[:, 2] == 0])):
        loss, met = np.zeros((len(allowed), horizon)), np.zeros(horizon)
        for age, trial in enumerate(reversed(rehearsals)):
            ahead = np.flatnonzero(~np.isnan(trial.truth).all(axis=0) & (trial.festive == wanted))
            missing = np.isnan(trial.truth[:, ahead])
            truth = np.where(missing, 0.0, trial.truth[:, ahead])
            for number, shares in enumerate(allowed):
                error = np.abs(np.tensordot(shares, trial.candidates[:, :, ahead], 1) - truth)
                error[missing] = 0.0
                loss[number, ahead] += OLDER**age * error.sum(axis=0)
            met[ahead] += OLDER**age * (~missing).sum(axis=0)
        if met.any():
            near = np.ones(min(9, horizon))
            counted = np.convolve(met, near, "same")
            smooth = np.array([np.convolve(row, near, "same") for row in loss]) / np.maximum(counted, 1)
            smooth += loss.sum(axis=1, keepdims=True) / met.sum() / 2
            chosen[:, festive == wanted] = allowed[smooth.argmin(axis=0)].T[:, festive == wanted]
    return chosen


def errors_by_day(rehearsals: list[Rehearsal], shares: Floats, horizon: int) -> tuple[Floats, Floats]:
    """Quantiles (2 × horizon) and root mean square of the errors in units of each series' scatter."""
    tail = (1 - LEVEL) / 2
    quantiles, spread = np.zeros((2, horizon)), np.zeros(horizon)
    fallback = 1.645 * np.sqrt(1 + np.arange(horizon) / 7)
    off = [(trial.truth - mix(trial.candidates, shares)) / trial.scale[:, None] for trial in rehearsals]
    for h in range(horizon):
        found = np.concatenate([error[:, h] for error in off]) if off else np.empty(0)
        found = found[~np.isnan(found)]
        if len(found) >= ENOUGH:
            quantiles[:, h] = np.quantile(found, (tail, 1 - tail))
            spread[h] = np.sqrt((found**2).mean())
        else:
            quantiles[:, h] = -fallback[h], fallback[h]
            spread[h] = fallback[h] / 1.645
    quantiles[0] = np.minimum(np.minimum.accumulate(quantiles[0]), -0.1)
    quantiles[1] = np.maximum(np.maximum.accumulate(quantiles[1]), 0.1)
    return quantiles, spread
