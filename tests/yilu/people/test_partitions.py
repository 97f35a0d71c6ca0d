"""A table per day on PostgreSQL: made ahead, filled with what came before it stood, dropped in one stroke."""

import datetime as dt

import pytest
from django.db import connection

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.people.ground import check, worker
from yilu.people import actions, partitions
from yilu.people.models import MorningCheck, Source

TABLE = "people_morningcheck"


def test_elsewhere_a_plain_table_serves_and_nothing_is_to_be_opened(world: World) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has a table per day")
    assert actions.open_days(days=[TODAY], by=SYSTEM, now=NOW) == 0


def test_a_day_takes_over_what_came_before_its_table_and_goes_with_it(world: World) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has partitions")
    zhang = worker(world)
    actions.send_check(worker=zhang, check=check(), source=Source.PHONE, by=SYSTEM, now=NOW)
    days = [TODAY, TODAY + dt.timedelta(days=1)]
    assert actions.open_days(days=days, by=SYSTEM, now=NOW) == 2 * len(partitions.PARTITIONED)
    assert actions.open_days(days=days, by=SYSTEM, now=NOW) == 0
    assert partitions.days_with_tables(TABLE) == set(days)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {partitions.name_of(TABLE, TODAY)}")
        assert cursor.fetchone() == (1,)
    partitions.drop_day(TABLE, TODAY)
    assert not MorningCheck.objects.exists()
