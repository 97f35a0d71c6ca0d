"""The resumption model at size: build, solve (all five goals, plan and check), CPU time, memory, prices.

    python benchmarks/planner_resumption.py --sizes prefecture province nation --prices 20

Every case runs in its own process (peak memory is its own). Peers on the same model: planner_peers.py.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))


def main() -> None:
    """Run every case in a process of its own and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=["prefecture", "province", "nation"])
    parser.add_argument("--prices", type=int, default=0, help="also price so many limits")
    parser.add_argument("--time-limit", type=float, default=900.0, help="seconds for each case")
    parser.add_argument("--case", metavar="SIZE", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.case:
        print(json.dumps(run_case(args.case, args.time_limit, args.prices)))
        return
    print("| problem | columns x rows | build s | solve s | CPU s | peak MB | goals |")
    print("|---|---|---|---|---|---|---|")
    for size in args.sizes:
        print(line(size, in_process(size, args)), flush=True)


def in_process(size: str, args: argparse.Namespace) -> dict[str, Any]:
    """One case as a child of this process."""
    command = [sys.executable, __file__, "--case", size, "--time-limit", str(args.time_limit)]
    command += ["--prices", str(args.prices)]
    try:
        child = subprocess.run(command, capture_output=True, text=True, timeout=2 * args.time_limit, check=False)
    except subprocess.TimeoutExpired:
        return {"error": f"not finished in {2 * args.time_limit:.0f} s"}
    if child.returncode:
        return {"error": (child.stderr.strip().splitlines() or ["no output"])[-1]}
    return dict(json.loads(child.stdout.strip().splitlines()[-1]))


def line(size: str, found: dict[str, Any]) -> str:
    """One row of the table."""
    if "error" in found:
        return f"| {size} | | | | | | {found['error']} |"
    goals = " / ".join(f"{value:,.6g}" for value in found["goals"])
    return (
        f"| {size} | {found['columns']:,} x {found['rows']:,} | {found['build']:.2f} | {found['solve']:.1f} "
        f"| {found['cpu']:.1f} | {found['peak_mb']:.0f} | {goals} {found.get('note', '')} |"
    )


def run_case(size: str, time_limit: float, prices: int) -> dict[str, Any]:
    """Build and solve once."""
    from yilu_planner.example import example
    from yilu_planner.resumption import build_model

    problem = example(size, seed=1)
    began, cpu = time.perf_counter(), time.process_time()
    model = build_model(problem)
    built = time.perf_counter() - began
    found = {"build": built, **solved(model, time_limit, prices)}
    rows, columns = model.matrix.shape
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**found, "rows": rows, "columns": columns, "cpu": time.process_time() - cpu, "peak_mb": peak}


def solved(model: Any, time_limit: float, prices: int) -> dict[str, Any]:
    """Weighted start, faces, plan, check (and prices)."""
    from yilu_planner.prices import prices as priced
    from yilu_planner.resumption.solve import solve_model

    began = time.perf_counter()
    result, ordered, fixed = solve_model(model, time_limit=time_limit)
    spent = time.perf_counter() - began
    timing = result.timing
    note = f"{result.status}, gap {result.gap:.2%}"
    if timing is not None:
        note += f"; order {timing.order:.1f}, plan and check {timing.check:.1f} s"
    if prices and ordered.status == "optimal":
        began = time.perf_counter()
        count = sum(1 for _ in priced(fixed, ordered, top=prices))
        note += f"; {count} prices in {time.perf_counter() - began:.1f} s"
    return {"solve": spent, "goals": [goal.value for goal in result.goals], "note": note}


if __name__ == "__main__":
    main()
