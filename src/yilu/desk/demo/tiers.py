"""Made-up published lists of county risk tiers, in the manner of the opinion of 17 February 2020. Flagged synthetic."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from yilu.desk.demo.places import Floats, Place

SCHEME_BEGAN = date(2020, 2, 17)
EVERY = timedelta(days=3)
WINDOW_DAYS = 14


def lists_until(day: date) -> list[date]:
    """The days up to `day` on which a list comes out."""
    return [d for n in range(200) if (d := SCHEME_BEGAN + n * EVERY) <= day]


def county_counts(places: Sequence[Place], persons: Floats, confirmed: dict[str, int], seed: int) -> NDArray[np.int64]:
    """Invented counts of each place that add up to its prefecture's: drawn by people, the denser core weighing more.

    They are an input of the invented lists alone, never shown as a case series.
    """
    out = np.zeros(len(places), np.int64)
    prefectures = np.array([p.prefecture for p in places])
    for n, code in enumerate(np.unique(prefectures)):
        total = confirmed.get(str(code), 0)
        mine = np.flatnonzero(prefectures == code)
        weights = persons[mine] * np.where([places[i].name.endswith("区") for i in mine.tolist()], 2.0, 1.0)
        if total and weights.sum() > 0:
            out[mine] = np.random.default_rng([seed, 8, n]).multinomial(total, weights / weights.sum())
    return out


def tiers_of(now: NDArray[np.int64], before: NDArray[np.int64], seed: int, day: date) -> list[str]:
    """low, medium or high for each place from invented counts now and 14 days before; a few lower, as by opinion."""
    # Splits of two totals are drawn apart, so a difference can come out below zero: that means nothing new.
    new = np.maximum(now - before, 0)
    tier = np.where((now == 0) | (new == 0), "low", np.where((now > 50) & (new >= 12), "high", "medium"))
    departs = np.random.default_rng([seed, 9, day.toordinal()]).random(len(now)) < 0.03
    return [
        str(t)
        for t in np.where(departs & (tier == "medium"), "low", np.where(departs & (tier == "high"), "medium", tier))
    ]
