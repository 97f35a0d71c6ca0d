"""Sector totals never give away a company: the rule by hand, and an adversary who solves for what was withheld."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from yilu.operations.disclosure import LARGEST_SHARE, MINIMUM_OTHERS, is_safe, pattern


def column(*parts: int) -> np.ndarray:
    return np.array(parts, dtype=np.int64)[:, None]


def test_the_two_constants_are_those_of_the_rule() -> None:
    assert (MINIMUM_OTHERS, LARGEST_SHARE) == (3, 0.70)


def test_it_withholds_a_total_of_three_companies_because_each_would_see_only_two_others() -> None:
    assert not is_safe(column(10, 10, 10))
    assert is_safe(column(10, 10, 10, 10))


def test_it_withholds_a_total_in_which_one_company_is_more_than_seventy_per_cent_of_the_others() -> None:
    # The second largest (30) takes itself out: 100 are left, of which the largest is 70 or 71.
    assert is_safe(column(70, 30, 20, 10))
    assert not is_safe(column(71, 30, 19, 10))


def test_a_company_that_adds_nothing_does_not_count_as_one_of_the_others() -> None:
    assert not is_safe(column(10, 10, 10, 0, 0))


def test_one_unsafe_measure_withholds_the_area_for_all_measures_alike() -> None:
    both = np.hstack([column(10, 10, 10, 10), column(90, 1, 1, 1)])
    assert is_safe(both[:, :1])
    assert not is_safe(both)


def test_a_single_unsafe_area_takes_a_safe_sibling_with_it() -> None:
    safe, lone = column(10, 10, 10, 10), column(7, 0, 0, 0)
    tree = {"P": None, "a": "P", "b": "P", "c": "P"}
    parts = {"P": safe * 3 + lone, "a": safe * 2, "b": safe, "c": lone}
    # c alone could be had as P - a - b; with b withheld too only b + c can.
    assert pattern(tree, parts) == {"P", "a"}


def test_what_lies_directly_in_an_area_is_protected_like_an_area_below_it() -> None:
    safe, direct = column(10, 10, 10, 10), column(0, 5, 0, 0)
    tree = {"P": None, "a": "P", "b": "P"}
    parts = {"P": safe * 3 + direct, "a": safe * 2, "b": safe}
    assert pattern(tree, parts) == {"P", "a"}


def test_a_withheld_parent_does_not_open_a_way_from_the_grandparent() -> None:
    safe, lone = column(10, 10, 10, 10), column(40, 1, 0, 0)
    tree = {"N": None, "P": "N", "Q": "N", "a": "P", "b": "P"}
    parts = {"a": safe, "b": lone, "P": safe + lone, "Q": safe * 3, "N": safe * 4 + lone}
    told = pattern(tree, parts)
    assert "b" not in told
    assert_nothing_unsafe_follows(tree, parts, told)


def test_nothing_outside_the_fixed_pattern_is_ever_told() -> None:
    safe = column(10, 10, 10, 10)
    tree = {"P": None, "a": "P", "b": "P"}
    parts = {"P": safe * 2, "a": safe, "b": safe}
    assert pattern(tree, parts) == {"P", "a", "b"}
    assert pattern(tree, parts, within={"P", "a"}) == {"P", "a"}


def test_units_that_span_areas_do_not_hide_counties_for_nothing() -> None:
    # Each company is one unit with outlets in both counties: 4 above, 4 in each below; nothing follows by subtraction.
    pieces, units = column(10, 10, 10, 10), column(1, 1, 1, 1)
    tree = {"P": None, "a": "P", "b": "P"}
    parts = {k: np.hstack([pieces * (2 if k == "P" else 1), units]) for k in tree}
    assert pattern(tree, parts, spanning=1) == {"P", "a", "b"}


BRANDS, SHAPES = 5, ({"N": None, "P": "N", "Q": "N", "a": "P", "b": "P", "c": "P", "d": "Q", "e": "Q"},
                     {"N": None, "a": "N", "b": "N", "c": "N", "d": "N", "e": "N"},
                     {"N": None, "P": "N", "a": "P", "b": "P", "Q": "P", "c": "Q", "d": "Q", "e": "N"})  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, str | None], dict[str, np.ndarray]]:
    """A small tree of places with up to five companies and two measures in each; some lie directly in inner areas."""
    tree = draw(st.sampled_from(SHAPES))
    number = st.one_of(st.just(0), st.integers(1, 12), st.integers(50, 200))
    own = {
        area: np.array(draw(st.lists(number, min_size=BRANDS * 2, max_size=BRANDS * 2)), dtype=np.int64).reshape(
            BRANDS, 2
        )
        if area not in tree.values() or draw(st.booleans())
        else np.zeros((BRANDS, 2), dtype=np.int64)
        for area in tree
    }
    return tree, {area: sum((own[x] for x in tree if lies_in(tree, x, area)), np.zeros((BRANDS, 2), np.int64))
                  for area in tree}  # fmt: skip


def lies_in(tree: dict[str, str | None], place: str | None, area: str) -> bool:
    while place is not None:
        if place == area:
            return True
        place = tree[place]
    return False


def atoms_of(tree: dict[str, str | None], parts: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What each area holds apart from the areas below it: the adversary's unknowns, by company and measure."""
    return {a: parts[a] - sum((parts[c] for c in tree if tree[c] == a), np.zeros_like(parts[a])) for a in tree}


def assert_nothing_unsafe_follows(
    tree: dict[str, str | None], parts: dict[str, np.ndarray], told: frozenset[str]
) -> None:
    """Attack every told total at once, as each company in turn and as a stranger."""
    own, places = atoms_of(tree, parts), list(tree)
    for measure in range(next(iter(parts.values())).shape[1]):
        truth = np.array([own[p][:, measure] for p in places])  # places x brands
        rows = np.array([[lies_in(tree, p, t) for p in places] for t in sorted(told)], dtype=float)
        if not rows.size:
            continue
        for reader in (None, *range(truth.shape[1])):
            others = [b for b in range(truth.shape[1]) if b != reader]
            # Unknowns: what each other company does in each place; where it does nothing is known to everybody.
            unknown = [(p, b) for p in range(len(places)) for b in others if truth[p, b] > 0]
            matrix = np.array([[row[p] for p, _ in unknown] for row in rows])
            rank = np.linalg.matrix_rank(matrix) if matrix.size else 0
            for company in others:
                rest = matrix[:, [b != company for _, b in unknown]] if unknown else matrix
                # A combination of told totals that speaks of this company alone would lower the rank without it.
                assert (np.linalg.matrix_rank(rest) if rest.size else 0) == rank, f"company {company} is determined"
        for signs in itertools.product((-1, 0, 1), repeat=len(rows)):
            group = np.array(signs) @ rows
            if not ((group == 0) | (group == 1)).all() or not group.any():
                continue
            total = truth[group == 1].sum(axis=0)
            whole = np.array([own[p] for p in places])[group == 1].sum(axis=0)
            if whole.any():
                assert is_safe(total[:, None]), f"an unsafe group follows: {signs}"


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_no_adversary_finds_a_company_or_an_unsafe_group_in_what_is_told(
    made: tuple[dict[str, str | None], dict[str, np.ndarray]],
) -> None:
    tree, parts = made
    assert_nothing_unsafe_follows(tree, parts, pattern(tree, parts))


@settings(max_examples=80, deadline=None)
@given(worlds(), st.data())
def test_a_day_inside_a_fixed_pattern_is_safe_together_with_it(
    made: tuple[dict[str, str | None], dict[str, np.ndarray]], data: st.DataObject
) -> None:
    """The normal base is told under the fixed pattern, the day under a pattern inside it; both tell nothing more."""
    tree, base = made
    fixed = pattern(tree, base)
    share = data.draw(st.lists(st.integers(0, 100), min_size=BRANDS, max_size=BRANDS))
    day = {a: base[a] * np.array(share)[:, None] // 100 for a in base}
    # Rounding must not break the sums of the tree.
    own = {a: atoms_of(tree, base)[a] * np.array(share)[:, None] // 100 for a in base}
    day = {a: sum((own[x] for x in tree if lies_in(tree, x, a)), np.zeros((BRANDS, 2), np.int64)) for a in tree}
    both = {a: np.hstack([base[a], day[a]]) for a in base}
    told = pattern(tree, both, within=fixed)
    assert told <= fixed
    assert_nothing_unsafe_follows(tree, both, told)
    assert_nothing_unsafe_follows(tree, base, fixed)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_the_adversary_would_succeed_against_withholding_unsafe_areas_alone(
    made: tuple[dict[str, str | None], dict[str, np.ndarray]],
) -> None:
    """The attack is not blind: whenever it must withhold a sibling as well, leaving that sibling out is caught."""
    tree, parts = made
    primary = frozenset(a for a in parts if is_safe(parts[a]))
    if primary == pattern(tree, parts):
        return
    try:
        assert_nothing_unsafe_follows(tree, parts, primary)
    except AssertionError:
        return
    raise AssertionError("a sibling was withheld that the attack did not need")
