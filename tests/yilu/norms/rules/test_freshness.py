"""Is evidence still good?"""

import datetime as dt
from dataclasses import dataclass

from yilu.core.clock import ZONE
from yilu.norms.rules.freshness import Latest, due_after, state_of
from yilu.norms.rules.kinds import State

NOON = dt.datetime(2020, 2, 17, 12, 0, tzinfo=ZONE)


@dataclass
class Every:
    every_hours: int | None = None
    times_a_day: int | None = None
    on_event: bool = False


def ago(hours: float, *, met: bool = True, on_day: int = 1) -> Latest:
    return Latest(NOON - dt.timedelta(hours=hours), "log", met, on_day)


def test_two_hours_after_a_disinfection_the_next_is_due() -> None:
    assert due_after(Every(2), NOON) == NOON + dt.timedelta(hours=2)
    assert state_of(Every(2), ago(2), now=NOON) is State.FRESH
    assert state_of(Every(2), ago(2.1), now=NOON) is State.STALE


def test_what_is_asked_twice_a_day_is_fresh_once_both_are_there() -> None:
    assert state_of(Every(times_a_day=2), ago(11), now=NOON) is State.FRESH
    assert state_of(Every(times_a_day=2), ago(13), now=NOON) is State.STALE
    assert state_of(Every(times_a_day=2), ago(13, on_day=2), now=NOON) is State.FRESH


def test_without_an_interval_evidence_does_not_age() -> None:
    assert due_after(Every(), NOON) is None
    assert state_of(Every(), ago(24 * 40), now=NOON) is State.FRESH


def test_what_is_asked_for_only_when_it_happens_is_no_gap() -> None:
    assert state_of(Every(on_event=True), None, now=NOON) is State.NOT_APPLICABLE
    assert state_of(Every(on_event=True), ago(24 * 9), now=NOON) is State.FRESH


def test_none_and_found_wanting_are_not_fresh() -> None:
    assert state_of(Every(2), None, now=NOON) is State.NONE
    assert state_of(Every(2), ago(0.1, met=False), now=NOON) is State.UNMET
