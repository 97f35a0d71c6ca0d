"""What the office knows: sites with their people and stock, pools of packs in a tree, and the rule to share by."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from yilu_planner.refusal import Reason, Refused, refuse_field
from yilu_planner.tables import read_rows, refuse_line

Ints = npt.NDArray[np.int64]
MOST_SITES, MOST_PIECES = 2_000_000, 10**12
TIERS = ("tier1_people", "tier2_people", "tier3_people")


@dataclass(frozen=True, slots=True)
class Rule:
    """How to share one item. `source` names the text that fixes the numbers; none of them has a default."""

    per_person_day: float
    minimum_days: float
    horizon_days: float
    pack: int
    source: str

    def __post_init__(self) -> None:
        for name, low, high in (("per_person_day", 0, 1000), ("minimum_days", 0, 366), ("horizon_days", 0, 366)):
            value = getattr(self, name)
            if not (math.isfinite(value) and low < value <= high):
                raise refuse_field(name, value, f"应大于 {low} 且不超过 {high}", f"above {low}, at most {high}")
        if self.horizon_days < self.minimum_days:
            raise refuse_field("horizon_days", self.horizon_days, "不少于 minimum_days", "not under minimum_days")
        if not 1 <= self.pack <= 10**9:
            raise refuse_field("pack", self.pack, "每包至少 1 件", "at least one piece a pack")
        if not self.source.strip():
            raise refuse_field("source", self.source, "必须注明数值来源", "the source of the numbers must be stated")


@dataclass(frozen=True, slots=True)
class Request:
    """Sites and pools as arrays; `people` is tiers × sites, `pool` the pool a site draws on, `parent` -1 at the top."""

    sites: Sequence[str]
    pool: Ints
    stock: Ints
    people: Ints
    pools: Sequence[str]
    parent: Ints
    packs: Ints

    def __post_init__(self) -> None:
        if not 1 <= len(self.sites) <= MOST_SITES:
            raise refuse_field("sites", len(self.sites), f"应为 1 至 {MOST_SITES} 个", f"from 1 to {MOST_SITES}")
        for name, values in (("stock", self.stock), ("people", self.people), ("packs", self.packs)):
            if values.size and not 0 <= int(values.min()) <= int(values.max()) <= MOST_PIECES:
                raise refuse_field(name, int(values.min()), "不能为负或过大", f"from 0 to {MOST_PIECES}")
        above = self.parent.copy()
        for _ in range(len(self.parent)):
            if (above < 0).all():
                return
            above = np.where(above >= 0, self.parent[above], -1)
        if (above >= 0).any():
            name = self.pools[int(np.argmax(above >= 0))]
            raise Refused(Reason("supply:cycle", f"{name} 的上级关系成环。", f"The pools above {name} form a circle."))


def read_request(sites: Path, pools: Path) -> Request:
    """A request of `site,pool,stock,tier1_people,tier2_people,tier3_people` and `pool,parent,packs` (pieces, packs)."""
    pool_rows = list(read_rows(pools, ("pool", "parent", "packs")))
    codes: dict[str, int] = {}
    for line, row in pool_rows:
        if row["pool"].strip() in codes or not row["pool"].strip():
            raise refuse_line(pools, line, "库点为空或重复", "the pool is empty or there twice")
        codes[row["pool"].strip()] = len(codes)
    parent, packs = [], []
    for line, row in pool_rows:
        above = row["parent"].strip()
        if above and above not in codes:
            raise refuse_line(pools, line, f"没有上级库点 {above}", f"there is no pool {above}")
        parent.append(codes[above] if above else -1)
        packs.append(_count(pools, line, "packs", row["packs"]))
    names: dict[str, None] = {}
    pool, stock = [], []
    people: list[list[int]] = [[], [], []]
    for line, row in read_rows(sites, ("site", "pool", "stock", *TIERS)):
        name, draws = row["site"].strip(), row["pool"].strip()
        if name in names or not name:
            raise refuse_line(sites, line, "场所为空或重复", "the site is empty or there twice")
        if draws not in codes:
            raise refuse_line(sites, line, f"没有库点 {draws}", f"there is no pool {draws}")
        names[name] = None
        pool.append(codes[draws])
        stock.append(_count(sites, line, "stock", row["stock"]))
        for tier, column in enumerate(TIERS):
            people[tier].append(_count(sites, line, column, row[column]))
    return Request(
        list(names),
        np.array(pool, dtype=np.int64),
        np.array(stock, dtype=np.int64),
        np.array(people, dtype=np.int64),
        list(codes),
        np.array(parent, dtype=np.int64),
        np.array(packs, dtype=np.int64),
    )


def _count(path: Path, line: int, column: str, text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = -1
    if not 0 <= value <= MOST_PIECES:
        raise refuse_line(
            path, line, f"{column} 的值 {text!r} 应为非负整数", f"{column} is {text!r}, not a whole number"
        )
    return value
