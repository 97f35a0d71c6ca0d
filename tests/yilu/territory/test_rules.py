"""What a case series must satisfy, line by line."""

import datetime as dt

import pytest

from yilu.core.reasons import Reason, reason
from yilu.territory.incoming import CaseLine
from yilu.territory.rules import Existence, Judgement, Series, judge, probable_shift

TODAY = dt.date(2020, 2, 17)
EXISTENCE: dict[str, Existence] = {"430100": (None, None), "421088": (dt.date(2020, 6, 12), None)}


def day(n: int) -> dt.date:
    return dt.date(2020, 2, n)


def line(number: int, n: int, confirmed: int, code: str = "430100", **more: int) -> CaseLine:
    return CaseLine(number, day(n), code, "某地", confirmed, **more)


def judged(*lines: CaseLine, known: Series | None = None, corrections: bool = False) -> Judgement:
    stored = {"430100": known or {}}
    return judge(
        lines, known=stored, existence=EXISTENCE, permitted=lambda _: None, today=TODAY, corrections=corrections
    )


def told(found: Judgement) -> list[tuple[int, str]]:
    return [(r.line, r.reason.code.removeprefix("territory.")) for r in found.refused]


def test_a_rising_series_is_taken_whole() -> None:
    found = judged(line(1, 3, 5), line(2, 1, 0), line(3, 2, 5))
    assert (len(found.new), found.refused) == (3, [])


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        ([line(1, 3, 5, code="999999")], [(1, "line.unknown_code")]),
        ([line(1, 3, 5, code="421088")], [(1, "line.not_then")]),
        ([line(1, 18, 5)], [(1, "line.future")]),
        ([line(1, 3, 5), line(2, 4, 4)], [(2, "case.falls")]),
        ([line(1, 3, 5), line(2, 3, 6)], [(2, "case.disagrees")]),
        ([line(1, 3, 5), line(2, 4, 3), line(3, 5, 4), line(4, 6, 5)], [(2, "case.falls"), (3, "case.falls")]),
    ],
)
def test_it_says_line_by_line_what_cannot_be_taken(lines: list[CaseLine], refused: list[tuple[int, str]]) -> None:
    assert told(judged(*lines)) == refused


def test_the_same_line_twice_is_taken_once() -> None:
    found = judged(line(1, 3, 5), line(2, 3, 5))
    assert (len(found.new), found.same, found.refused) == (1, 1, [])


def test_what_is_known_already_is_neither_new_nor_refused() -> None:
    known: Series = {day(3): (5, None, None)}
    found = judged(line(1, 3, 5), line(2, 4, 6), known=known)
    assert (len(found.new), found.same) == (1, 1)


def test_another_figure_for_a_known_day_is_refused_unless_it_is_a_correction() -> None:
    known: Series = {day(3): (5, 1, 0)}
    assert told(judged(line(1, 3, 6), known=known)) == [(1, "case.disagrees")]
    found = judged(line(1, 3, 6), known=known, corrections=True)
    assert (len(found.changed), found.refused) == (1, [])


def test_a_line_between_known_days_must_fit_both() -> None:
    known: Series = {day(3): (5, None, None), day(6): (8, None, None)}
    assert told(judged(line(1, 4, 4), line(2, 5, 9), known=known)) == [(1, "case.falls"), (2, "case.above_later")]
    assert judged(line(1, 4, 6), known=known).refused == []


def test_a_fall_is_taken_as_the_source_s_own_correction_when_asked() -> None:
    found = judged(line(1, 3, 5), line(2, 4, 4), corrections=True)
    assert (len(found.new), found.refused) == (2, [])


def test_two_lines_of_one_file_never_correct_each_other() -> None:
    assert told(judged(line(1, 3, 5), line(2, 3, 6), corrections=True)) == [(2, "case.disagrees")]


def test_a_place_that_is_not_permitted_is_refused_with_its_reason() -> None:
    no: Reason = reason("territory.outside_jurisdiction", "不在辖区。", "Outside.")
    found = judge([line(1, 3, 5)], known={}, existence=EXISTENCE, permitted=lambda _: no, today=TODAY)
    assert told(found) == [(1, "outside_jurisdiction")]


RISING = {day(n): n * n for n in range(1, 15)}


def test_a_series_one_day_later_is_found_and_the_same_series_is_not() -> None:
    later = {d + dt.timedelta(days=1): n for d, n in RISING.items()}
    assert probable_shift(RISING, later) == 1
    assert probable_shift(later, RISING) == -1
    assert probable_shift(RISING, RISING) == 0


def test_too_few_changing_days_or_another_story_are_no_shift() -> None:
    few = {d: n for d, n in RISING.items() if d <= day(5)}
    assert probable_shift(few, {d + dt.timedelta(days=1): n for d, n in few.items()}) == 0
    assert probable_shift(RISING, {d: 1000 + n for d, n in RISING.items()}) == 0
