"""The forecast: calendar regression, correction by the last days, a check against last week, intervals, sums."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from yilu_planner.forecast.hierarchy import reconcile
from yilu_planner.forecast.history import History, dates_after
from yilu_planner.forecast.regression import Fit, fit
from yilu_planner.forecast.rehearsal import (
    LEAST_TRAINING,
    candidates,
    choose_shares,
    errors_by_day,
    festive_ahead,
    mix,
    rehearse,
)
from yilu_planner.forecast.seasons import calendar_features, festival_names
from yilu_planner.forecast.standstill import LEAST_SINCE, uncertainty, way_back
from yilu_planner.refusal import refuse_field

Floats = npt.NDArray[np.float64]
MOST_AHEAD = 90


@dataclass(frozen=True, slots=True)
class Forecast:
    """Volume by series and day (a median), and the interval that should hold nine days in ten."""

    dates: tuple[date, ...]
    keys: tuple[tuple[str, str], ...]
    volume: Floats
    low: Floats
    high: Floats
    notes: tuple[tuple[str, ...], ...]
    """By series, codes of what a reader must know; `NOTES` has the sentences."""


NOTES = {
    "short": ("历史不足八周，区间按同类线路估计", "under eight weeks of history: the interval is that of its class"),
    "weekless": ("不足两周，星期规律取自同类", "under two weeks of history: the weekly pattern is that of its class"),
    "break": (
        "近日走势与历史规律不符，暂按上周同日或复工后的回升估计",
        "the last days broke with all patterns: last week's value is kept, or the way back since work resumed",
    ),
    "unseen_festival": (
        "历史中没有经历过预测期内的节日，区间已放宽",
        "a festival ahead was never met in the history: the interval is widened",
    ),
    "borrowed_festival": (
        "本序列未经历过预测期内的节日，取同类的影响",
        "this series never met a festival ahead: the effect is that of its class",
    ),
}


def forecast(history: History, horizon: int, *, resumption: date | None = None) -> Forecast:
    """Forecast every series of the history `horizon` days ahead; those with children equal their sum.

    `resumption`: the day work began again after a standstill. Without it, or within a week of it, series in a
    standstill keep last week's value; from then on they go back to the calendar at the pace of the last days.
    """
    if not 1 <= horizon <= MOST_AHEAD:
        raise refuse_field("horizon", horizon, f"应为 1 至 {MOST_AHEAD} 天", f"from 1 to {MOST_AHEAD} days")
    counts = (~np.isnan(history.volume)).sum(axis=1)
    if (counts == 0).any():
        area, kind = history.keys[int(np.argmin(counts))]
        raise refuse_field("volume", f"{area} {kind}", "没有任何一天数据齐全", "not one day is complete")
    names, calendar = calendar_features(history.start, history.days + horizon)
    groups = np.unique([kind for _, kind in history.keys], return_inverse=True)[1]
    logs = np.log1p(history.volume)

    rehearsals = rehearse(logs, groups, names, calendar)
    found = fit(logs, groups, names, calendar)
    shares = choose_shares(rehearsals, festive_ahead(found, history.days, horizon))
    options = candidates(found, logs, horizon)
    told = mix(options, shares)
    quantiles, spread = errors_by_day(rehearsals, shares, horizon)
    ahead, festival = np.abs(calendar[history.days :]) > 0, festival_names(names)
    strange = np.asarray((ahead[None] & ~found.seen[groups][:, None] & festival).any(axis=2))
    width = found.scale[:, None] * np.where(found.festive[history.days :], found.festival_ratio * 2**0.5, 1.0)
    width = np.where(strange, 2 * width, width) * np.sqrt(1 + 28 / counts)[:, None]
    below, above, deviation = quantiles[0] * width, quantiles[1] * width, spread * width

    broken = found.broken
    since = history.days - (resumption - history.start).days if resumption else 0
    back = way_back(found, groups, horizon, since) if since >= LEAST_SINCE else options[2]
    half = uncertainty(logs, horizon)
    told[broken], below[broken], above[broken] = back[broken], -half[broken], half[broken]
    deviation[broken] = half[broken] / 1.645

    point = np.maximum(np.expm1(told), 0.0)
    whole = reconcile(point, ((point + 1.0) * deviation) ** 2, history.parent)
    ratio = np.where(point > 0, whole / np.maximum(point, 1e-12), 1.0)
    return Forecast(
        dates=tuple(dates_after(history, horizon)),
        keys=history.keys,
        volume=whole,
        low=np.minimum(np.maximum(np.expm1(told + below), 0.0) * ratio, whole),
        high=np.maximum(np.maximum(np.expm1(told + above), 0.0) * ratio, whole),
        notes=_notes(logs, calendar, ahead & festival, found, strange, groups),
    )


def _notes(
    logs: Floats,
    calendar: Floats,
    festival_ahead: npt.NDArray[np.bool_],
    found: Fit,
    strange: npt.NDArray[np.bool_],
    groups: npt.NDArray[np.int64],
) -> tuple[tuple[str, ...], ...]:
    observed = ~np.isnan(logs)
    met = observed.astype(float) @ np.abs(calendar[: logs.shape[1]]) > 0
    lent = festival_ahead.any(axis=0) & found.seen[groups] & ~met
    holds = {
        "short": observed.sum(axis=1) < LEAST_TRAINING,
        "weekless": observed.sum(axis=1) < 14,
        "break": found.broken,
        "unseen_festival": strange.sum(axis=1) > 0,
        "borrowed_festival": lent.sum(axis=1) > 0,
    }
    return tuple(tuple(code for code in NOTES if holds[code][number]) for number in range(len(logs)))
