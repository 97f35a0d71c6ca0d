"""Which sites are open on a day: each keeps its place in the queue, so a site that reopened stays open."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from yilu.desk.demo.curves import shares_on
from yilu.desk.demo.firms import FIRMS
from yilu.desk.demo.sites import Sites

Bools = NDArray[np.bool_]

# Why a closed site is closed: (Chinese sentence, English gloss is in the form), chosen by place and day.
HOLIDAY = "春节放假"
IN_HUBEI = "按属地防控要求暂停营业"
WAITING = ("人员未返岗", "待当地复工审核", "防护物资不足", "所在小区封闭管理")


@dataclass(frozen=True, slots=True)
class Queue:
    """The order in which sites of a group reopen (and close last): 0 first, 1 last. `suspended`: since when and why."""

    rank: NDArray[np.float64]
    suspended: dict[int, tuple[date, str]]


def make_queue(sites: Sites, standing: date, seed: int) -> Queue:
    """The queue of the world that stands on a day; a few sites are suspended by the regulator shortly before it."""
    rng = np.random.default_rng([seed, 2])
    score = rng.normal(0.0, 1.0, len(sites)) + np.array([f.eagerness for f in FIRMS])[sites.firm]
    rank = np.empty(len(sites))
    for group in np.unique(sites.group):
        mine = np.flatnonzero(sites.group == group)
        rank[mine[np.argsort(-score[mine], kind="stable")]] = (np.arange(len(mine)) + 0.5) / len(mine)
    return Queue(rank, _suspended(sites, rank, standing, rng))


SUSPENSIONS = (
    (3, "一名员工核酸检测阳性，网点停业消毒，密切接触者隔离"),
    (2, "检查发现未按规范测温、消毒，责令停业整改"),
    (6, "员工家属疑似病例，停业待排查"),
)


def _suspended(
    sites: Sites, rank: NDArray[np.float64], standing: date, rng: np.random.Generator
) -> dict[int, tuple[date, str]]:
    """One in 700 sites, at least three where there are that many, among those that would be open."""
    open_ones = np.flatnonzero((rank < 0.5) & (sites.kind == 1))
    number = min(len(open_ones), max(len(SUSPENSIONS), len(sites) // 700))
    chosen: list[int] = rng.choice(open_ones, number, replace=False).tolist() if number else []
    out = {}
    for n, i in enumerate(chosen):
        ago, cause = SUSPENSIONS[n % len(SUSPENSIONS)]
        out[i] = (date.fromordinal(standing.toordinal() - ago), cause)
    return out


def open_on(sites: Sites, queue: Queue, day: date, *, suspensions: bool = True) -> Bools:
    """Which sites are open on the day; without `suspensions`, which would be."""
    shares = shares_on(day, "outlets", sites.group, np.ones(len(sites)))
    open_ = queue.rank < np.array([shares[g] for g in sites.group])
    for site, (since, _) in queue.suspended.items() if suspensions else ():
        open_[site] &= day < since
    return open_
