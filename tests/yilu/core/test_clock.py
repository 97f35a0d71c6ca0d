"""One clock, on China's time, that can stand on a day of the past."""

import datetime as dt

import time_machine
from pytest_django import Settings

from yilu.core import clock


def test_the_day_is_chinas_not_the_machines(settings: Settings) -> None:
    settings.YILU_TODAY = None
    with time_machine.travel(dt.datetime(2020, 2, 16, 17, 0, tzinfo=dt.UTC)):
        assert clock.today() == dt.date(2020, 2, 17)


def test_a_pretended_day_keeps_the_time_of_day(settings: Settings) -> None:
    settings.YILU_TODAY = dt.date(2020, 2, 17)
    with time_machine.travel(dt.datetime(2026, 5, 5, 0, 30, tzinfo=dt.UTC), tick=False):
        assert clock.now() == dt.datetime(2020, 2, 17, 8, 30, tzinfo=clock.ZONE)


def test_a_day_lasts_from_midnight_to_midnight() -> None:
    day = dt.date(2020, 2, 17)
    assert clock.end_of(day) - clock.start_of(day) == dt.timedelta(days=1)
    assert clock.start_of(day).isoformat() == "2020-02-17T00:00:00+08:00"
