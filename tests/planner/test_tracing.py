"""Tracing against a twin that counts minutes one by one."""

from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yilu_planner.refusal import Refused
from yilu_planner.tracing import (
    Records,
    find_contacts,
    read_records,
    records_of_meetings,
    records_of_stays,
    trace,
)
from yilu_planner.tracing import index as index_module
from yilu_planner.tracing.report import index_of

DAY_0 = datetime(2020, 2, 10)  # noqa: DTZ001 - local time


def at(hours: float) -> datetime:
    return DAY_0 + timedelta(minutes=round(hours * 60))


def twin(records: Records, person: int, since: int, until: int, least: int) -> set[tuple[int, ...]]:
    """Every minute of every stay in a set; contacts by intersecting sets. Slow and obvious."""
    minutes: dict[int, set[tuple[int, int]]] = defaultdict(set)
    stays = list(zip(*(c.tolist() for c in (records.person, records.place, records.start, records.end)), strict=True))
    for who, place, start, end in stays:
        minutes[who] |= {(place, minute) for minute in range(start, end)}

    def met(a: int, b: int, low: int) -> set[int]:
        return {minute for _, minute in minutes[a] & minutes[b] if low <= minute < until}

    people = range(len(records.persons))
    first = {b: met(person, b, since) for b in people if b != person}
    first = {b: shared for b, shared in first.items() if len(shared) >= least}
    answer = {(b, 1, person, len(m), min(m), max(m) + 1) for b, m in first.items()}
    for c in people:
        if c == person or c in first:
            continue
        ways = [(-len(m), b, m) for b in first if len(m := met(b, c, min(first[b]))) >= least]
        if ways:
            _, b, shared = min(ways)
            answer.add((c, 2, b, len(shared), min(shared), max(shared) + 1))
    return answer


def most_shared_place(records: Records, a: int, b: int, since: int, until: int) -> int:
    """Where the overlaps of two people add up to most; the lowest code of equals."""
    stays = list(zip(*(c.tolist() for c in (records.person, records.place, records.start, records.end)), strict=True))
    total: dict[int, int] = defaultdict(int)
    for _, place, start, end in (s for s in stays if s[0] == a):
        for _, other_place, other_start, other_end in (s for s in stays if s[0] == b):
            shared = min(end, other_end, until) - max(start, other_start, since)
            if place == other_place and shared > 0:
                total[place] += shared
    return min(total, key=lambda place: (-total[place], place))


def rows(records: Records, person: int, since: int, until: int, least: int) -> set[tuple[int, ...]]:
    found = find_contacts(index_of(records), person, since, until, min_minutes=least)
    columns = (found.person, found.degree, found.via, found.minutes, found.first, found.last)
    return set(zip(*(column.tolist() for column in columns), strict=True))


STAYS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 60), st.integers(0, 45)),
    min_size=1,
    max_size=24,
)


@settings(max_examples=150, deadline=None)
@given(
    stays=STAYS,
    window=st.tuples(st.integers(0, 60), st.integers(1, 60)),
    least=st.integers(1, 4),
    stretch=st.sampled_from([1, 97]),
)
def test_it_equals_counting_minutes_one_by_one(
    stays: list[tuple[int, int, int, int]], window: tuple[int, int], least: int, stretch: int
) -> None:
    """With `stretch` 97 stays run over several day buckets, so the look-back is exercised."""
    person, place, start, length = (np.array(column, dtype=np.int32) for column in zip(*stays, strict=True))
    names = tuple("abcdef")
    records = Records(person, place, start * stretch, (start + length) * stretch, names, tuple("wxyz"))
    since, until = window[0] * stretch, (window[0] + window[1]) * stretch
    assert rows(records, 0, since, until, least) == twin(records, 0, since, until, least)
    found = find_contacts(index_of(records), 0, since, until, min_minutes=least)
    met_at = dict(zip(found.person.tolist(), found.first.tolist(), strict=True))
    for met, via, place in zip(found.person.tolist(), found.via.tolist(), found.place.tolist(), strict=True):
        assert place == most_shared_place(records, via, met, since if via == 0 else met_at[via], until)


def test_sorting_in_small_chunks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    person, place = (rng.integers(0, size, 400).astype(np.int32) for size in (40, 15))
    start = rng.integers(0, 5000, 400).astype(np.int32)
    records = Records(person, place, start, start + 300, tuple(map(str, range(40))), tuple(map(str, range(15))))
    whole = index_of(records)
    monkeypatch.setattr(index_module, "CHUNK", 7)
    pieces = index_of(records)
    for name in ("person", "start", "end", "offsets", "lookback", "of_person", "person_offsets"):
        assert np.array_equal(getattr(whole, name), getattr(pieces, name)), name
    assert rows(records, 3, 0, 5300, 1) == twin(records, 3, 0, 5300, 1)


def test_a_path_tells_who_met_whom_where_and_for_how_long() -> None:
    """Li and Wang share the hub 8:00–9:30 (90 min); Wang loads the van with Zhao 10:00–10:20 (20 min)."""
    records = records_of_stays(
        [
            ("li", "hub", at(8), at(9.5)),
            ("wang", "hub", at(7), at(12)),
            ("wang", "van", at(10), at(11)),
            ("zhao", "van", at(10), at(10) + timedelta(minutes=20)),
        ]
    )
    wang, zhao = trace(records, "li", until=at(24), days=1)
    assert (wang.person, wang.degree, wang.minutes, wang.place) == ("wang", 1, 90, "hub")
    assert (zhao.person, zhao.degree, zhao.minutes, zhao.place) == ("zhao", 2, 20, "van")
    assert [(s.who, s.met, s.minutes) for s in zhao.path] == [("li", "wang", 90), ("wang", "zhao", 20)]
    assert (wang.path[0].first, wang.path[0].last) == (at(8), at(9.5))


def test_whom_a_contact_met_before_meeting_the_index_person_is_not_traced() -> None:
    records = records_of_stays(
        [
            ("wang", "van", at(6), at(7)),
            ("zhao", "van", at(6), at(7)),
            ("wang", "hub", at(8), at(9)),
            ("li", "hub", at(8), at(9)),
        ]
    )
    assert [contact.person for contact in trace(records, "li", until=at(24), days=1)] == ["wang"]


def test_a_shift_imported_twice_does_not_double_the_minutes() -> None:
    stays = [("li", "hub", at(8), at(9)), ("wang", "hub", at(8), at(9)), ("wang", "hub", at(8.5), at(9))]
    assert [contact.minutes for contact in trace(records_of_stays(stays), "li", until=at(24), days=1)] == [60]


def test_touching_shifts_are_no_contact() -> None:
    stays = [("li", "hub", at(8), at(9)), ("wang", "hub", at(9), at(10))]
    assert trace(records_of_stays(stays), "li", until=at(24), days=1) == []


def test_pair_rows_give_the_same_contacts_as_the_stays_they_come_from() -> None:
    meetings = [("li", "wang", "hub", at(8), at(9.5)), ("zhao", "wang", "van", at(10), at(10.5))]
    wang, zhao = trace(records_of_meetings(meetings), "li", until=at(24), days=1)
    assert (wang.person, wang.minutes, wang.place) == ("wang", 90, "hub")
    assert (zhao.person, zhao.degree, zhao.minutes) == ("zhao", 2, 30)


def test_a_file_of_pair_rows_without_places_is_read(tmp_path: Path) -> None:
    file = tmp_path / "pairs.csv"
    file.write_text("a,b,start,end\nli,wang,2020-02-10T08:00,2020-02-10T09:00+08:00\n", encoding="utf-8")
    (wang,) = trace(read_records(file), "wang", until=at(24), days=1)
    assert (wang.person, wang.minutes, wang.place) == ("li", 60, "")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("person,place,start\n", "lacks the columns end"),
        ("person,place,start,end\nli,hub,8 o'clock,9\n", 'line 2: start is "8 o\'clock"'),
        (
            "person,place,start,end\nli,hub,2020-02-10T09:00,2020-02-10T08:00\n",
            "line 2: it ends before it starts",
        ),
        ("person,place,start,end\n,hub,2020-02-10T08:00,2020-02-10T09:00\n", "line 2: a person is empty"),
        ("person,place,start,end\nli,hub\n", "not as many fields"),
        ("person,place,start,end\nli,hub,0001-01-01T00:00,2020-02-10\n", "not a moment"),
        ("a,b,start,end\nli,li,2020-02-10T08:00,2020-02-10T09:00\n", "cannot meet themselves"),
        ("person,place,start,end\n", "holds no record"),
    ],
)
def test_it_refuses_a_broken_file_with_the_line(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "broken.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=says.replace("(", r"\(")):
        read_records(file)


def test_it_refuses_a_person_nobody_recorded() -> None:
    with pytest.raises(Refused, match="index"):
        trace(records_of_stays([("li", "hub", at(8), at(9))]), "nobody", until=at(24), days=1)


@pytest.mark.parametrize(("days", "least"), [(0, 1), (4000, 1), (14, 0)])
def test_it_refuses_a_window_without_sense(days: int, least: int) -> None:
    with pytest.raises(Refused):
        trace(records_of_stays([("li", "hub", at(8), at(9))]), "li", until=at(24), days=days, min_minutes=least)
