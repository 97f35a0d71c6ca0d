"""The stated facts are whole and consistent."""

from yilu.territory.gazetteer.facts import changes, established_names, readings
from yilu.territory.gazetteer.table import FIRST_DAY
from yilu.territory.models import AreaChange


def test_every_change_is_of_a_known_kind_and_basis_and_after_the_table_begins() -> None:
    for change in changes():
        assert change.kind in AreaChange.Kind.values
        assert change.basis in AreaChange.Basis.values
        assert change.day > FIRST_DAY
        assert change.new_code
        assert len(change.new_code) == 6


def test_a_change_of_which_only_the_year_is_known_stands_at_its_end() -> None:
    assert {(c.day.month, c.day.day) for c in changes() if c.basis == "year"} == {(12, 31)}


def test_a_code_begins_on_one_day_only() -> None:
    days: dict[str, set[object]] = {}
    for change in changes():
        if change.makes_new:
            days.setdefault(change.new_code, set()).add(change.day)
    assert all(len(found) == 1 for found in days.values())


def test_a_reading_has_one_syllable_a_character() -> None:
    for characters, syllables in readings().items():
        assert len(characters) == len(syllables), characters


def test_an_established_name_is_of_a_code() -> None:
    assert all(len(code) == 6 and code.isdigit() for code in established_names())
