"""Places as ranges of codes, and who may do what where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yilu.core.jurisdiction import (
    EVERYWHERE,
    NATION,
    NOWHERE,
    Grant,
    Jurisdiction,
    common_area,
    covers,
    is_code,
    span,
    stem,
)
from yilu.core.permissions import Permission

READ, WRITE = Permission.SITE_READ, Permission.SITE_EDIT


def grant(area: str, *permissions: Permission, **narrowed: object) -> Grant:
    return Grant(frozenset(permissions or (READ,)), area, **narrowed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (NATION, ""),
        ("430000", "43"),
        ("430100", "4301"),
        ("430104", "430104"),
        ("429004", "429004"),
        ("441900", "4419"),
        ("430104001", "430104001"),
        ("430104001000", "430104001"),
        ("430104010000", "430104010"),
        ("430104001002", "430104001002"),
        ("430104000000", "430104"),
    ],
)
def test_a_stem_is_what_its_descendants_share(code: str, expected: str) -> None:
    assert stem(code) == expected


@pytest.mark.parametrize(
    "code", ["", "43", "4301", "43010", "abc", "430104 ", "４３０１０４", "0" * 6, "4301041", "9" * 13]
)
def test_what_is_no_code_has_no_stem(code: str) -> None:
    assert not is_code(code)
    with pytest.raises(ValueError, match="not a division code"):
        stem(code)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (NATION, NATION, True),
        (NATION, "430104", True),
        (NATION, "", True),
        ("430000", NATION, False),
        ("110000", NATION, False),
        ("430000", "430000", True),
        ("430100", "430104", True),
        ("430100", "430200", False),
        ("430100", "430000", False),
        ("430104", "430105", False),
        ("430104", "430104001002", True),
        ("430104001", "430104001002", True),
        ("430104001000", "430104001002", True),
        ("430104010000", "430104011000", False),
        ("430100", "", False),
        # 4301 is the stem of 长沙; a county of another prefecture whose digits merely contain it is outside.
        ("430100", "434301", False),
        ("500100", "500231", False),
        ("500000", "500231", True),
    ],
)
def test_an_area_covers_itself_and_what_lies_in_it(above: str, below: str, expected: bool) -> None:
    assert covers(above, below) is expected


CODES = st.from_regex(r"[1-8][0-9]{5}([0-9]{3}){0,2}", fullmatch=True)


@given(above=CODES, below=CODES)
def test_the_range_of_codes_says_the_same_as_the_tree(above: str, below: str) -> None:
    low, high = span(above)
    assert (low <= below <= high) == covers(above, below) or NATION in (above, below)


def test_the_smallest_area_over_several() -> None:
    assert common_area(["430104", "430102"]) == "430100"
    assert common_area(["430104", "430202"]) == "430000"
    assert common_area(["430104", "420106"]) == NATION
    assert common_area(["430104"]) == "430104"
    assert common_area([]) is None


def test_a_grant_over_no_area_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="not a division code"):
        grant("")


def test_nowhere_may_nothing() -> None:
    assert not NOWHERE.may(READ)
    assert not NOWHERE.may(READ, area="430104")
    assert not NOWHERE.covers([grant("430104")])


def test_everywhere_may_everything() -> None:
    assert all(EVERYWHERE.may(p, area=NATION) for p in Permission)


def test_what_is_not_said_of_a_thing_is_not_inside_a_narrowed_grant() -> None:
    mine = Jurisdiction((grant("430100", brand=1),))
    assert mine.may(READ, area="430104", brand=1)
    assert not mine.may(READ, area="430104")
    assert not mine.may(READ, area="430104", brand=2)
    assert not mine.may(READ, area="430200", brand=1)


def test_a_narrowed_question_must_say_in_which_area() -> None:
    with pytest.raises(ValueError, match="which area"):
        Jurisdiction((grant(NATION, brand=1),)).may(READ, brand=2)


@pytest.mark.parametrize(
    ("narrowed", "thing", "expected"),
    [
        ({"site": 5}, {"site": 5}, True),
        ({"site": 5}, {"site": 6}, False),
        ({"branches": frozenset({1, 2})}, {"branch": 2}, True),
        ({"branches": frozenset({1, 2})}, {"branch": 3}, False),
        ({"branches": frozenset()}, {"branch": 1}, False),
        ({"person": 9}, {"person": 9}, True),
        ({"person": 9}, {}, False),
    ],
)
def test_branches_site_and_person_narrow(narrowed: dict[str, object], thing: dict[str, int], expected: bool) -> None:
    assert Jurisdiction((grant("430100", **narrowed),)).may(READ, area="430104", **thing) is expected


@pytest.mark.parametrize(
    ("mine", "wanted", "expected"),
    [
        (grant("430000", READ, WRITE), grant("430100", READ), True),
        (grant("430000", READ), grant("430100", READ, WRITE), False),
        (grant("430100", READ), grant("430000", READ), False),
        (grant(NATION, brand=1), grant("430100", brand=1), True),
        (grant(NATION, brand=1), grant("430100"), False),
        (grant(NATION), grant("430100", brand=1), True),
        (grant(NATION, branches=frozenset({1, 2})), grant(NATION, branches=frozenset({2})), True),
        (grant(NATION, branches=frozenset({1, 2})), grant(NATION, branches=frozenset({2, 3})), False),
        (grant(NATION, branches=frozenset({1, 2})), grant(NATION), False),
        (grant("430104", site=5), grant("430104", site=5, person=9), True),
        (grant("430104", site=5), grant("430104", site=6), False),
        (grant("430104", site=5), grant("430104"), False),
        (grant("430104", person=9), grant("430104"), False),
    ],
)
def test_a_grant_includes_only_what_it_gives(mine: Grant, wanted: Grant, expected: bool) -> None:
    assert Jurisdiction((mine,)).covers([wanted]) is expected


def test_grants_do_not_add_up_to_one_that_covers() -> None:
    """Reading here and writing there is not reading and writing in both."""
    mine = Jurisdiction((grant("430000", READ), grant("430000", WRITE)))
    assert not mine.covers([grant("430100", READ, WRITE)])


def test_only_a_grant_over_all_brands_sees_the_sector() -> None:
    sector = Permission.SECTOR_READ
    assert Jurisdiction((grant("430000", sector),)).sees_sector("430104")
    assert not Jurisdiction((grant("430000", sector),)).sees_sector("420000")
    assert not Jurisdiction((grant("430000", sector, brand=1),)).sees_sector("430104")
    assert not Jurisdiction((grant("430104", sector, site=1),)).sees_sector("430104")


def test_narrowing_takes_permissions_away_and_never_adds() -> None:
    narrowed = Jurisdiction((grant("430000", READ),)).narrowed(frozenset({READ, WRITE}))
    assert narrowed.may(READ, area="430000")
    assert not narrowed.may(WRITE)


def test_the_topmost_areas_without_repeats() -> None:
    mine = Jurisdiction((grant("430104"), grant("430100"), grant("430100"), grant("420000")))
    assert mine.areas == ("430100", "420000")
