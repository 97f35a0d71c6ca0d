"""One piece solved, many pieces on many workers; finished ones are kept, so a killed run goes on where it was."""

import hashlib
import importlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from yilu_planner.documents import read_result, write_document
from yilu_planner.problem import Array, Problem
from yilu_planner.records import to_text
from yilu_planner.result import Plan, Result
from yilu_planner.resumption import Model, build_model
from yilu_planner.resumption.openings import with_openings
from yilu_planner.resumption.solve import solve_model

AHEAD = 2  # pieces sent to each worker at once: one at work, one at hand
PLAY = 0.01  # parcels by which a piece may fall below a collection decided already: no solver is exact,
SHARE_OF_PLAY = 1e-6  # ... or this share of all it was to collect by then


@dataclass(frozen=True)
class Task:
    """A problem to solve; a piece sorts what arrives at once, and may have collection and openings decided already."""

    id: str
    problem: Problem
    piece: bool
    decided: Plan | None = None


Solve = Callable[[Iterable[Task]], Iterator[tuple[str, Result]]]


def solve_task(task: Task, *, seed: int, time_limit: float) -> Result:
    """The best plan of one piece; the same on every worker.

    Where a piece cannot be held to the last digit to what was decided, it is left free: the whole is cut to fit.
    """
    model = build_model(task.problem)
    held = [_pinned(model, task), _pinned(model, replace(task, decided=None))] if task.piece else []
    for each in (*held, model):
        result = solve_model(each, seed=seed, time_limit=time_limit)[0]
        if result.plan is not None:
            break
    return result


def _pinned(model: Model, task: Task) -> Model:
    """Nothing waits to be sorted; of what was to be collected by a day no more waits than was decided."""
    matrix = model.matrix.copy()
    matrix.col_upper[model.columns["waiting_sort"].index[0]] = 0.0
    model = replace(model, matrix=matrix)
    if task.decided is None:
        return model
    demand = task.problem.demand
    offered = demand.waiting_collection_parcels[:, :, None] + np.cumsum(demand.offered_parcels, axis=2)
    waiting = by_strand(model, offered - np.cumsum(task.decided.collected_parcels, axis=2))
    play = PLAY + SHARE_OF_PLAY * by_strand(model, offered)
    at = model.columns["waiting_collection"].index
    matrix.col_upper[at] = np.minimum(matrix.col_upper[at], (np.maximum(waiting, 0.0) + play) / model.scale)
    opened = task.decided.open_sites[np.isin(model.columns["open"].index, model.whole).any(axis=1)]
    return replace(with_openings(model, np.rint(opened).ravel()), whole=model.whole[:0])


def by_strand(model: Model, parcels: Array) -> Array:
    """(cell, strand, day) of (cell, class, day)."""
    total = np.zeros(model.columns["collected"].index.shape)
    for k, strand in enumerate(model.strands[2]):
        total[:, strand] += parcels[:, k]
    return total


@contextmanager
def crew(
    kept: Path, *, workers: int, scheduler: str = "", seed: int = 0, time_limit: float = np.inf
) -> Iterator[Solve]:
    """A way to solve tasks: on a Dask scheduler, on local processes, or (0 workers) here; `kept` holds what is done."""
    store = _Kept(kept, seed, time_limit)
    if not scheduler and workers == 0:
        yield lambda tasks: store.through(tasks, _here(seed, time_limit))
        return
    dask: Any = importlib.import_module("distributed")  # only where there are workers
    with tempfile.TemporaryDirectory(prefix="yilu-dask-") as scratch:
        cluster = None
        if not scheduler:
            cluster = dask.LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None, local_directory=scratch,
                memory_limit=0, silence_logs="ERROR",
            )  # fmt: skip
        client = dask.Client(scheduler or cluster, timeout=30)
        try:
            yield lambda tasks: store.through(tasks, _there(client, seed, time_limit))
        finally:
            client.close()
            if cluster is not None:
                cluster.close()


def _here(seed: int, time_limit: float) -> Solve:
    def solve(tasks: Iterable[Task]) -> Iterator[tuple[str, Result]]:
        for task in tasks:
            yield task.id, solve_task(task, seed=seed, time_limit=time_limit)

    return solve


def _there(client: Any, seed: int, time_limit: float) -> Solve:
    dask: Any = importlib.import_module("distributed")

    def solve(tasks: Iterable[Task]) -> Iterator[tuple[str, Result]]:
        running = dask.as_completed([], with_results=True)
        ids: dict[str, str] = {}
        for task in tasks:
            if len(ids) >= AHEAD * max(len(client.scheduler_info(n_workers=-1)["workers"]), 1):
                future, result = next(running)
                yield ids.pop(future.key), result
            future = client.submit(solve_task, task, seed=seed, time_limit=time_limit, pure=False)
            ids[future.key] = task.id
            running.add(future)
        while ids:
            future, result = next(running)
            yield ids.pop(future.key), result

    return solve


class _Kept:
    """Results by what was asked: the same question is never solved twice, another one never answered by an old file."""

    def __init__(self, folder: Path, seed: int, time_limit: float) -> None:
        self.folder, self.salt = folder, f"{seed} {time_limit}"

    def through(self, tasks: Iterable[Task], solve: Solve) -> Iterator[tuple[str, Result]]:
        """What is kept at once, the rest as it is solved (and then kept)."""
        files: dict[str, Path] = {}
        done: list[tuple[str, Result]] = []

        def missing() -> Iterator[Task]:
            for task in tasks:
                file = self._file(task)
                if file.exists():
                    done.append((task.id, read_result(file)))
                else:
                    files[task.id] = file
                    yield task

        for name, result in solve(missing()):
            write_document(files.pop(name), result)
            yield name, result
            yield from done
            done.clear()
        yield from done

    def _file(self, task: Task) -> Path:
        asked = hashlib.sha256(to_text(task.problem).encode())
        asked.update(repr((task.piece, self.salt)).encode())
        if task.decided is not None:
            asked.update(to_text(task.decided).encode())
        return self.folder / f"{task.id.replace('/', '.')}-{asked.hexdigest()[:16]}.json"
