"""The same resumption model in Yilu, in linopy and in PuLP, all on HiGHS, in the same run.

    python benchmarks/planner_peers.py --sizes tiny province nation --time-limit 240 --venv FOLDER

The peers receive the very same columns, rows and coefficients, solve with the same HiGHS options (one thread, interior
point with crossover) and fix each goal by a row "goal <= its value", as their users do. Build (the model in the
library's own terms) and solve (all five goals) are told apart; every case runs in a process of its own and is stopped
at the time limit, saying how many goals it had reached. A peer's goals must equal ours within the stated tolerance.
Peers come from requirements/bench.txt: --venv makes a throw-away environment there (once) and runs every case in it.
"""

import argparse
import json
import os
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

ROW_SLACK = 1e-6  # relative: without it the next interior point solve has no room at all
EQUAL = 1e-4  # relative, or one parcel-day; what a later goal may lose in the planner too


def main() -> None:
    """Run every case in a process of its own and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", default=["tiny", "province", "nation"])
    parser.add_argument("--peers", nargs="*", default=["linopy", "pulp"])
    parser.add_argument("--time-limit", type=float, default=600.0, help="seconds for each case, start to end")
    parser.add_argument("--venv", type=Path, help="folder of a throw-away environment with requirements/bench.txt")
    parser.add_argument("--case", nargs=2, metavar=("WHO", "SIZE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.case:
        run_case(*args.case, args.time_limit)
        return
    python = bench_python(args.venv) if args.venv else sys.executable
    print("| problem | who | columns x rows | build s | solve s | CPU s | goals | beside ours |")
    print("|---|---|---|---|---|---|---|---|")
    for size in args.sizes:
        ours = in_process(python, "yilu", size, args.time_limit)
        print(line(size, "yilu", ours, ours), flush=True)
        for who in args.peers:
            print(line(size, who, in_process(python, who, size, args.time_limit), ours), flush=True)


def bench_python(folder: Path) -> str:
    """The interpreter of an environment that holds the peers, made if need be."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        locked = ["-r", str(ROOT / "requirements" / "bench.txt")]
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--require-hashes", *locked], check=True)
    return str(python)


def in_process(python: str, who: str, size: str, limit: float) -> dict[str, Any]:
    """What a case said before it ended or was stopped: one line of JSON for each thing it reached."""
    command = [python, __file__, "--case", who, size, "--time-limit", str(limit)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    try:
        child = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False, env=environment)
        out, failed = child.stdout, child.stderr.strip().splitlines()[-1:] if child.returncode else []
    except subprocess.TimeoutExpired as stopped:
        out, failed = (stopped.stdout or b"").decode(), [f"not finished in {limit:.0f} s"]
    found: dict[str, Any] = {"goals": []}
    for told in out.splitlines():
        if told.startswith("{"):
            said = json.loads(told)
            found["goals"] += [said.pop("goal")] if "goal" in said else []
            found |= said
    return {**found, "failed": failed[0]} if failed else found


def say(**told: Any) -> None:
    """One line of JSON."""
    print(json.dumps(told), flush=True)


def line(size: str, who: str, found: dict[str, Any], ours: dict[str, Any]) -> str:
    """One row of the table."""
    goals = " / ".join(f"{value:,.6g}" for value in found["goals"])
    shape = f"{found['columns']:,} x {found['rows']:,}" if "rows" in found else ""
    numbers = " | ".join(f"{found[key]:.2f}" if key in found else "" for key in ("build", "solve", "cpu"))
    return f"| {size} | {who} | {shape} | {numbers} | {goals} | {verdict(who, found, ours)} |"


def verdict(who: str, found: dict[str, Any], ours: dict[str, Any]) -> str:
    """Whether the goals are ours, and how many times as long it took."""
    pairs = list(zip(found["goals"], ours["goals"], strict=False))
    least = (1.0, 1.0, 1.0, EQUAL, EQUAL)
    off = [at + 1 for at, (a, b) in enumerate(pairs) if abs(a - b) > max(EQUAL * abs(b), least[at])]
    told = [found["failed"] + f", {len(pairs)} of 5 goals"] if "failed" in found else []
    if who == "yilu":
        return "; ".join(told)
    told.append(f"differs in G{off}" if off else f"{len(pairs)} goals equal" if pairs else "no goal reached")
    if "cpu" in found and "cpu" in ours:
        told.append(f"{found['cpu'] / ours['cpu']:.1f} x our CPU time")
    return "; ".join(told)


def run_case(who: str, size: str, limit: float) -> None:
    """Build and solve once, saying each thing as it is reached."""
    from yilu_planner.example import example
    from yilu_planner.resumption import build_model

    problem = example(size, seed=1)
    began, cpu = time.perf_counter(), time.process_time()
    model = build_model(problem)
    rows, columns = model.matrix.shape
    say(rows=rows, columns=columns, build=time.perf_counter() - began)
    {"yilu": ours_in_order, "linopy": with_linopy, "pulp": with_pulp}[who](model, limit)
    say(cpu=time.process_time() - cpu)


def ours_in_order(model: Any, limit: float) -> None:
    """All five goals, the plan and its check."""
    from yilu_planner.resumption.solve import solve_model

    began = time.perf_counter()
    result, _, _ = solve_model(model, time_limit=limit)
    for goal in result.goals:
        say(goal=goal.value)
    say(solve=time.perf_counter() - began)


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


def with_linopy(model: Any, limit: float) -> None:
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
    say(build=time.perf_counter() - began)

    began = time.perf_counter()
    for name, (columns_of, costs, unit) in enumerate(goal_rows(model)):
        goal = (x.isel(column=columns_of) * xarray.DataArray(costs, dims="column")).sum()
        peer.add_objective(goal, overwrite=True)
        status, condition = peer.solve(
            "highs", io_api="direct", output_flag=False, solver="ipm", threads=1, time_limit=limit
        )
        if status != "ok":
            raise SystemExit(f"stopped: {condition}")
        value = float(peer.objective.value)
        say(goal=value * unit)
        peer.add_constraints(goal, "<=", value + ROW_SLACK * max(1.0, abs(value)), name=f"goal{name}")
    say(solve=time.perf_counter() - began)


def with_pulp(model: Any, limit: float) -> None:
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
    say(build=time.perf_counter() - began)

    solver = pulp.HiGHS(msg=False, threads=1, timeLimit=limit, solver="ipm")
    began = time.perf_counter()
    for columns_of, costs, unit in goal_rows(model):
        goal = pulp.LpAffineExpression(
            [(x[j], cost) for j, cost in zip(columns_of.tolist(), costs.tolist(), strict=True)]
        )
        peer.setObjective(goal)
        peer.solve(solver)
        if pulp.LpStatus[peer.status] != "Optimal":
            raise SystemExit(f"stopped: {pulp.LpStatus[peer.status]}")
        value = float(pulp.value(goal))
        say(goal=value * unit)
        peer += goal <= value + ROW_SLACK * max(1.0, abs(value))
    say(solve=time.perf_counter() - began)


if __name__ == "__main__":
    main()
