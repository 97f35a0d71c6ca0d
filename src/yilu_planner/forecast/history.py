"""Daily volumes by area and class as one array, and the tree in which areas add up."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from yilu_planner.refusal import Reason, Refused
from yilu_planner.tables import read_day, read_rows, refuse_line

Floats = npt.NDArray[np.float64]
MOST_DAYS = 5000


@dataclass(frozen=True, slots=True)
class History:
    """Series × days, NaN where nothing was reported; `parent` is the series each adds up to, -1 at the top.

    A series that has children is the sum of them, NaN on days on which one of them is missing.
    """

    start: date
    keys: tuple[tuple[str, str], ...]
    parent: npt.NDArray[np.int64]
    volume: Floats

    @property
    def days(self) -> int:
        """How many days the history covers."""
        return len(self.volume[0])

    def until(self, days: int) -> "History":
        """The history as it stood after its first `days` days."""
        return History(self.start, self.keys, self.parent, self.volume[:, :days])


def read_history(path: Path, parents: Mapping[str, str] | None = None) -> History:
    """History of a CSV `date,area,class,volume`; days without a row are missing, not zero."""
    rows = []
    for line, row in read_rows(path, ("date", "area", "class", "volume")):
        try:
            day = read_day(row["date"])
        except ValueError:
            raise refuse_line(path, line, f"日期 {row['date']!r} 无效", f"{row['date']!r} is no date") from None
        try:
            volume = float(row["volume"])
        except ValueError:
            volume = math.nan
        if not math.isfinite(volume) or volume < 0:
            raise refuse_line(
                path,
                line,
                f"业务量 {row['volume']!r} 应为非负数；未报请删去该行",
                f"volume {row['volume']!r} must be a number, not negative; leave the row out if nothing was reported",
            )
        rows.append((day, row["area"].strip(), row["class"].strip(), volume))
    return history_of(rows, parents or {})


def history_of(rows: Iterable[tuple[date, str, str, float]], parents: Mapping[str, str]) -> History:
    """History of (day, area, class, volume) rows; areas of `parents` that have no rows are summed from below."""
    table: dict[tuple[str, str], dict[date, float]] = {}
    for day, area, kind, volume in rows:
        series = table.setdefault((area, kind), {})
        if day in series:
            raise Refused(
                Reason("forecast:twice", f"{area} {kind} {day} 重复。", f"{area}, {kind}, {day} is there twice.")
            )
        series[day] = volume
    if not table:
        raise Refused(Reason("forecast:empty", "没有任何业务量记录。", "There is no volume at all."))
    first = min(min(series) for series in table.values())
    days = (max(max(series) for series in table.values()) - first).days + 1
    if days > MOST_DAYS:
        raise Refused(
            Reason("forecast:days", f"历史跨度 {days} 天过长。", f"The history spans {days} days; at most {MOST_DAYS}.")
        )
    own = np.full((len(table), days), np.nan)
    for number, series in enumerate(table.values()):
        for day, volume in series.items():
            own[number, (day - first).days] = volume
    return _with_sums(first, list(table), own, parents)


def tree_by_code(areas: Iterable[str]) -> dict[str, str]:
    """Parents by the six digits of GB/T 2260: county to prefecture, prefecture to province, province to nation."""
    parents: dict[str, str] = {}
    for area in areas:
        if not (len(area) == 6 and area.isdigit()):
            raise Refused(
                Reason("forecast:code", f"{area} 不是六位行政区划代码。", f"{area} is not a six-digit division code.")
            )
        code = area
        while code != "100000":
            above = "100000" if code.endswith("0000") else code[:2] + "0000" if code.endswith("00") else code[:4] + "00"
            parents[code] = above
            code = above
    return parents


def _with_sums(start: date, keys: list[tuple[str, str]], own: Floats, parents: Mapping[str, str]) -> History:
    depth: dict[str, int] = {}
    kinds: dict[str, set[str]] = {}
    for area, kind in keys:
        chain = _chain(area, parents)
        for height, name in enumerate(reversed(chain)):
            depth[name] = height
            kinds.setdefault(name, set()).add(kind)
    numbers = {key: number for number, key in enumerate(keys)}
    rows, above_of = list(own), {}
    for area in sorted(depth, key=lambda name: (-depth[name], name)):
        above = parents.get(area)
        for kind in sorted(kinds[area]) if above is not None else ():
            number, target = numbers[area, kind], numbers.setdefault((str(above), kind), len(rows))
            if target < len(own):
                raise Refused(
                    Reason(
                        "forecast:both",
                        f"{above} {kind} 既有自身数据又有下级数据；只需报最下级。",
                        f"{above}, {kind} has rows of its own and below it; give the lowest level only.",
                    )
                )
            if target == len(rows):
                rows.append(np.zeros(own.shape[1]))
            rows[target] = rows[target] + rows[number]
            above_of[number] = target
    parent = np.array([above_of.get(number, -1) for number in range(len(rows))])
    return History(start, tuple(numbers), parent, np.array(rows))


def _chain(area: str, parents: Mapping[str, str]) -> list[str]:
    chain = [area]
    while (above := parents.get(chain[-1])) is not None:
        if above in chain:
            raise Refused(
                Reason("forecast:cycle", f"地区 {above} 的隶属关系成环。", f"The areas form a circle at {above}.")
            )
        chain.append(above)
    return chain


def dates_after(history: History, horizon: int) -> list[date]:
    """The days that follow the history."""
    return [history.start + timedelta(days=history.days + k) for k in range(horizon)]
