"""VRPLIB files (CVRP and VRPTW), as the routing community exchanges them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyvrp

from yilu_planner.refusal import Reason, Refused
from yilu_planner.routing.solve import stop_after

ROUNDINGS = ("round", "trunc", "dimacs", "exact")


@dataclass(frozen=True, slots=True)
class Routes:
    """Routes of client numbers (the first client is 1) and their cost in the file's rounding; None if none found."""

    routes: tuple[tuple[int, ...], ...]
    cost: int | None


def read_vrplib(path: Path, rounding: str | None = None) -> Any:
    """PyVRP's data of a file. Distances are rounded as usual: CVRP to integers, time windows to tenths (dimacs)."""
    try:
        text = path.read_text(encoding="utf-8")
        way = rounding or ("dimacs" if "TIME_WINDOW_SECTION" in text else "round")
        return pyvrp.read(path, round_func=way)
    except OSError:
        raise
    except Exception as error:  # the reader answers a broken file with whatever breaks first
        raise Refused(
            Reason(
                "route:vrplib",
                f"{path.name} 不是可读的 VRPLIB 文件（{type(error).__name__}）。",
                f"{path.name} is no readable VRPLIB file ({type(error).__name__}: {error}).",
            )
        ) from error


def solve_vrplib(data: Any, *, seed: int, iterations: int | None = None, seconds: float | None = None) -> Routes:
    """Solve the data; every client must be visited, so an infeasible end has no cost."""
    found = pyvrp.solve(data, stop=stop_after(iterations=iterations, seconds=seconds), seed=seed, display=False)
    routes = tuple(
        tuple(activity.idx + 1 for activity in route if activity.is_client()) for route in found.best.routes()
    )
    return Routes(routes, int(found.cost()) if found.is_feasible() else None)
