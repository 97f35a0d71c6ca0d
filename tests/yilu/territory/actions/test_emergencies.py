"""Declaring and ending an emergency."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, World
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.territory.actions import declare_emergency, end_emergency
from yilu.territory.models import Emergency

BEGAN = dt.date(2020, 1, 23)


def declare(
    by: Actor = SYSTEM, area: str = "430000", began: dt.date = BEGAN, document: str = "湘政明电〔2020〕某号"
) -> Emergency:
    return declare_emergency(
        area=area, name_zh="一级响应", name_en="Level I", began=began, response_level="一级", document=document,
        by=by, now=NOW,
    )  # fmt: skip


def test_a_leader_declares_one_over_his_province_and_ends_it(world: World) -> None:
    emergency = declare(by=world.actor("leader"))
    ended = end_emergency(emergency=emergency, ended=dt.date(2020, 2, 16), by=world.actor("leader"), now=NOW)
    assert ended.ended == dt.date(2020, 2, 16)


def test_nobody_declares_one_beyond_his_jurisdiction(world: World) -> None:
    for who, area in (("leader", "100000"), ("leader", "420000"), ("officer", "430100"), ("jia_hq", "430000")):
        with pytest.raises(Denied):
            declare(by=world.actor(who), area=area)
    assert not Emergency.objects.exists()


def test_nothing_is_declared_without_a_document_or_for_a_day_to_come_or_a_place_that_is_not(world: World) -> None:
    for how in ({"document": "  "}, {"began": dt.date(2020, 2, 18)}, {"area": "999999"}):
        with pytest.raises(Invalid):
            declare(**how)  # type: ignore[arg-type]


def test_its_last_day_lies_between_its_first_and_today(world: World) -> None:
    emergency = declare()
    for day in (dt.date(2020, 1, 22), dt.date(2020, 2, 18)):
        with pytest.raises(Invalid):
            end_emergency(emergency=emergency, ended=day, by=SYSTEM, now=NOW)


def test_of_two_people_ending_it_at_once_the_second_is_told(world: World) -> None:
    emergency = declare()
    other = Emergency.objects.get(pk=emergency.pk)
    end_emergency(emergency=emergency, ended=dt.date(2020, 2, 10), by=SYSTEM, now=NOW)
    with pytest.raises(Conflict):
        end_emergency(emergency=other, ended=dt.date(2020, 2, 16), by=SYSTEM, now=NOW)
    emergency.refresh_from_db()
    assert emergency.ended == dt.date(2020, 2, 10)
