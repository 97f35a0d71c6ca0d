"""A made-up epidemic on real places: a renewal model of each prefecture, seeded from Wuhan. Always flagged synthetic.

Used only where no real series is given (`yilu demo --cases FILE`). Its size is of the order of what happened (some
50,000 confirmed in Wuhan, 18,000 in the rest of Hubei, 13,000 elsewhere by April), its course in any place is invented.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from yilu.desk.demo.curves import share_on
from yilu.desk.demo.places import HUBEI, WUHAN, Floats
from yilu.desk.demo.published import Curve

Ints = NDArray[np.int64]
FIRST, LAST = date(2019, 12, 20), date(2020, 6, 30)  # the model's own clock
_SEEDED = date(2020, 1, 25)  # travel from Wuhan seeds other places until about here

# How many one infection infects.
_IN_WUHAN: Curve = (("2019-12-20", 2.6), ("2020-01-20", 2.5), ("2020-01-26", 1.5), ("2020-02-02", 0.9),
                    ("2020-02-16", 0.40), ("2020-03-10", 0.20))  # fmt: skip
_ELSEWHERE: Curve = (("2019-12-20", 2.3), ("2020-01-22", 1.9), ("2020-01-28", 0.95), ("2020-02-05", 0.50),
                     ("2020-02-20", 0.25))  # fmt: skip
_GENERATION = np.array(
    [0.0, 0.05, 0.12, 0.17, 0.18, 0.15, 0.11, 0.08, 0.06, 0.04, 0.02, 0.02]
)  # by day since infection
_FINAL = {WUHAN: 50_000.0, HUBEI: 18_000.0, "": 13_000.0}


@dataclass(frozen=True, slots=True)
class Unit:
    """A prefecture (or what has a case series of its own): its people and its centroid in degrees."""

    code: str
    people: float
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Epidemic:
    """Cumulative counts, days × units, to 24:00 of each day."""

    days: tuple[date, ...]
    codes: tuple[str, ...]
    confirmed: Ints
    cured: Ints
    dead: Ints


def make_epidemic(units: Sequence[Unit], seed: int) -> Epidemic:
    """Run the model over all its days; the seed only moves what is chance, days asked for later never change it."""
    rng = np.random.default_rng([seed, 7])
    days = tuple(date.fromordinal(d) for d in range(FIRST.toordinal(), LAST.toordinal() + 1))
    names = np.array([u.code for u in units])
    if WUHAN not in names:
        raise ValueError("the model is seeded from Wuhan, which is not among the places")
    wuhan = int(np.flatnonzero(names == WUHAN)[0])
    imports = _imports(units, wuhan, rng)
    infected = np.zeros((len(days), len(units)))
    for t, day in enumerate(days):
        past = infected[max(0, t - len(_GENERATION) + 1) : t][::-1]
        force = _GENERATION[1 : len(past) + 1] @ past if len(past) else np.zeros(len(units))
        reproduction = np.full(len(units), share_on(_ELSEWHERE, day))
        reproduction[wuhan] = share_on(_IN_WUHAN, day)
        seeded = imports * infected[t - 1, wuhan] if t and day <= _SEEDED else 0.0
        infected[t] = reproduction * force + seeded
        infected[t, wuhan] += 40.0 if t < 10 else 0.0
    return _confirmed(days, names, infected, rng)


def _imports(units: Sequence[Unit], wuhan: int, rng: np.random.Generator) -> Floats:
    """Infections carried to each unit for one infection in Wuhan that day: a gravity law with chance in it."""
    people = np.array([u.people for u in units])
    at = np.nan_to_num(np.array([(u.longitude, u.latitude) for u in units]), nan=105.0)
    degrees = np.hypot((at[:, 0] - at[wuhan, 0]) * 0.86, at[:, 1] - at[wuhan, 1])
    pull = people**0.9 / np.maximum(degrees, 0.8) ** 1.6 * rng.lognormal(0.0, 0.45, len(units))
    pull[wuhan] = 0.0
    return np.asarray(0.012 * pull / pull.sum())


def _confirmed(days: tuple[date, ...], names: NDArray[np.str_], infected: Floats, rng: np.random.Generator) -> Epidemic:
    """From infections to what is confirmed some ten days later, cured or dead after that; sized to the totals."""
    delay = np.array([0, 0, 0, 0.02, 0.05, 0.08, 0.11, 0.13, 0.14, 0.13, 0.11, 0.09, 0.07, 0.04, 0.03])
    expected = np.zeros_like(infected)
    for lag, weight in enumerate(delay):
        if weight:
            expected[lag:] += weight * infected[: len(days) - lag]
    expected[: date(2020, 1, 10).toordinal() - FIRST.toordinal()] = 0.0
    area = np.where(names == WUHAN, WUHAN, np.where(np.char.startswith(names, HUBEI[:2]), HUBEI, ""))
    for key, total in _FINAL.items():
        if (now := expected[:, area == key].sum()) > 0:
            expected[:, area == key] *= total / now
    new = rng.poisson(expected)
    deaths = np.where(area == WUHAN, 0.055, np.where(area == HUBEI, 0.028, 0.008))
    dead = rng.binomial(new, deaths)
    confirmed = new.cumsum(0)
    return Epidemic(
        days, tuple(str(n) for n in names), confirmed, _later(new - dead, 17).cumsum(0), _later(dead, 10).cumsum(0)
    )


def _later(counts: Ints, days: int) -> Ints:
    out = np.zeros_like(counts)
    out[days:] = counts[:-days]
    return out
