"""Numerals as people write them."""

import pytest

from yilu.directives.parsing.numerals import number_of
from yilu.directives.reading.ordinals import chinese


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百零三", 103),
        ("百", 100),
        ("十", 10),
        ("二〇二〇", 2020),
        ("7", 7),
    ],
)
def test_it_reads(written: str, number: int) -> None:
    assert number_of(written) == number


@pytest.mark.parametrize("written", ["", "十十", "一二三四五", "甲", "12345", "百百", "三五十"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert number_of(written) is None


def test_every_number_under_a_thousand_is_read_as_it_is_written() -> None:
    assert [n for n in range(1, 1000) if number_of(chinese(n)) != n] == []
