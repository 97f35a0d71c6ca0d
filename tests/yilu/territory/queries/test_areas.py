"""Places on a day."""

import datetime as dt

from yilu.territory.models import Area
from yilu.territory.queries import ancestors, area, areas_at, changes_of, children, named

DAY = dt.date(2020, 2, 17)
TODAY = dt.date(2026, 1, 1)


def test_what_lies_below_is_what_existed_on_the_day(tree: int) -> None:
    assert len(children("100000", on=DAY)) == 34
    assert "421023" in {a.code for a in children("421000", on=DAY)}
    assert "421088" in {a.code for a in children("421000", on=TODAY)}
    assert {a.code for a in children("420000", on=DAY)} >= {"420100", "429004"}


def test_a_place_bears_the_name_of_the_day(tree: int) -> None:
    before, after = area("130502", on=DAY), area("130502", on=TODAY)
    assert before is not None
    assert after is not None
    assert (before.name_zh, before.short_zh, before.name_en) == ("桥东区", "桥东", "Qiaodong")
    assert (after.name_zh, after.name_en) == ("襄都区", "Xiangdu")
    assert [a.name_zh for a in children("130500", on=DAY)][:2] == ["桥东区", "桥西区"]


def test_ancestors_come_nation_first_and_skip_a_level_that_is_not_there(tree: int) -> None:
    assert [a.code for a in ancestors("430102")] == ["100000", "430000", "430100"]
    assert [a.code for a in ancestors("429004")] == ["100000", "420000"]
    assert [a.code for a in ancestors("110108")] == ["100000", "110000"]
    assert ancestors("100000") == []


def test_every_county_of_a_day_is_asked_for_at_once(tree: int) -> None:
    assert areas_at(Area.Level.COUNTY, on=dt.date(2019, 12, 31)).count() == 2846
    # Hubei graded 103 units in February 2020, and 76 once urban districts were one.
    counties = areas_at(Area.Level.COUNTY, within="420000", on=DAY)
    assert counties.count() == 103
    districts = counties.filter(name_zh__endswith="区", parent__level=Area.Level.PREFECTURE)
    assert 103 - districts.count() + districts.values("parent").distinct().count() == 76


def test_a_code_that_never_was_is_none(tree: int) -> None:
    assert area("999999") is None
    assert named([], on=DAY) == []


def test_changes_are_found_by_the_old_code_the_new_code_and_the_place_above(tree: int) -> None:
    for code in ("421023", "421088", "421000", "420000"):
        assert [(c.old_code, c.new_code) for c in changes_of(code)] == [("421023", "421088")]
