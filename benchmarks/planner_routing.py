"""How near to the optimum the rounds come in the time a dispatcher gives them.

python benchmarks/planner_routing.py [--files INSTANCE.vrp ...] [--quick]

1. VRPLIB instances whose optimum is provable (doors of a building share a spot and fill one vehicle; the radial lower
   bound 2 Σ dᵢqᵢ / Q is reached): 100 and 200 stops in 30 s, 1,000 stops in 60 s.
2. A synthetic outlet's day in the own format: how many parcels, how long the rounds, and that the check is silent.
3. --files: your own instances; where a .sol file with a line "Cost N" lies beside one, the gap to it is shown.
   Best-known solutions of the literature are not shipped with the project.
"""

import argparse
import math
import re
import tempfile
import time
from pathlib import Path

import numpy as np

from yilu_planner.routing import broken_limits, demonstration, plan_rounds, read_vrplib, rounds_from, solve_vrplib


def provable(buildings: int, doors: int, seed: int) -> tuple[str, int]:
    """An instance and its optimum."""
    rng = np.random.default_rng(seed)
    full = 10 * doors
    rows, demands, optimum, number = ["1 0 0"], ["1 0"], 0, 2
    for _ in range(buildings):
        x, y = (int(value) for value in rng.integers(-5000, 5000, 2))
        cuts = np.sort(rng.choice(np.arange(1, full), doors - 1, replace=False))
        for demand in np.diff([0, *cuts.tolist(), full]).tolist():
            rows.append(f"{number} {x} {y}")
            demands.append(f"{number} {demand}")
            number += 1
        optimum += 2 * round(math.hypot(x, y))
    return (
        f"NAME : provable\nTYPE : CVRP\nDIMENSION : {number - 1}\nEDGE_WEIGHT_TYPE : EUC_2D\nCAPACITY : {full}\n"
        "NODE_COORD_SECTION\n"
        + "\n".join(rows)
        + "\nDEMAND_SECTION\n"
        + "\n".join(demands)
        + "\nDEPOT_SECTION\n1\n-1\nEOF\n"
    ), optimum


def show(name: str, path: Path, known: int | None, seconds: float) -> None:
    found = solve_vrplib(read_vrplib(path), seed=1, seconds=seconds)
    gap = "" if known is None or found.cost is None else f"  known {known:,}  gap {found.cost / known - 1:+.2%}"
    print(f"{name:<34} {seconds:5.0f} s  cost {found.cost:,}{gap}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", nargs="*", type=Path, default=[])
    parser.add_argument("--quick", action="store_true", help="a tenth of the time")
    args = parser.parse_args()
    scale = 0.1 if args.quick else 1.0
    with tempfile.TemporaryDirectory() as folder:
        for buildings, doors, seconds in ((20, 5, 30), (25, 8, 30), (100, 10, 60)):
            text, optimum = provable(buildings, doors, seed=1)
            path = Path(folder) / "provable.vrp"
            path.write_text(text, encoding="utf-8")
            show(f"provable optimum, {buildings * doors} stops", path, optimum, seconds * scale)
    for path in args.files:
        solution = path.with_suffix(".sol")
        cost = re.search(r"(?im)^cost\s*:?\s*(\d+)", solution.read_text()) if solution.exists() else None
        show(
            path.name, path, int(cost.group(1)) if cost else None, (30 if path.stat().st_size < 15_000 else 60) * scale
        )
    for parcels in (200, 1000):
        problem = rounds_from(demonstration(parcels=parcels, seed=1))
        begun = time.perf_counter()
        rounds = plan_rounds(problem, seed=1, seconds=30 * scale)
        print(
            f"synthetic day, {parcels} parcels {'':<10} {time.perf_counter() - begun:4.0f} s  done {len(rounds.way)}, "
            f"{rounds.metres / 1000:,.1f} km, {rounds.seconds / 3600:,.1f} h, limits broken: "
            f"{len(broken_limits(problem, rounds))}"
        )


if __name__ == "__main__":
    main()
