"""Cells as offices really fill them."""

import datetime as dt

import pytest

from yilu.core.reasons import Invalid
from yilu.network.sheet import cells

TODAY = dt.date(2020, 2, 17)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("  张　三 \u200b", "张 三"),
        (430102.0, "430102"),
        (None, ""),
        ("'=cmd", "=cmd"),
        (dt.datetime.fromisoformat("2020-02-01"), "2020-02-01"),
        ("二\n行", "二 行"),
    ],
)
def test_text_is_cleaned_of_what_nobody_sees(value: object, found: str) -> None:
    assert cells.text(value) == found


def test_a_formula_error_and_a_text_too_long_are_refused() -> None:
    with pytest.raises(Invalid, match="错误值"):
        cells.text("#REF!")
    with pytest.raises(Invalid, match="10 个字"):
        cells.text("很" * 11, 10)


def test_codes_become_half_width_without_spaces() -> None:
    assert cells.code("ＣＳ－００１ ") == "CS-001"


@pytest.mark.parametrize(
    ("value", "found"),
    [(3, 3.0), ("１，２００", 1200.0), ("300平方米", 300.0), ("1.2万件", 12000.0), ("", None), (" 18 人", 18.0)],
)
def test_numbers_are_read_as_people_write_them(value: object, found: float | None) -> None:
    assert cells.number(value, most=1e6) == found


@pytest.mark.parametrize("value", ["约300", "八人", -1, True, 2_000_000, "1e5", float("nan")])
def test_what_is_no_number_or_out_of_range_is_refused(value: object) -> None:
    with pytest.raises(Invalid):
        cells.number(value, most=1e6)


def test_people_come_whole() -> None:
    with pytest.raises(Invalid, match="整数"):
        cells.number(1.5, most=10, whole=True)


@pytest.mark.parametrize(
    "value",
    ["2020-02-10", "2020/2/10", "2020.2.10", "2020年2月10日", "20200210", "２０２０－２－１０", 43871,
     dt.date(2020, 2, 10), dt.datetime.fromisoformat("2020-02-10 08:00"), "2020-02-10 00:00:00"],
)  # fmt: skip
def test_a_day_is_read_from_a_date_cell_a_number_and_many_texts(value: object) -> None:
    assert cells.day(value, today=TODAY) == dt.date(2020, 2, 10)


@pytest.mark.parametrize("value", ["2020-02-30", "前天", "2020-02-18", "10/2/2020"])
def test_no_day_and_a_day_to_come_are_refused(value: str) -> None:
    with pytest.raises(Invalid):
        cells.day(value, today=TODAY)


def test_a_wrong_phone_number_is_refused_without_being_repeated() -> None:
    assert cells.phone("１３８００００１２３４") == "13800001234"
    with pytest.raises(Invalid) as refused:
        cells.phone("1380000123x99y")
    assert "1380000" not in str(refused.value)
