"""Forecasts: the moon, sums that hold, honesty about little history, and never worse than last week's value."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import numpy as np
import pytest
from benchmarks.synthetic_volumes import volumes
from hypothesis import given, settings
from hypothesis import strategies as st

from yilu_planner.forecast import (
    History,
    back_test,
    forecast,
    history_of,
    lunar_new_year,
    read_history,
    tree_by_code,
)
from yilu_planner.forecast.hierarchy import reconcile
from yilu_planner.forecast.rehearsal import seasonal_naive
from yilu_planner.refusal import Refused


def flat(process: str, *, series: int, start: date, days: int, seed: int = 1) -> History:
    """Synthetic series that add up to nothing, in three classes."""
    keys = tuple((f"area{k}", f"class{k % 3}") for k in range(series))
    data = volumes(process, series=series, start=start, days=days, seed=seed)
    return History(start, keys, np.full(series, -1), data)


NEW_YEARS = """2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 2007-02-18 2008-02-07
2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 2017-01-28 2018-02-16
2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26
2029-02-13 2030-02-03 2031-01-23 2032-02-11 2033-01-31"""


def test_the_lunar_year_begins_on_the_known_days() -> None:
    known = NEW_YEARS.split()
    assert [lunar_new_year(int(day[:4])).isoformat() for day in known] == known


def test_the_lunar_year_is_not_guessed_beyond_2033() -> None:
    with pytest.raises(Refused, match="2033"):
        lunar_new_year(2034)


def test_the_lunar_year_begins_within_every_spring_festival_holiday_of_the_calendar() -> None:
    name = chinese_calendar.Holiday.spring_festival.value
    kept = {day for day, holiday in chinese_calendar.holidays.items() if holiday == name}
    years = sorted({day.year for day in kept})
    assert len(years) > 20
    assert all(lunar_new_year(year) in kept for year in years)


@pytest.mark.parametrize(
    ("process", "start", "days"),
    [
        ("calm", date(2018, 12, 1), 500),
        ("moving", date(2018, 12, 1), 500),
        ("moving", date(2018, 1, 1), 520),
        ("calm", date(2019, 6, 1), 150),
    ],
)
def test_it_is_never_worse_than_last_week_on_any_day_ahead(process: str, start: date, days: int) -> None:
    """Eight rolling origins over 120 synthetic series; some have a festival inside the days ahead."""
    tested = back_test(flat(process, series=120, start=start, days=days), 28, origins=8, step=12)
    assert (tested.error <= tested.naive_error).all(), (tested.error / tested.naive_error).round(2)
    assert 0.85 <= tested.held.mean() <= 0.995


def test_with_a_festival_ahead_it_errs_less_than_a_third_as_much_as_last_week() -> None:
    history = flat("calm", series=60, start=date(2018, 12, 1), days=425)
    tested = back_test(history, 28, origins=1)
    assert date(2020, 1, 25) in {history.start + timedelta(days=397 + h) for h in range(28)}
    assert tested.error.mean() < tested.naive_error.mean() / 3


def test_in_a_standstill_it_keeps_last_week_until_told_that_work_resumed() -> None:
    """Synthetic crash of 2020, read on 26 February, work resumed on 10 February."""
    history = flat("crash", series=60, start=date(2019, 1, 1), days=422)
    told = forecast(history, 14)
    assert all("break" in notes for notes in told.notes)
    assert told.volume == pytest.approx(seasonal_naive(history.volume, 14), rel=1e-6)
    back = forecast(history, 14, resumption=date(2020, 2, 10))
    truth = volumes("crash", series=60, start=date(2019, 1, 1), days=436, seed=1)[:, 422:]
    assert np.abs(back.volume - truth).sum() < 0.8 * np.abs(told.volume - truth).sum()


def test_counties_add_up_to_provinces_on_every_day() -> None:
    start = date(2019, 9, 1)
    codes = ["430102", "430103", "430201", "520102", "520103"]
    data = volumes("calm", series=5, start=start, days=120, seed=2)
    rows = [
        (start + timedelta(days=d), code, "ensure", float(data[k, d]))
        for k, code in enumerate(codes)
        for d in range(120)
    ]
    told = forecast(history_of(rows, tree_by_code(codes)), 14)
    row = {area: number for number, (area, _) in enumerate(told.keys)}
    for above, below in {
        "430100": ["430102", "430103"], "430000": ["430100", "430200"], "100000": ["430000", "520000"],
    }.items():  # fmt: skip
        assert told.volume[row[above]] == pytest.approx(sum(told.volume[row[area]] for area in below))
    assert (told.low <= told.volume).all() and (told.volume <= told.high).all() and (told.low >= 0).all()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_reconciling_is_the_weighted_least_squares_solution(data: st.DataObject) -> None:
    """Against the dense formula S (S'WS)⁻¹ S'W y, where nothing is negative."""
    size = data.draw(st.integers(2, 9))
    parent = np.array([-1, *(data.draw(st.integers(0, k - 1)) for k in range(1, size))])
    number = st.floats(50, 150)
    point = np.array([[data.draw(number)] for _ in range(size)])
    variance = np.array([[data.draw(st.floats(0.1, 9))] for _ in range(size)])
    leaves = [k for k in range(size) if k not in parent]
    sums = np.zeros((size, len(leaves)))
    for column, leaf in enumerate(leaves):
        node = leaf
        while node >= 0:
            sums[node, column] = 1
            node = parent[node]
    weights = np.diag(1 / variance[:, 0])
    wanted = sums @ np.linalg.solve(sums.T @ weights @ sums, sums.T @ weights @ point)
    found = reconcile(point, variance, parent)
    if (wanted > 0).all():
        assert found == pytest.approx(wanted, rel=1e-6)
    for node in set(parent[1:].tolist()):
        assert found[node] == pytest.approx(found[parent == node].sum(axis=0), abs=1e-6)


def test_a_parent_by_hand() -> None:
    """Parent 12 (variance 2), children 4 and 6 (variance 1 each): their sum 10 has variance 2, so 11; 4.5, 6.5."""
    found = reconcile(np.array([[12.0], [4.0], [6.0]]), np.array([[2.0], [1.0], [1.0]]), np.array([-1, 0, 0]))
    assert found[:, 0].tolist() == pytest.approx([11.0, 4.5, 6.5])


def test_little_history_is_told_and_widens_the_interval() -> None:
    long = forecast(flat("calm", series=9, start=date(2019, 6, 1), days=140), 7)
    short = forecast(flat("calm", series=9, start=date(2019, 10, 1), days=10), 7)
    assert all({"short", "weekless"} <= set(notes) for notes in short.notes)
    assert not any("short" in notes for notes in long.notes)
    wide, narrow = (((told.high - told.low) / told.volume).mean() for told in (short, long))
    assert wide > narrow


def test_a_festival_never_met_is_told() -> None:
    met = forecast(flat("calm", series=6, start=date(2018, 12, 1), days=410), 28)
    never = forecast(flat("calm", series=6, start=date(2019, 6, 1), days=228), 28)
    assert all("unseen_festival" in notes for notes in never.notes)
    assert not any("unseen_festival" in notes for notes in met.notes)


def test_days_not_reported_are_missing_and_not_zero() -> None:
    history = flat("calm", series=6, start=date(2019, 3, 1), days=120)
    holes = history.volume.copy()
    holes[:, 50:57] = np.nan
    holes[2, 110:] = np.nan
    told = forecast(History(history.start, history.keys, history.parent, holes), 7)
    whole = forecast(history, 7)
    assert told.volume == pytest.approx(whole.volume, rel=0.35)


def test_the_same_history_gives_the_same_forecast_whatever_the_order_of_series() -> None:
    history = flat("calm", series=7, start=date(2019, 3, 1), days=130)
    turned = History(history.start, history.keys[::-1], history.parent, history.volume[::-1])
    assert forecast(turned, 9).volume[::-1] == pytest.approx(forecast(history, 9).volume)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("date,area,class\n", "lacks the columns volume"),
        ("date,area,class,volume\n2020-02-30,a,c,1\n", "is no date"),
        ("date,area,class,volume\n2020-02-01,a,c,-1\n", "not negative"),
        ("date,area,class,volume\n2020-02-01,a,c,NaN\n", "must be a number"),
        ("date,area,class,volume\n2020-02-01,a,c,1\n2020-02-01,a,c,2\n", "there twice"),
        ("date,area,class,volume\n", "no volume at all"),
        ("date,area,class,volume\n1950-02-01,a,c,1\n2020-02-01,a,c,2\n", "at most"),
    ],
)
def test_it_refuses_a_broken_table(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "volumes.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=says):
        read_history(file)


def test_it_refuses_areas_that_go_in_a_circle_or_report_twice() -> None:
    rows = [(date(2020, 2, 1), "a", "c", 1.0)]
    with pytest.raises(Refused, match="circle"):
        history_of(rows, {"a": "b", "b": "a"})
    with pytest.raises(Refused, match="lowest level"):
        history_of([*rows, (date(2020, 2, 1), "b", "c", 1.0)], {"a": "b"})
    with pytest.raises(Refused, match="six-digit"):
        tree_by_code(["Hunan"])


def test_it_refuses_horizons_and_back_tests_without_sense() -> None:
    history = flat("calm", series=3, start=date(2019, 6, 1), days=60)
    with pytest.raises(Refused, match="horizon"):
        forecast(history, 0)
    with pytest.raises(Refused, match="too few"):
        back_test(history, 28, origins=9)
    empty = History(history.start, history.keys, history.parent, np.full((3, 60), np.nan))
    with pytest.raises(Refused, match="not one day"):
        forecast(empty, 7)
