"""Packs to sites by raising the lowest first, pool by pool from the bottom of the tree."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from yilu_planner.supply.request import Request, Rule

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
STAGES = 4  # everybody's minimum days, then tier 1, 2 and 3 up to the horizon
HALVINGS, MARGIN = 60, 1e-7


@dataclass(frozen=True, slots=True)
class Allocation:
    """Packs by pool and site as three columns, what is left in each pool, and how far each site now gets.

    `progress` counts stages: 0.5 is half of the minimum days, 1.25 the minimum and a quarter of what guaranteed work
    needs from there to the horizon, 4 everything. `days` are the days everybody on post is protected, up to the
    horizon.
    """

    packs: Ints
    from_pool: Ints
    to_site: Ints
    amount: Ints
    left: Ints
    progress: Floats
    days: Floats


def needs(people: Ints, rule: Rule) -> Ints:
    """Pieces needed to complete each stage (stages + 1 × sites, the first row 0), rounded up to whole pieces."""
    beyond = rule.horizon_days - rule.minimum_days
    steps = [people.sum(axis=0) * rule.minimum_days, *(tier * beyond for tier in people)]
    pieces = [np.ceil(np.round(step * rule.per_person_day, 6)).astype(np.int64) for step in steps]
    return np.cumsum([np.zeros_like(pieces[0]), *pieces], axis=0)


def progress_of(pieces: Ints, need: Ints) -> Floats:
    """Stages completed with so many pieces, the last one in part; a stage nobody needs is complete."""
    done = np.zeros(len(pieces))
    for stage in range(STAGES):
        size = need[stage + 1] - need[stage]
        part = np.clip(pieces - need[stage], 0, size) / np.maximum(size, 1)
        done = np.where(done == stage, stage + np.where(size > 0, part, 1.0), done)
    return done


def allocate(request: Request, rule: Rule) -> Allocation:
    """Share every pool out among the sites under it so that the worst-off site is as well off as can be, then the next.

    Pools are emptied from the bottom of the tree upwards, for what a lower pool holds can go nowhere else; a site
    that has all it needs gets no more, and what nobody needs stays in the pool.
    """
    need = needs(request.people, rule)
    pieces = request.stock.copy()
    given = np.zeros(len(request.sites), dtype=np.int64)
    left = request.packs.copy()
    members = _members(request)
    columns: list[tuple[Ints, Ints, Ints]] = []
    for pool in _bottom_up(request.parent):
        sites = members[pool]
        if not len(sites) or left[pool] == 0:
            continue
        order = np.lexsort((sites, -request.people[0, sites]))  # equals: more guaranteed work first, then as listed
        sites = sites[order]
        share = _raise_the_lowest(pieces[sites], need[:, sites], int(left[pool]), rule.pack)
        given[sites] += share
        pieces[sites] += share * rule.pack
        left[pool] -= share.sum()
        some = np.flatnonzero(share)
        columns.append((np.full(len(some), pool), sites[some], share[some]))
    from_pool, to_site, amount = (
        np.concatenate([column[k] for column in columns]) if columns else np.empty(0, dtype=np.int64) for k in range(3)
    )
    return _told(request, rule, given, from_pool, to_site, amount, left)


def by_hand(request: Request, rule: Rule, packs: Ints) -> Allocation:
    """Shares that somebody decided, with how far each site gets by them; every site draws on its own pool alone."""
    some = np.flatnonzero(packs)
    left = request.packs - np.bincount(request.pool, weights=packs, minlength=len(request.pools)).astype(np.int64)
    return _told(request, rule, packs, request.pool[some], some, packs[some], left)


def _told(
    request: Request, rule: Rule, given: Ints, from_pool: Ints, to_site: Ints, amount: Ints, left: Ints
) -> Allocation:
    pieces = request.stock + given * rule.pack
    daily = np.maximum(request.people.sum(axis=0) * rule.per_person_day, 1e-12)
    return Allocation(
        given, from_pool, to_site, amount, left, progress_of(pieces, needs(request.people, rule)),
        np.minimum(pieces / daily, rule.horizon_days),
    )  # fmt: skip


def _raise_the_lowest(pieces: Ints, need: Ints, packs: int, size: int) -> Ints:
    """Packs by site, as if each next one went where progress is least; of equals, to whom it lifts most."""
    wanted = _packs_to_reach(float(STAGES), pieces, need, size)
    if wanted.sum() <= packs:
        return wanted
    low, high = 0.0, float(STAGES)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if _packs_to_reach(middle, pieces, need, size).sum() <= packs:
            low = middle
        else:
            high = middle
    share = _packs_to_reach(max(low - MARGIN, 0.0), pieces, need, size)  # the last steps are taken exactly
    spare = packs - int(share.sum())
    while spare > 0:
        now = progress_of(pieces + share * size, need)
        lifted = progress_of(pieces + (share + 1) * size, need)
        open_ = np.flatnonzero(now < STAGES)
        level = now[open_].min()
        lowest = open_[now[open_] <= level]
        lowest = lowest[np.argsort(-lifted[lowest], kind="stable")][:spare]
        share[lowest] += 1
        spare -= len(lowest)
    return share


def _packs_to_reach(level: float, pieces: Ints, need: Ints, size: int) -> Ints:
    """The fewest packs with which each site's progress is at least `level`."""
    stage = min(int(level), STAGES - 1)
    target = need[stage] + np.ceil((level - stage) * (need[stage + 1] - need[stage]) - 1e-9).astype(np.int64)
    packs: Ints = np.maximum(-(-(target - pieces) // size), 0)
    return packs


def _members(request: Request) -> list[Ints]:
    """The sites under each pool, its own and those of the pools below."""
    order = np.argsort(request.pool, kind="stable")
    edges = np.searchsorted(request.pool[order], np.arange(len(request.pools) + 1))
    members = [order[edges[k] : edges[k + 1]] for k in range(len(request.pools))]
    below: list[list[Ints]] = [[own] for own in members]
    for pool in _bottom_up(request.parent):
        members[pool] = np.concatenate(below[pool])
        if request.parent[pool] >= 0:
            below[request.parent[pool]].append(members[pool])
    return members


def _bottom_up(parent: Ints) -> list[int]:
    """Pools from the deepest to the top."""
    depth = np.zeros(len(parent), dtype=np.int64)
    above = parent.copy()
    while (inner := above >= 0).any():
        depth[inner] += 1
        above[inner] = parent[above[inner]]
    order: list[int] = np.argsort(-depth, kind="stable").tolist()
    return order
