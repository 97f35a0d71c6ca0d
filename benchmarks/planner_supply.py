"""Sharing out masks: a nation of 200,000 sites and a province of 8,000, pools in a tree of three levels.

python benchmarks/planner_supply.py
"""

import time

import numpy as np

from yilu_planner.supply import Request, Rule, allocate


def request(sites: int, provinces: int, prefectures: int, seed: int) -> Request:
    """A synthetic request: half the need in stock on average, packs for about a third of the rest."""
    rng = np.random.default_rng(seed)
    parent = np.array([-1] + [0] * provinces + rng.integers(1, provinces + 1, prefectures).tolist())
    people = rng.poisson([[2.0], [5.0], [13.0]], (3, sites))
    packs = rng.integers(0, max(1, sites * 2 // (1 + provinces + prefectures)), 1 + provinces + prefectures)
    return Request(
        [str(k) for k in range(sites)],
        rng.integers(1 + provinces, 1 + provinces + prefectures, sites),
        rng.integers(0, 280, sites),
        people,
        [str(k) for k in range(len(parent))],
        parent,
        packs,
    )


def main() -> None:
    rule = Rule(per_person_day=2, minimum_days=3, horizon_days=7, pack=50, source="synthetic benchmark")
    for name, asked in (
        ("province,   8,000 sites", request(8_000, 1, 14, 1)),
        ("nation,   200,000 sites", request(200_000, 31, 340, 1)),
    ):
        begun = time.perf_counter()
        done = allocate(asked, rule)
        print(
            f"{name}: {time.perf_counter() - begun:.2f} s, {int(done.packs.sum()):,} packs given, "
            f"{int(done.left.sum()):,} left, {int((done.progress < 1).sum()):,} sites below the minimum days"
        )


if __name__ == "__main__":
    main()
