"""The resumption model at size, with linopy and PuLP on the same model in the same run.

    python benchmarks/planner_resumption.py --sizes prefecture province nation --peers linopy pulp --prices 20

Every case runs in its own process (peak memory is its own). The peers receive the very same columns, rows and
coefficients block by block, solve with the same HiGHS options (one thread, interior point with crossover) and fix each
goal by a row "goal <= its value", as their users do. Build (model in the library's own terms) and solve (all five
goals) are told apart. Peers need requirements/bench.txt; a peer that is not installed or not finished says so.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))

ROW_SLACK = 1e-6  # relative: without it the next interior point solve has no room at all


def main() -> None:
    """Run every case in a process of its own and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=["prefecture", "province", "nation"])
    parser.add_argument("--peers", nargs="*", default=["linopy", "pulp"])
    parser.add_argument("--prices", type=int, default=0, help="also price so many limits")
    parser.add_argument("--time-limit", type=float, default=900.0, help="seconds for each case")
    parser.add_argument("--case", nargs=2, metavar=("WHO", "SIZE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.case:
        who, size = args.case
        print(json.dumps(run_case(who, size, args.time_limit, args.prices)))
        return
    print("| problem | who | columns x rows | build s | solve s | CPU s | peak MB | goals |")
    print("|---|---|---|---|---|---|---|---|")
    for size in args.sizes:
        for who in ["yilu", *args.peers]:
            print(line(size, who, in_process(who, size, args)), flush=True)


def in_process(who: str, size: str, args: argparse.Namespace) -> dict[str, Any]:
    """One case as a child of this process."""
    command = [sys.executable, __file__, "--case", who, size, "--time-limit", str(args.time_limit)]
    command += ["--prices", str(args.prices)]
    try:
        child = subprocess.run(command, capture_output=True, text=True, timeout=2 * args.time_limit, check=False)
    except subprocess.TimeoutExpired:
        return {"error": f"not finished in {2 * args.time_limit:.0f} s"}
    if child.returncode:
        return {"error": (child.stderr.strip().splitlines() or ["no output"])[-1]}
    return dict(json.loads(child.stdout.strip().splitlines()[-1]))


def line(size: str, who: str, found: dict[str, Any]) -> str:
    """One row of the table."""
    if "error" in found:
        return f"| {size} | {who} | | | | | | {found['error']} |"
    goals = " / ".join(f"{value:,.6g}" for value in found["goals"])
    return (
        f"| {size} | {who} | {found['columns']:,} x {found['rows']:,} | {found['build']:.2f} | {found['solve']:.1f} "
        f"| {found['cpu']:.1f} | {found['peak_mb']:.0f} | {goals} {found.get('note', '')} |"
    )


def run_case(who: str, size: str, time_limit: float, prices: int) -> dict[str, Any]:
    """Build and solve once."""
    from yilu_planner.example import example
    from yilu_planner.resumption import build_model

    problem = example(size, seed=1)
    began, cpu = time.perf_counter(), time.process_time()
    model = build_model(problem)
    built = time.perf_counter() - began
    runner = {"yilu": ours, "linopy": with_linopy, "pulp": with_pulp}[who]
    found = runner(model, time_limit, prices)
    found.setdefault("build", built)
    rows, columns = model.matrix.shape
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**found, "rows": rows, "columns": columns, "cpu": time.process_time() - cpu, "peak_mb": peak}


def ours(model: Any, time_limit: float, prices: int) -> dict[str, Any]:
    """Weighted start, faces, plan, check (and prices)."""
    from yilu_planner.prices import prices as priced
    from yilu_planner.resumption.solve import solve_model

    began = time.perf_counter()
    result, solved, fixed = solve_model(model, time_limit=time_limit)
    spent = time.perf_counter() - began
    timing = result.timing
    note = f"{result.status}, gap {result.gap:.2%}"
    if timing is not None:
        note += f"; weighted {timing.weighted:.1f}, order {timing.order:.1f}, plan and check {timing.check:.1f} s"
    if prices and solved.status == "optimal":
        began = time.perf_counter()
        count = sum(1 for _ in priced(fixed, solved, top=prices))
        note += f"; {count} prices in {time.perf_counter() - began:.1f} s"
    return {"solve": spent, "goals": [goal.value for goal in result.goals], "note": note}


def goal_rows(model: Any) -> list[tuple[np.ndarray, np.ndarray, float]]:
    """For each goal: columns, costs, unit."""
    found = []
    for goal in model.goals():
        columns = np.flatnonzero(goal.costs)
        found.append((columns, goal.costs[columns], model.goal_units[goal.name]))
    return found


def entries_by_row(model: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Entries sorted by row: (starts of rows, columns, values, counts)."""
    matrix = model.matrix
    owner = np.repeat(np.arange(matrix.shape[1]), np.diff(matrix.starts))
    order = np.argsort(matrix.rows, kind="stable")
    counts = np.bincount(matrix.rows, minlength=matrix.shape[0])
    return np.concatenate([[0], np.cumsum(counts)]), owner[order], matrix.values[order], counts


def with_linopy(model: Any, time_limit: float, prices: int) -> dict[str, Any]:
    """linopy: one variable block a name, constraints from labelled arrays, goals as rows."""
    import linopy
    import xarray

    began = time.perf_counter()
    matrix = model.matrix
    peer = linopy.Model()
    columns = xarray.DataArray(np.arange(matrix.shape[1]), dims="column")
    lower = xarray.DataArray(matrix.col_lower, dims="column")
    upper = xarray.DataArray(matrix.col_upper, dims="column")
    x = peer.add_variables(lower, upper, coords=[columns.values], dims=["column"], name="x")
    starts, owners, values, counts = entries_by_row(model)
    for sense, side, chosen in (
        ("=", matrix.row_upper, matrix.row_lower == matrix.row_upper),
        ("<=", matrix.row_upper, np.isfinite(matrix.row_upper) & (matrix.row_lower != matrix.row_upper)),
    ):
        # rows of like length together, so that no padding is paid for
        for length in np.unique(counts[chosen]):
            rows = np.flatnonzero(chosen & (counts == length))
            if length == 0:
                continue
            at = starts[rows][:, None] + np.arange(length)[None, :]
            terms = xarray.Dataset(
                {
                    "coeffs": (("row", "_term"), values[at]),
                    "vars": (("row", "_term"), x.labels.values[owners[at]]),
                    "const": (("row",), np.zeros(len(rows))),
                }
            )
            expression = linopy.LinearExpression(terms, peer)
            peer.add_constraints(expression, sense, xarray.DataArray(side[rows], dims="row"), name=f"{sense}{length}")
    built = time.perf_counter() - began

    found: list[float] = []
    began = time.perf_counter()
    for name, (columns_of, costs, unit) in enumerate(goal_rows(model)):
        goal = (x.isel(column=columns_of) * xarray.DataArray(costs, dims="column")).sum()
        peer.add_objective(goal, overwrite=True)
        status, condition = peer.solve(
            "highs", io_api="direct", output_flag=False, solver="ipm", threads=1, time_limit=time_limit
        )
        if status != "ok":
            return {
                "build": built,
                "solve": time.perf_counter() - began,
                "goals": found,
                "note": f"stopped: {condition}",
            }
        value = float(peer.objective.value)
        found.append(value * unit)
        peer.add_constraints(goal, "<=", value + ROW_SLACK * max(1.0, abs(value)), name=f"goal{name}")
    return {"build": built, "solve": time.perf_counter() - began, "goals": found}


def with_pulp(model: Any, time_limit: float, prices: int) -> dict[str, Any]:
    """PuLP: a variable a column, an expression a row, goals as rows."""
    import pulp

    began = time.perf_counter()
    matrix = model.matrix
    peer = pulp.LpProblem("peer", pulp.LpMinimize)
    x = [
        pulp.LpVariable(f"x{j}", None if np.isinf(low) else low, None if np.isinf(high) else high)
        for j, (low, high) in enumerate(zip(matrix.col_lower.tolist(), matrix.col_upper.tolist(), strict=True))
    ]
    starts, owners, values, _ = entries_by_row(model)
    bounds, names, numbers = starts.tolist(), owners.tolist(), values.tolist()
    for row in range(matrix.shape[0]):
        terms = [(x[names[at]], numbers[at]) for at in range(bounds[row], bounds[row + 1])]
        expression = pulp.LpAffineExpression(terms)
        if matrix.row_lower[row] == matrix.row_upper[row]:
            peer += expression == float(matrix.row_upper[row])
        elif np.isfinite(matrix.row_upper[row]):
            peer += expression <= float(matrix.row_upper[row])
    built = time.perf_counter() - began

    solver = pulp.HiGHS(msg=False, threads=1, timeLimit=time_limit, solver="ipm")
    found: list[float] = []
    began = time.perf_counter()
    for columns_of, costs, unit in goal_rows(model):
        goal = pulp.LpAffineExpression(
            [(x[j], cost) for j, cost in zip(columns_of.tolist(), costs.tolist(), strict=True)]
        )
        peer.setObjective(goal)
        peer.solve(solver)
        if pulp.LpStatus[peer.status] != "Optimal":
            note = f"stopped: {pulp.LpStatus[peer.status]}"
            return {"build": built, "solve": time.perf_counter() - began, "goals": found, "note": note}
        value = float(pulp.value(goal))
        found.append(value * unit)
        peer += goal <= value + ROW_SLACK * max(1.0, abs(value))
    return {"build": built, "solve": time.perf_counter() - began, "goals": found}


if __name__ == "__main__":
    main()
