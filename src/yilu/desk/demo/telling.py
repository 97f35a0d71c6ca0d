"""How the day is told: late, not at all, wrongly, corrected the next day. Without flaws no board could show any."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from yilu.desk.demo.days import Day
from yilu.desk.demo.openings import Bools
from yilu.desk.demo.sites import Ints, Sites

# Minutes after 0:00 of the day. Every hour in which something comes in costs rows of sums: only the last days trickle
# in over the afternoon; before, a day came in within one hour and the rest of it within another.
_FIRST, _FIRST_LONG_AGO, _LAST = 16 * 60 + 5, 19 * 60 + 5, 19 * 60 + 55
_TRICKLING_DAYS = 3
_LATE_FIRST, _LATE_LAST = 24 * 60 + 8 * 60 + 5, 24 * 60 + 8 * 60 + 55
_CORRECTED_FIRST, _CORRECTED_LAST = _LATE_FIRST, _LATE_LAST
_CLOSED_IN_HUBEI = date(2020, 1, 23)  # from here reports from Hubei miss more often


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who tells the day at all, and when: minutes after its beginning."""

    told: Bools
    minute: Ints


@dataclass(frozen=True, slots=True)
class Flaws:
    """What is wrong in what is told. A site without a flaw tells the day as it was."""

    wrong: Bools  # the first version tells a tenth of what was collected
    corrected: Ints  # minute of the correction, 0: none
    overshoot: Bools  # far from the site's own history, and not corrected
    short_roster: Bools  # a smaller roster and fewer people: the rate rises while the headcount falls
    broken_sum: Bools  # the classes add up to more than the total


def arrivals(sites: Sites, day: date, standing: date, seed: int) -> Arrival:
    """Who has told a day by the end of the standing one; what is late on that very day has not come yet."""
    n = len(sites)
    rng = np.random.default_rng([seed, 4, day.toordinal()])
    habits = np.random.default_rng([seed, 5])  # the same every day: some are always careless
    care = habits.lognormal(0.0, 0.8, n)
    silent_days = np.where(habits.random(n) < 0.003, habits.integers(2, 9, n), 0)  # up to the standing one
    in_hubei = np.char.startswith(sites.group.astype(str), "42") & (day >= _CLOSED_IN_HUBEI)
    missing = rng.random(n) < 0.006 * care * np.where(in_hubei, 3.0, 1.0)
    late = rng.random(n) < 0.015 * care
    ago = (standing - day).days
    told = ~missing & (silent_days <= ago) & ~(late if ago == 0 else np.zeros(n, bool))
    first = _FIRST if ago < _TRICKLING_DAYS else _FIRST_LONG_AGO
    minute = np.where(late, rng.integers(_LATE_FIRST, _LATE_LAST, n), rng.integers(first, _LAST, n))
    return Arrival(told, minute)


def flaws(sites: Sites, day: Day, arrival: Arrival, standing: date, seed: int) -> Flaws:
    """What is wrong on one day. On the standing day nothing is wrong that tomorrow would correct, so that its sums are
    the published ones; a few of the other flaws are always there."""
    rng = np.random.default_rng([seed, 6, day.day.toordinal()])
    today = day.day == standing
    told = arrival.told
    in_time = told & (arrival.minute <= _LAST)
    wrong = in_time & (rng.random(len(sites)) < 0.006) & (day.collected > 30) & (not today)
    # Small sites: their slip is seen at the site and does not move the sums.
    overshoot = _few(told & day.is_open & (day.collected > 50) & (sites.collected < 300), 0.003, today, rng)
    return Flaws(
        wrong=wrong,
        corrected=np.where(wrong, rng.integers(_CORRECTED_FIRST, _CORRECTED_LAST, len(sites)), 0),
        overshoot=overshoot & ~wrong,
        short_roster=_few(told & (day.roster_own > 8) & (day.on_post_own > 3), 0.002, True, rng) & today,
        broken_sum=_few(told & (day.collected > 100) & ~wrong, 0.0015, today, rng),
    )


def _few(among: Bools, share: float, at_least_two: bool, rng: np.random.Generator) -> Bools:
    """A small share of those, chosen by chance; at least two where asked and where there are two."""
    out = among & (rng.random(len(among)) < share)
    lack = 2 - int(out.sum()) if at_least_two else 0
    left = np.flatnonzero(among & ~out)
    if lack > 0 and len(left) >= lack:
        out[rng.choice(left, lack, replace=False)] = True
    return out
