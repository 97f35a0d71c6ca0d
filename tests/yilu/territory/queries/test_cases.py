"""A unit's own series."""

import datetime as dt

from tests.world import NOW, SYSTEM, World
from yilu.territory.actions import import_cases
from yilu.territory.incoming import CaseLine
from yilu.territory.queries import case_row, case_rows, case_sources, case_trend


def day(n: int) -> dt.date:
    return dt.date(2020, 2, n)


def take(*counts: tuple[int, int], code: str = "430100", source: str = "省", synthetic: bool = False) -> None:
    lines = [CaseLine(i, day(n), code, "", confirmed) for i, (n, confirmed) in enumerate(counts)]
    import_cases(lines=lines, source=source, synthetic=synthetic, by=SYSTEM, now=NOW)


def test_a_row_tells_the_day_it_is_of_and_what_was_new(world: World) -> None:
    take((3, 5), (4, 9))
    row = case_row("430100", day=day(4))
    assert row is not None
    assert (row.as_of, row.confirmed, row.new_confirmed, row.source) == (day(4), 9, 4, "省")


def test_the_last_row_before_the_day_is_given_with_its_own_day(world: World) -> None:
    take((3, 5), (4, 9))
    row = case_row("430100", day=day(10))
    assert row is not None
    assert (row.as_of, row.new_confirmed) == (day(4), 4)


def test_what_was_new_is_unknown_where_the_day_before_is_missing(world: World) -> None:
    take((3, 5), (5, 9))
    row = case_row("430100", day=day(5))
    assert row is not None
    assert row.new_confirmed is None


def test_neither_the_unit_above_nor_those_below_lend_a_unit_their_counts(world: World) -> None:
    take((3, 5))
    assert set(case_rows(["430000", "430100", "430102"], day=day(3))) == {"430100"}


def test_the_real_series_goes_before_the_synthetic_and_the_further_before_the_shorter(world: World) -> None:
    take((3, 100), (4, 200), source="合成", synthetic=True)
    take((3, 5), (4, 6), source="甲")
    take((2, 4), (3, 7), source="乙")
    row = case_row("430100", day=day(4))
    assert row is not None
    assert (row.source, row.confirmed, row.new_confirmed) == ("甲", 6, 1)
    assert {r.source for r in case_trend("430100", first=day(1), last=day(4))} == {"甲"}


def test_a_trend_is_of_one_source_by_day_with_what_was_new_from_its_first_day(world: World) -> None:
    take((1, 2), (2, 3), (3, 5), (4, 9))
    assert [(r.as_of, r.new_confirmed) for r in case_trend("430100", first=day(2), last=day(3))] == [
        (day(2), 1), (day(3), 2),
    ]  # fmt: skip


def test_sources_are_told_with_their_reach(world: World) -> None:
    take((1, 2), (2, 3))
    take((2, 1), code="430102")
    (source,) = case_sources()
    assert (source.units, source.rows, source.first, source.last) == (2, 3, day(1), day(2))
    assert case_sources(within="430102")[0].rows == 1
