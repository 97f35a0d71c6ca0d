"""The tree led back to the end of 2019 and forward to the table it comes from."""

import csv
import datetime as dt
from collections import Counter

import pytest

from tests.shared_data import shared_data
from yilu.territory.gazetteer.facts import changes
from yilu.territory.gazetteer.table import FIRST_DAY, Place, level_of, places

TREE = places()


def on(day: dt.date) -> dict[str, Place]:
    return {
        p.code: p
        for p in TREE
        if (p.valid_from is None or p.valid_from <= day) and (p.valid_until is None or day < p.valid_until)
    }


def test_it_has_34_provinces_333_prefectures_and_2846_counties_at_the_end_of_2019() -> None:
    counted = Counter(p.level for p in on(FIRST_DAY).values())
    assert counted == {0: 1, 1: 34, 2: 333, 3: 2846}


@pytest.mark.parametrize(
    ("year", "counties"), [(2020, 2844), (2021, 2843), (2022, 2843), (2023, 2844), (2024, 2846), (2025, 2845)]
)
def test_it_has_the_ministry_s_number_of_counties_at_the_end_of_each_year(year: int, counties: int) -> None:
    assert Counter(p.level for p in on(dt.date(year, 12, 31)).values())[3] == counties


@pytest.mark.shared_data
def test_it_is_the_reference_table_of_2019_code_by_code_and_name_by_name() -> None:
    with shared_data("divisions/cn_divisions_2019.csv").open(encoding="utf-8-sig") as stream:
        reference = {r["gb_code"]: (r["level"], r["name_zh"], r["parent_code"]) for r in csv.DictReader(stream)}
    renamed = {c.old_code: c.old_name for c in changes() if c.kind == "rename"}
    levels = {1: "province", 2: "prefecture", 3: "county"}
    ours = {c: (levels[p.level], renamed.get(c, p.name_zh), p.parent) for c, p in on(FIRST_DAY).items() if p.level}
    assert ours == reference


def test_hong_kong_macao_and_taiwan_are_among_the_provinces() -> None:
    tree = on(FIRST_DAY)
    assert [tree[c].name_en for c in ("710000", "810000", "820000")] == ["Taiwan", "Hong Kong", "Macao"]


def test_a_code_that_changed_exists_once_on_every_day() -> None:
    before, after = dt.date(2020, 6, 11), dt.date(2020, 6, 12)
    assert "421023" in on(before)
    assert "421088" not in on(before)
    assert "421088" in on(after)
    assert "421023" not in on(after)


def test_a_district_that_took_others_in_lives_on_under_its_code() -> None:
    beibei = {p.code: p for p in TREE}["500109"]
    assert (beibei.valid_from, beibei.valid_until) == (None, None)


def test_every_place_but_the_nation_lies_under_one_that_is_there_and_has_a_point() -> None:
    codes = {p.code: p for p in TREE}
    for place in TREE:
        assert place.longitude is not None, place
        assert 73 < place.longitude < 136, place
        assert place.latitude is not None
        assert 3 < place.latitude < 54, place
        if place.level:
            assert codes[place.parent].level < place.level, place


def test_counties_of_no_prefecture_hang_under_their_province() -> None:
    tree = on(FIRST_DAY)
    assert {tree[c].parent for c in ("429004", "419001", "659001", "469001")} == {
        "420000",
        "410000",
        "650000",
        "460000",
    }
    assert tree["310115"].parent == "310000"


def test_the_level_is_read_from_the_code() -> None:
    assert [level_of(c) for c in ("100000", "430000", "430100", "430102")] == [0, 1, 2, 3]
