import datetime as dt

import pytest

from yilu.accounts.actions import add_user
from yilu.core.actor import system
from yilu.core.clock import ZONE
from yilu.core.reasons import Denied
from yilu.desk.demo.actions import begin_world, finish_world
from yilu.desk.demo.parameters import Parameters
from yilu.desk.demo.standing import what_stands
from yilu.network.actions import add_brand

NOW = dt.datetime(2020, 2, 17, 9, tzinfo=ZONE)
BY = system("tests")
PLAIN = Parameters(sites=100, date=dt.date(2020, 2, 17), days=3, seed=1).as_plain()

pytestmark = pytest.mark.django_db


def test_a_database_without_rows_is_empty_and_may_be_used() -> None:
    stands = what_stands()
    assert stands.empty
    stands.check_may_be_replaced()


def test_a_finished_world_is_known_by_its_parameters() -> None:
    begin_world(parameters=PLAIN, by=BY, now=NOW)
    finish_world(parameters=PLAIN, by=BY, now=NOW)
    assert what_stands().made == PLAIN
    other = Parameters(sites=100, date=dt.date(2020, 2, 17), days=3, seed=2)
    assert what_stands().made != other.as_plain()


def test_a_world_half_made_is_known_as_such() -> None:
    begin_world(parameters=PLAIN, by=BY, now=NOW)
    stands = what_stands()
    assert stands.begun
    assert stands.made is None
    stands.check_may_be_replaced()


def test_somebodys_real_data_is_refused_with_the_reason() -> None:
    add_user(username="zhang", name="张三", by=BY, now=NOW)
    with pytest.raises(Denied) as refused:
        what_stands().check_may_be_replaced()
    assert refused.value.reasons[0].code == "desk.demo.real_data"


def test_a_real_brand_inside_a_demo_world_is_not_emptied() -> None:
    begin_world(parameters=PLAIN, by=BY, now=NOW)
    finish_world(parameters=PLAIN, by=BY, now=NOW)
    add_brand(code="REAL", name_zh="真实品牌", name_en="Real brand", synthetic=False, by=BY, now=NOW)
    with pytest.raises(Denied) as refused:
        what_stands().check_may_be_replaced()
    assert refused.value.reasons[0].code == "desk.demo.real_brand"
