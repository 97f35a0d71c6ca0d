"""Fair shares against every possible sharing-out, by hand, and under changes that must not matter."""

import dataclasses
import itertools
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yilu_planner.refusal import Refused
from yilu_planner.supply import Request, Rule, allocate, broken_limits, by_hand, read_request, unfair

RULE = Rule(per_person_day=2, minimum_days=2, horizon_days=4, pack=5, source="test")


def request(stock: list[int], people: list[tuple[int, int, int]], packs: list[int], **tree: list[int]) -> Request:
    """Sites all draw on the last pool unless `pool` says otherwise; pools have no parent unless `parent` does."""
    pool = tree.get("pool", [len(packs) - 1] * len(stock))
    return Request(
        [f"s{k}" for k in range(len(stock))],
        np.array(pool),
        np.array(stock),
        np.array(people).T,
        [f"p{k}" for k in range(len(packs))],
        np.array(tree.get("parent", [-1] * len(packs))),
        np.array(packs),
    )


def exact_progress(pieces: int, people: tuple[int, int, int], rule: Rule) -> Fraction:
    """Stages completed, from the words of the rule alone."""
    left = pieces
    beyond = rule.horizon_days - rule.minimum_days
    for stage, need in enumerate([sum(people) * rule.minimum_days, *(tier * beyond for tier in people)]):
        wanted = -int(-need * rule.per_person_day // 1)
        if left < wanted:
            return stage + Fraction(left, wanted)
        left -= wanted
    return Fraction(4)


def every_sharing(asked: Request, rule: Rule) -> list[Fraction]:
    """The leximin-best sorted progress over all ways to give all pools' packs to sites under them."""
    sites = len(asked.sites)

    def under(pool: int) -> list[int]:
        found = []
        for site in range(sites):
            above = int(asked.pool[site])
            while above >= 0 and above != pool:
                above = int(asked.parent[above])
            if above == pool:
                found.append(site)
        return found

    choices = []
    for pool, packs in enumerate(asked.packs.tolist()):
        below = under(pool)
        choices.append([c for size in range(packs + 1) for c in itertools.combinations_with_replacement(below, size)])
    best: list[Fraction] = []
    for picked in itertools.product(*choices):
        given = np.bincount([site for part in picked for site in part], minlength=sites).tolist()
        best = max(
            best,
            sorted(
                exact_progress(int(asked.stock[k]) + given[k] * rule.pack, tuple(asked.people[:, k].tolist()), rule)
                for k in range(sites)
            ),
        )
    return best


PEOPLE = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 12), PEOPLE), min_size=1, max_size=4),
    st.integers(0, 5),
    st.sampled_from([1, 3, 5, 8]),
)
def test_it_equals_the_best_of_every_sharing_out(
    sites: list[tuple[int, tuple[int, int, int]]], packs: int, pack: int
) -> None:
    rule = Rule(2, 2, 4, pack, "test")
    asked = request([stock for stock, _ in sites], [people for _, people in sites], [packs])
    assert sorted(allocate(asked, rule).progress.tolist()) == pytest.approx(
        [float(x) for x in every_sharing(asked, rule)], abs=1e-12
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 8), PEOPLE, st.integers(0, 2)), min_size=2, max_size=4),
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)),
)
def test_it_equals_the_best_of_every_sharing_out_of_a_tree(
    sites: list[tuple[int, tuple[int, int, int], int]], packs: tuple[int, int, int]
) -> None:
    """A nation (0) over two provinces (1, 2); sites may draw on any of the three."""
    asked = request(
        [stock for stock, _, _ in sites],
        [people for _, people, _ in sites],
        list(packs),
        pool=[pool for _, _, pool in sites],
        parent=[-1, 0, 0],
    )
    assert sorted(allocate(asked, RULE).progress.tolist()) == pytest.approx(
        [float(x) for x in every_sharing(asked, RULE)], abs=1e-12
    )


def test_minimum_days_come_first_by_hand() -> None:
    """Two people each, 2 masks a day, 2 days: 8 masks. Site a has 8, b has 0; two packs of 5 both go to b: 10."""
    done = allocate(request([8, 0], [(2, 0, 0), (0, 0, 2)], [2]), RULE)
    assert done.packs.tolist() == [0, 2]


def test_after_the_minimum_guaranteed_work_comes_before_online_shopping() -> None:
    done = allocate(request([8, 8], [(2, 0, 0), (0, 0, 2)], [1]), RULE)
    assert done.packs.tolist() == [1, 0]


def test_what_nobody_needs_stays_in_the_pool() -> None:
    """One person needs 2 × 4 = 8 masks to the horizon: two packs of 5."""
    done = allocate(request([0], [(1, 0, 0)], [9]), RULE)
    assert (done.packs.tolist(), done.left.tolist(), done.days.tolist()) == ([2], [7], [4.0])


def test_a_provinces_own_masks_stay_in_the_province() -> None:
    asked = request([0, 0], [(5, 0, 0), (5, 0, 0)], [0, 3, 0], pool=[1, 2], parent=[-1, 0, 0])
    assert allocate(asked, RULE).packs.tolist() == [3, 0]


def test_the_sums_balance_and_packs_are_whole_at_scale() -> None:
    rng = np.random.default_rng(1)
    sites = 8_000
    asked = Request(
        [str(k) for k in range(sites)],
        rng.integers(1, 15, sites),
        rng.integers(0, 200, sites),
        rng.integers(0, 12, (3, sites)),
        [str(k) for k in range(15)],
        np.array([-1] + [0] * 14),
        rng.integers(0, 3000, 15),
    )
    done = allocate(asked, Rule(2, 3, 7, 50, "test"))
    spent = np.bincount(done.from_pool, done.amount, minlength=15).astype(int)
    assert (spent + done.left == asked.packs).all()
    assert (np.bincount(done.to_site, done.amount, minlength=sites).astype(int) == done.packs).all()
    assert (done.packs >= 0).all() and done.packs.sum() == asked.packs.sum() - done.left.sum()
    own = asked.pool[done.to_site]
    assert ((done.from_pool == own) | (done.from_pool == 0)).all()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), PEOPLE), min_size=2, max_size=8), st.integers(0, 12))
def test_one_more_pack_never_lowers_anybody(sites: list[tuple[int, tuple[int, int, int]]], packs: int) -> None:
    stock, people = [stock for stock, _ in sites], [people for _, people in sites]
    few, more = (sorted(allocate(request(stock, people, [n]), RULE).progress.tolist()) for n in (packs, packs + 1))
    assert all(a <= b + 1e-12 for a, b in zip(few, more, strict=True))


@pytest.mark.parametrize(
    ("field", "value"),
    [("per_person_day", float("nan")), ("minimum_days", 0), ("horizon_days", 1), ("pack", 0), ("source", " ")],
)
def test_it_refuses_a_rule_without_sense(field: str, value: float | str) -> None:
    values = {"per_person_day": 2, "minimum_days": 2, "horizon_days": 4, "pack": 5, "source": "test", field: value}
    with pytest.raises(Refused, match=field):
        Rule(**values)


SITES = "site,pool,stock,tier1_people,tier2_people,tier3_people\n"
POOLS = "pool,parent,packs\n"


@pytest.mark.parametrize(
    ("sites", "pools", "says"),
    [
        ("a,x,0,1,1,1\n", "p,,3\n", "no pool x"),
        ("a,p,-1,1,1,1\n", "p,,3\n", "stock"),
        ("a,p,0,1.5,1,1\n", "p,,3\n", "tier1_people"),
        ("a,p,0,1,1,1\na,p,0,1,1,1\n", "p,,3\n", "there twice"),
        ("a,p,0,1,1,1\n", "p,q,3\n", "no pool q"),
        ("a,p,0,1,1,1\n", "p,q,3\nq,p,1\n", "circle"),
        ("a,p,0,1,1,1\n", "p,,many\n", "packs"),
        ("", "p,,3\n", "sites"),
    ],
)
def test_it_refuses_broken_tables(tmp_path: Path, sites: str, pools: str, says: str) -> None:
    (tmp_path / "sites.csv").write_text(SITES + sites, encoding="utf-8")
    (tmp_path / "pools.csv").write_text(POOLS + pools, encoding="utf-8")
    with pytest.raises(Refused, match=says):
        read_request(tmp_path / "sites.csv", tmp_path / "pools.csv")


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 12), PEOPLE), min_size=1, max_size=6),
    st.integers(0, 8),
    st.integers(0, 8),
)
def test_the_check_finds_nothing_in_what_was_shared_out(
    sites: list[tuple[int, tuple[int, int, int]]], top: int, below: int
) -> None:
    pool = [k % 2 for k in range(len(sites))]
    asked = request([s for s, _ in sites], [p for _, p in sites], [top, below], pool=pool, parent=[-1, 0])
    done = allocate(asked, RULE)
    assert broken_limits(asked, done) == []
    assert unfair(asked, RULE, done) == []


def test_the_check_finds_packs_from_nowhere_and_a_share_that_is_unfair() -> None:
    asked = request([0, 0], [(1, 0, 0), (1, 0, 0)], [2])
    even, one_sided = allocate(asked, RULE), by_hand(asked, RULE, np.array([2, 0]))
    assert even.packs.tolist() == [1, 1]
    assert [r.code for r in unfair(asked, RULE, one_sided)] == ["supply:unfair"]
    assert broken_limits(asked, one_sided) == []
    too_many = by_hand(asked, RULE, np.array([2, 1]))
    assert [r.code for r in broken_limits(asked, too_many)] == ["supply:pool"]
    kept = by_hand(asked, RULE, np.array([1, 0]))
    assert [r.code for r in unfair(asked, RULE, kept)] == ["supply:kept"]


def test_the_check_finds_a_pool_that_does_not_serve_the_site() -> None:
    asked = request([0, 0], [(1, 0, 0), (1, 0, 0)], [1, 1], pool=[0, 1], parent=[-1, -1])
    done = allocate(asked, RULE)
    crossed = dataclasses.replace(done, to_site=done.to_site[::-1].copy())
    assert {r.code for r in broken_limits(asked, crossed)} == {"supply:reach"}
