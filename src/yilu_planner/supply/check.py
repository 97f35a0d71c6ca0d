"""What an allocation breaks, recomputed from the request alone; shares nothing with the search that found it."""

import numpy as np
import numpy.typing as npt

from yilu_planner.refusal import Reason
from yilu_planner.supply.allocate import Allocation
from yilu_planner.supply.request import Request, Rule

Bools = npt.NDArray[np.bool_]
STAGES = 4
TOLERANCE = 1e-9


def broken_limits(request: Request, done: Allocation) -> list[Reason]:
    """Packs from nowhere, more than a pool holds, from a pool that does not serve the site, or sums that differ."""
    broken = []
    if done.amount.size and int(done.amount.min()) <= 0:
        broken.append(Reason("supply:amount", "有发放数量不是正数。", "Some amount given is not positive."))
    given = np.bincount(done.from_pool, weights=done.amount, minlength=len(request.pools)).astype(np.int64)
    for pool in np.flatnonzero((given + done.left != request.packs) | (done.left < 0)).tolist():
        name, held = request.pools[pool], int(request.packs[pool])
        broken.append(
            Reason(
                "supply:pool",
                f"{name}有 {held} 包，发出 {int(given[pool])} 包，余 {int(done.left[pool])} 包，不相符。",
                f"{name} holds {held} packs, gives {int(given[pool])}, keeps {int(done.left[pool])}: not the same.",
            )
        )
    received = np.bincount(done.to_site, weights=done.amount, minlength=len(request.sites)).astype(np.int64)
    for site in np.flatnonzero(received != done.packs).tolist():
        name = request.sites[site]
        broken.append(Reason("supply:site", f"{name}的合计不符。", f"The sum of {name} differs."))
    for at in np.flatnonzero(~_serves(request, done)).tolist():
        giver, taker = request.pools[int(done.from_pool[at])], request.sites[int(done.to_site[at])]
        broken.append(Reason("supply:reach", f"{giver}不供应{taker}。", f"{giver} does not serve {taker}."))
    return broken


def unfair(request: Request, rule: Rule, done: Allocation) -> list[Reason]:
    """Packs that would have lifted somebody lower, and packs kept back while somebody under the pool needs them.

    A fair share needs no more: leaving out any pack that was given leaves its site no higher than everybody the pool
    could have given it to.
    """
    found = []
    now = _progress(request, rule, done.packs)
    without = _progress(request, rule, np.maximum(done.packs - 1, 0))
    for pool in range(len(request.pools)):
        under = _under(request, pool)
        needy = under & (now < STAGES - TOLERANCE)
        if not needy.any():
            continue
        name = request.pools[pool]
        if done.left[pool] > 0:
            found.append(Reason("supply:kept", f"{name}仍有余包。", f"{name} keeps packs that are needed below it."))
        mine = done.to_site[done.from_pool == pool]
        if mine.size and float(without[mine].max()) > float(now[needy].min()) + TOLERANCE:
            found.append(Reason("supply:unfair", f"{name}分配不均。", f"A pack of {name} would lift somebody lower."))
    return found


def _progress(request: Request, rule: Rule, packs: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Stages completed by each site, counted down from its pieces."""
    beyond = rule.horizon_days - rule.minimum_days
    rows = [request.people.sum(axis=0) * rule.minimum_days, *(tier * beyond for tier in request.people)]
    left = (request.stock + packs * rule.pack).astype(float)
    done = np.zeros(len(left))
    open_ = np.ones(len(left), dtype=bool)
    for row in rows:
        wanted = np.ceil(np.round(row * rule.per_person_day, 6))
        full = left >= wanted
        part = np.divide(left, wanted, out=np.ones_like(left), where=wanted > 0)
        done += np.where(open_, np.where(full, 1.0, part), 0.0)
        left -= np.where(full, wanted, 0.0)
        open_ &= full
    return done


def _serves(request: Request, done: Allocation) -> Bools:
    """For each flow: does the pool stand at or above the one the site draws on?"""
    at = request.pool[done.to_site].copy() if done.to_site.size else done.to_site
    found: Bools = at == done.from_pool
    for _ in request.pools:
        at = np.where(at >= 0, request.parent[at], -1)
        found |= at == done.from_pool
    return found


def _under(request: Request, pool: int) -> Bools:
    at = request.pool.copy()
    found: Bools = at == pool
    for _ in request.pools:
        at = np.where(at >= 0, request.parent[at], -1)
        found |= at == pool
    return found
