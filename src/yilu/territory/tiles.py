"""A tile grid for places: each a square of the same size, none hidden by another, laid out as they lie on the map.

Points are first spread until squares of one cell no longer overlap (a Dorling cartogram), then assigned to the cells
of a grid at the least total squared distance; of several grids the truest and most compact is taken. Deterministic.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Cell = tuple[int, int]

_FEW = 60  # up to so many places several grids are tried
_MARGIN = 1  # empty cells around the spread points, so that the edge does not squeeze them


def assign(cost: Array) -> npt.NDArray[np.intp]:
    """The column of each row such that no two share one and the total cost is least; rows ≤ columns.

    Shortest augmenting paths with potentials (Jonker and Volgenant), one vector operation a step.
    """
    rows, columns = cost.shape
    u, v = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, dtype=np.intp)  # row of each column, from 1; 0: free
    for row in range(1, rows + 1):
        owner[0], at = row, 0
        least = np.full(columns + 1, np.inf)
        came_from = np.zeros(columns + 1, dtype=np.intp)
        used = np.zeros(columns + 1, dtype=bool)
        while owner[at]:
            used[at] = True
            reduced = cost[owner[at] - 1] - u[owner[at]] - v[1:]
            better = (~used[1:]) & (reduced < least[1:])
            least[1:][better], came_from[1:][better] = reduced[better], at
            following = int(np.argmin(np.where(used[1:], np.inf, least[1:]))) + 1
            delta = least[following]
            u[owner[used]] += delta
            v[used] -= delta
            least[1:][~used[1:]] -= delta
            at = following
        while at:
            owner[at] = owner[came_from[at]]
            at = int(came_from[at])
    columns_of = np.zeros(rows, dtype=np.intp)
    for column in range(1, columns + 1):
        if owner[column]:
            columns_of[owner[column] - 1] = column - 1
    return columns_of


def _plane(points: Array) -> Array:
    """Longitude and latitude as a plane with north up and true proportions, y downwards."""
    x = points[:, 0] * np.cos(np.radians(points[:, 1].mean()))
    return np.column_stack([x - x.mean(), points[:, 1].mean() - points[:, 1]])


def _spread(points: Array, scale: float) -> Array:
    """Points scaled to cells and pushed apart until unit squares around them hardly overlap, each near its place."""
    home = points * scale
    now = home.copy()
    n = len(now)
    steps = 120 if n <= _FEW else 40
    for step in range(steps):
        gap = now[:, None, :] - now[None, :, :]
        reach = np.abs(gap).max(axis=2)
        overlap = np.clip(1.0 - reach, 0, None)
        overlap[np.arange(n), np.arange(n)] = 0
        length = np.maximum(np.hypot(gap[..., 0], gap[..., 1]), 1e-9)
        # Two places on one point part in the order they were given.
        tie = np.sign(np.arange(n)[:, None] - np.arange(n)[None, :])[..., None] * np.array([1.0, 0.3])
        direction = np.where(length[..., None] > 1e-6, gap / length[..., None], tie)
        push = (direction * overlap[..., None]).sum(axis=1) * 0.35
        hold = (home - now) * 0.04 * (1 - step / steps)
        now = now + push + hold
    return now


def _cells(spread: Array, offset: tuple[float, float]) -> npt.NDArray[np.int64]:
    """The cells of the least-cost assignment of spread points to a grid laid at an offset."""
    low = np.floor(spread.min(axis=0) + offset).astype(int) - _MARGIN
    high = np.ceil(spread.max(axis=0) + offset).astype(int) + _MARGIN
    xs, ys = np.arange(low[0], high[0] + 1), np.arange(low[1], high[1] + 1)
    grid = np.array([(x, y) for y in ys for x in xs])
    cost = ((spread[:, None, :] + offset - grid[None, :, :]) ** 2).sum(axis=2)
    taken = grid[assign(cost)]
    # No empty row or column stays: islands far out at sea move up to the shore.
    return np.column_stack([np.unique(taken[:, axis], return_inverse=True)[1] for axis in (0, 1)]).astype(np.int64)


def _score(cells: npt.NDArray[np.int64], plane: Array, near: npt.NDArray[np.intp]) -> float:
    """Lower is better: bearings to near neighbours turned, neighbours torn apart, ragged edges and lone tiles."""
    out = 0.0
    true_way = plane[near] - plane[:, None, :]
    shown_way = (cells[near] - cells[:, None, :]).astype(float)
    norm = np.hypot(true_way[..., 0], true_way[..., 1]) * np.hypot(shown_way[..., 0], shown_way[..., 1])
    cosine = (true_way * shown_way).sum(axis=2) / np.maximum(norm, 1e-9)
    out += float((1 - cosine).mean()) * 3
    out += float(np.hypot(shown_way[..., 0], shown_way[..., 1]).mean())
    taken = {tuple(c) for c in cells.tolist()}
    sides = [sum((x + dx, y + dy) in taken for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))) for x, y in taken]
    out += (4 - sum(sides) / len(sides)) * 0.5 + sides.count(0) * 0.2
    return out


def layout(codes: Sequence[str], points: Mapping[str, tuple[float, float]]) -> dict[str, Cell]:
    """A cell (column, row from the north-west, from 0) for each code; those without a point stand in a last row."""
    placed = sorted(c for c in codes if c in points)
    tiles: dict[str, Cell] = {}
    if len(placed) == 1:
        tiles[placed[0]] = (0, 0)
    elif placed:
        tiles = _best(placed, np.array([points[c] for c in placed], dtype=np.float64))
    last = max((y for _, y in tiles.values()), default=-1) + 1
    return tiles | {code: (i, last) for i, code in enumerate(sorted(set(codes) - set(placed)))}


def _best(placed: Sequence[str], points: Array) -> dict[str, Cell]:
    plane = _plane(points)
    n = len(placed)
    distance = np.hypot(*(plane[:, None, :] - plane[None, :, :]).transpose(2, 0, 1))
    near = np.argsort(distance, axis=1, kind="stable")[:, 1 : min(5, n)]
    extent = np.ptp(plane, axis=0) + 1e-6
    fitting = float(np.sqrt(n / (extent[0] * extent[1])))
    tries = (1.0, 1.15, 1.3) if n <= _FEW else (1.15,)
    offsets = ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)) if n <= _FEW else ((0.0, 0.0),)
    best: tuple[float, npt.NDArray[np.int64]] | None = None
    for more in tries:
        spread = _spread(plane, fitting * more)
        for offset in offsets:
            cells = _cells(spread, offset)
            score = _score(cells, plane, near)
            if best is None or score < best[0] - 1e-9:
                best = (score, cells)
    assert best is not None
    return {code: (int(x), int(y)) for code, (x, y) in zip(placed, best[1].tolist(), strict=True)}
