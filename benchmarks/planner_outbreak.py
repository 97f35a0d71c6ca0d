"""How many person-days a second the simulation lives through on one core.

python benchmarks/planner_outbreak.py [--sites 1000000] [--peers]

The plain model (20 workers a site) is shown in three states, because its speed depends on how many sites hold an
infectious worker: quiet (few), seeded (all), stormy (infections from outside everywhere). The full model has shifts,
masks, detection, closures and books. --peers runs Covasim's workplace layer alone where it can be imported; it
follows every person, so it does more per person-day.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core, said and meant

import argparse
import importlib
import json
import tempfile
import time
from pathlib import Path

import numpy as np

from yilu_planner.outbreak import demonstration, read_scenario, simulate, spread_plainly

STATES = {
    "quiet": {"import_hazard": 1e-5, "days": 60},
    "seeded": {"first_infected": 1, "days": 20},
    "stormy": {"import_hazard": 1e-3, "days": 20},
}


def plain(sites: int, workers: int) -> None:
    for name, state in STATES.items():
        times = []
        for seed in range(3):
            rng = np.random.default_rng(seed)
            begun = time.perf_counter()
            spread = spread_plainly(
                sites=sites, workers=workers, pair_probability=0.02, infectious_days=5, rng=rng, **state
            )
            times.append(time.perf_counter() - begun)
        site_days = sites * state["days"] / min(times)
        print(
            f"plain {name:<7} {site_days * workers / 1e6:8,.0f} million person-days/s  {site_days / 1e6:7.1f} million "
            f"site-days/s  ({sites:,} sites x {state['days']} days, infected {spread.infected.mean() / workers:.1%})"
        )


def full(sites: int, runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scenario.json"
        file.write_text(json.dumps(demonstration(sites=sites, days=28, seed=1)), encoding="utf-8")
        scenario = read_scenario(file)
    people = sum(max(site.staff) for site in scenario.sites)
    begun = time.perf_counter()
    outcome = simulate(scenario, runs=runs, seed=1)
    taken = time.perf_counter() - begun
    site_days = sites * scenario.days * runs / taken
    print(
        f"full           {people / sites * site_days / 1e6:8,.0f} million person-days/s  {site_days / 1e6:7.1f} "
        f"million site-days/s  ({sites:,} sites, {people:,} people, {runs} runs, {taken:.1f} s, "
        f"closures {np.median(outcome.closures):.0f})"
    )


def peers(people: int, days: int) -> None:
    try:
        covasim = importlib.import_module("covasim")
    except ImportError:
        print("Covasim        not installed")
        return
    sim = covasim.Sim(pop_size=people, n_days=days, pop_type="hybrid", pop_infected=people // 1000, verbose=0)
    sim.initialize()
    begun = time.perf_counter()
    sim.run()
    print(f"Covasim        {people * days / (time.perf_counter() - begun) / 1e6:8,.1f} million person-days/s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=20)
    parser.add_argument("--peers", action="store_true")
    args = parser.parse_args()
    plain(args.sites, args.workers)
    full(600, 1000)
    full(100_000, 20)
    if args.peers:
        peers(200_000, 60)


if __name__ == "__main__":
    main()
