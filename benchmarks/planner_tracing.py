"""Contact tracing at national size: build the index once, then first and second degree of random people.

python benchmarks/planner_tracing.py [--workers 4000000] [--days 14] [--queries 2000] [--peers]

Synthetic rosters: 20 workers a site in three shifts, one shift in twenty at another site, one day off in
twenty. --peers asks the same question of pandas, Polars and DuckDB (whichever can be imported), fewer times,
and checks that all name the same people.
"""

import argparse
import resource
import time
from typing import Any

import numpy as np

from yilu_planner.tracing import ContactIndex, build_index, find_contacts

DAY = 1440


def rosters(workers: int, days: int, seed: int) -> dict[str, np.ndarray[Any, Any]]:
    rng = np.random.default_rng(seed)
    sites = max(1, workers // 20)
    columns: dict[str, list[np.ndarray[Any, Any]]] = {"person": [], "place": [], "start": []}
    for day in range(days):
        on = np.flatnonzero(rng.random(workers, dtype=np.float32) >= 0.05).astype(np.int32)
        place = np.minimum(on // 20, sites - 1)
        away = rng.random(len(on), dtype=np.float32) < 0.05
        place[away] = rng.integers(0, sites, int(away.sum()), dtype=np.int32)
        start = (day * DAY + 480 * (on % 3) + rng.integers(0, 30, len(on), dtype=np.int32)).astype(np.int32)
        for name, column in (("person", on), ("place", place), ("start", start)):
            columns[name].append(column)
    table = {}
    for name in list(columns):
        table[name] = np.concatenate(columns.pop(name))
    table["end"] = (table["start"] + 540).astype(np.int32)
    order = np.random.default_rng(seed + 1).integers(0, len(table["start"]), 2)
    for name in table:  # not quite in order of time, as real imports are
        table[name][order] = table[name][order[::-1]]
    return table


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(index: ContactIndex, people: np.ndarray[Any, Any], since: int, until: int) -> list[float]:
    times = []
    for person in people.tolist():
        begun = time.perf_counter()
        find_contacts(index, person, since, until)
        times.append((time.perf_counter() - begun) * 1e3)
    return times


def show(name: str, times: list[float], sizes: str = "") -> None:
    p50, p95, worst = np.percentile(times, [50, 95, 100])
    print(f"{name:<22} p50 {p50:9.3f} ms   p95 {p95:9.3f} ms   max {worst:9.3f} ms   n={len(times)} {sizes}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=4_000_000)
    parser.add_argument("--days", type=int, default=14)
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", action="store_true")
    args = parser.parse_args()

    table = rosters(args.workers, args.days, args.seed)
    n = len(table["person"])
    size = sum(column.nbytes for column in table.values()) / 1e6
    print(f"{args.workers:,} workers, {args.days} days, {n:,} shift records in {size:,.0f} MB of columns")
    begun = time.perf_counter()
    index = build_index(**table, persons=args.workers, places=max(1, args.workers // 20))
    print(
        f"index built in {time.perf_counter() - begun:.1f} s, {index.nbytes / 1e6:,.0f} MB; "
        f"peak of the whole process, columns included, {peak_mb():,.0f} MB"
    )
    if not args.peers:
        del table
    since, until = 0, args.days * DAY
    people = np.random.default_rng(args.seed).integers(0, args.workers, args.queries)
    ours(index, people[:20], since, until)
    found = [find_contacts(index, int(person), since, until) for person in people[:100]]
    first = np.mean([(f.degree == 1).sum() for f in found])
    second = np.mean([(f.degree == 2).sum() for f in found])
    show(
        "yilu (numpy)",
        ours(index, people, since, until),
        f"(mean {first:.0f} first, {second:.0f} second degree)",
    )
    if args.peers:
        from planner_tracing_peers import compare

        compare(table, index, people[:8], since, until, show)


if __name__ == "__main__":
    main()
