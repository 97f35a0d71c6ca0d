"""One day of the synthetic network, as columns. The same day always comes out the same."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yilu.desk.demo.curves import share_on, shares_on
from yilu.desk.demo.openings import Bools, Queue, open_on
from yilu.desk.demo.places import Floats
from yilu.desk.demo.published import ROSTERS, Curve
from yilu.desk.demo.sites import Ints, Sites, roster_people, roster_pieces

# Days of normal delivery that lie in an open site's backlog (modelled: nothing was published).
_BACKLOG: Curve = (
    ("2019-11-01", 0.22), ("2019-11-13", 0.60), ("2019-11-25", 0.24), ("2020-01-15", 0.25), ("2020-01-24", 0.30),
    ("2020-02-10", 0.45), ("2020-02-17", 0.75), ("2020-02-21", 0.78), ("2020-02-28", 0.45), ("2020-03-13", 0.28),
    ("2020-03-31", 0.21),
)  # fmt: skip
_WEEKDAYS = np.array([1.03, 1.03, 1.02, 1.01, 1.0, 0.97, 0.94])  # Monday first


@dataclass(frozen=True, slots=True)
class Day:
    """What is true at every site on one day, before anybody tells it wrongly."""

    day: date
    is_open: Bools
    collected: Ints
    delivered: Ints
    backlog: Ints
    on_post_own: Ints
    on_post_outsourced: Ints
    roster_own: Ints
    roster_outsourced: Ints


def roster_on(day: date) -> int:
    """The index in `ROSTERS` of the one in force."""
    return max((i for i, r in enumerate(ROSTERS) if r[0] <= day), default=0)


def make_day(sites: Sites, queue: Queue, day: date, told: Bools, seed: int) -> Day:
    """The day as it was. What the sites of `told` tell adds up to the published share of normal, group by group: what
    was published were sums of reports too."""
    rng = np.random.default_rng([seed, 3, day.toordinal()])
    version = roster_on(day)
    pieces = roster_pieces(version)
    is_open = open_on(sites, queue, day)
    collected = _pieces(sites.collected * pieces, "collected", is_open, told, sites, day, rng)
    delivered = _pieces(sites.delivered * pieces, "delivered", is_open, told, sites, day, rng)
    # Some sites always hold more than others; from day to day little changes by chance.
    habit = np.random.default_rng([seed, 10]).lognormal(0.0, 0.3, len(sites))
    pressure = share_on(_BACKLOG, day) * np.where(is_open, 1.0, 1.25) * habit * rng.lognormal(0.0, 0.08, len(sites))
    roster_own, roster_out = roster_people(sites, version, seed)
    on_post = _on_post(roster_own + roster_out, is_open, told, sites, day, rng)
    out = np.minimum(np.floor(on_post * roster_out / np.maximum(roster_own + roster_out, 1)).astype(np.int64), on_post)
    own = np.minimum(on_post - out, roster_own)
    return Day(
        day, is_open, collected, delivered, np.rint(sites.delivered * pressure).astype(np.int64),
        own, np.minimum(on_post - own, roster_out), roster_own, roster_out,
    )  # fmt: skip


def _rounded(values: Floats, rng: np.random.Generator) -> Ints:
    """Rounded up or down by chance, so that small sites do not all round the same way."""
    return np.floor(values + rng.random(len(values))).astype(np.int64)


def _pieces(
    normal: NDArray[Any], metric: str, is_open: Bools, told: Bools, sites: Sites, day: date, rng: np.random.Generator
) -> Ints:
    shares = shares_on(day, metric, sites.group, normal)
    raw = np.where(is_open, normal * rng.lognormal(0.0, 0.2, len(sites)) * _WEEKDAYS[day.weekday()], 0.0)
    for group, share in shares.items():
        mine = sites.group == group
        total = raw[mine & told].sum()
        if total > 0:
            raw[mine] *= share * normal[mine].sum() / total
    return np.rint(np.minimum(raw, 3.0 * normal)).astype(np.int64)


def _on_post(roster: Ints, is_open: Bools, told: Bools, sites: Sites, day: date, rng: np.random.Generator) -> Ints:
    """People on post: open sites fill up first, the rest stand by at sites that wait to open."""
    share = np.zeros(len(sites))
    for group, wanted in shares_on(day, "staff", sites.group, roster.astype(float)).items():
        mine = sites.group == group
        telling = roster[mine & told].sum()
        wanted = min(wanted * roster[mine].sum() / telling, 1.0) if telling else wanted
        opened, closed = mine & is_open, mine & ~is_open
        people, at_open, at_closed = wanted * roster[mine].sum(), roster[opened].sum(), roster[closed].sum()
        standby = min(0.25 * wanted * at_closed, people)
        filled = min((people - standby) / at_open, 0.995) if at_open else 0.0
        share[opened] = filled
        share[closed] = min((people - filled * at_open) / at_closed, 1.0) if at_closed else 0.0
    wobble = np.clip(share + rng.normal(0.0, 0.06, len(sites)) * (share > 0.02) * (share < 0.99), 0.0, 1.0)
    return np.minimum(_rounded(roster * wobble, rng), roster)
