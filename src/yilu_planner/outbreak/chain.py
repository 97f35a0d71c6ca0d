"""The bare chain-binomial epidemic at many equal sites, and the exact distribution it must reproduce."""

from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt

from yilu_planner.refusal import refuse_field

Floats = npt.NDArray[np.float64]
MOST_WORKERS = 120  # the table of probabilities grows with the cube
BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class PlainSpread:
    """Infected by site at the end (the first ones included), and new infections by day over all sites."""

    infected: npt.NDArray[np.uint8]
    new_by_day: npt.NDArray[np.int64]


def spread_plainly(
    *,
    sites: int,
    workers: int,
    days: int,
    pair_probability: float,
    import_hazard: float = 0.0,
    first_infected: int = 0,
    infectious_days: int = 1,
    rng: np.random.Generator,
) -> PlainSpread:
    """Spread within sites of `workers` each; a worker infected today infects from tomorrow, `infectious_days` long.

    `pair_probability`: that an infectious worker infects a given susceptible one in a day; `import_hazard`: infections
    from outside per worker and day. Nothing else happens: no closure, no detection. One day of a site is

    1. those whose infectious days are over recover,
    2. each susceptible escapes every infectious colleague independently: new ~ Binomial(S, 1 - (1 - p)^I),
    3. infections from outside: each arrival strikes a worker at random, and takes only a susceptible one.
    """
    _check(sites, workers, days, pair_probability, import_hazard, first_infected, infectious_days)
    thresholds = _binomial_thresholds(workers, pair_probability)
    new_by_day = np.zeros(days, dtype=np.int64)
    infected = []
    for begin in range(0, sites, BLOCK):  # sites are independent: a block at a time stays in the cache
        block = min(BLOCK, sites - begin)
        susceptible = np.full(block, workers - first_infected, dtype=np.uint8)
        infectious = np.zeros(block, dtype=np.uint8)
        waves = [np.full(block, first_infected, dtype=np.uint8)]
        for day in range(days):
            infectious += waves[-1]
            if len(waves) > infectious_days:
                infectious -= waves.pop(0)
            exposed = np.flatnonzero(infectious)
            state = susceptible[exposed].astype(np.uint16) * np.uint16(workers + 1) + infectious[exposed]
            new = np.zeros(block, dtype=np.uint8)
            new[exposed] = _draw(rng, thresholds, state)
            if import_hazard:
                np.add.at(new, _strike(rng, workers, import_hazard, susceptible - new), 1)
            susceptible -= new
            new_by_day[day] += new.sum(dtype=np.int64)
            waves.append(new)
        infected.append((workers - susceptible).astype(np.uint8))
    return PlainSpread(np.concatenate(infected), new_by_day)


def final_size_distribution(susceptible: int, infected: int, pair_probability: float) -> Floats:
    """Reed–Frost: the exact probability of 0…`susceptible` further infections, by recursion over the chain."""
    escape = 1.0 - pair_probability
    settled: dict[tuple[int, int], Floats] = {}
    for left in range(susceptible + 1):
        settled[left, 0] = np.eye(1, susceptible + 1, susceptible - left)[0]
        for active in range(1, infected + susceptible + 1):
            hit = 1.0 - escape**active
            total = np.zeros(susceptible + 1)
            for new in range(left + 1):
                chance = comb(left, new) * hit**new * (1.0 - hit) ** (left - new)
                total += chance * settled[left - new, new]
            settled[left, active] = total
    return settled[susceptible, infected]


def _binomial_thresholds(workers: int, p: float) -> list[Floats]:
    """[k][S × (workers + 1) + I] = P(new ≤ k): a uniform number at or above it means more than k."""
    size = np.arange(workers + 1)
    hit = np.clip(1.0 - (1.0 - p) ** size, 0.0, 1.0)
    cumulative = np.zeros((workers + 1, workers + 1))
    tables = []
    for k in range(workers + 1):
        ways = np.array([comb(s, k) for s in size], dtype=np.float64)
        left = np.maximum(size - k, 0)
        cumulative += ways[:, None] * hit[None, :] ** k * (1.0 - hit[None, :]) ** left[:, None]
        cumulative[size <= k] = 2.0  # nobody is left to infect, whatever the rounding
        tables.append(cumulative.ravel().copy())
    return tables


def _draw(rng: np.random.Generator, thresholds: list[Floats], state: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint8]:
    """Binomial draws by inversion: one uniform each; only those above the threshold are looked at again."""
    new = np.zeros(len(state), dtype=np.uint8)
    uniform = rng.random(len(state))
    above = np.flatnonzero(uniform >= thresholds[0][state])
    k = 0
    while len(above):
        k += 1
        new[above] = k
        above = above[uniform[above] >= thresholds[k][state[above]]]
    return new


def _strike(
    rng: np.random.Generator, workers: int, hazard: float, susceptible: npt.NDArray[np.uint8]
) -> npt.NDArray[np.int64]:
    """Sites of workers infected from outside today; a worker struck twice counts once."""
    people = len(susceptible) * workers
    struck = np.unique(rng.integers(0, people, rng.poisson(hazard * people)))
    where = struck // workers
    taken: npt.NDArray[np.int64] = where[struck % workers < susceptible[where]]
    return taken


def _check(sites: int, workers: int, days: int, p: float, hazard: float, first: int, infectious_days: int) -> None:
    if sites < 1:
        raise refuse_field("sites", sites, "至少一个场所", "at least one site")
    if not 1 <= workers <= MOST_WORKERS:
        raise refuse_field("workers", workers, f"应为 1 至 {MOST_WORKERS}", f"from 1 to {MOST_WORKERS}")
    if days < 1 or infectious_days < 1:
        raise refuse_field("days", min(days, infectious_days), "至少 1 天", "at least one day")
    if not 0.0 <= p <= 1.0:
        raise refuse_field("pair_probability", p, "应在 0 与 1 之间", "between 0 and 1")
    if not 0.0 <= hazard <= 1.0:
        raise refuse_field("import_hazard", hazard, "应在 0 与 1 之间", "between 0 and 1")
    if not 0 <= first <= workers:
        raise refuse_field("first_infected", first, f"应为 0 至 {workers}", f"from 0 to {workers}")
