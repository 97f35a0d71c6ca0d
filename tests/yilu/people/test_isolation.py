"""Isolations: on record by the authority's document, followed day by day, released only on its clearance."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.people.ground import worker
from yilu.core.reasons import Denied, Invalid
from yilu.people import actions
from yilu.people.models import FollowUp, Isolation, Worker
from yilu.people.queries.cases import standing_blocks
from yilu.people.queries.isolation import isolations, missing

LONG_AGO = TODAY - dt.timedelta(days=20)


def isolated(world: World, who: Worker | None = None, **over: object) -> Isolation:
    told = {
        "worker": who or worker(world), "case": None, "authority": "芙蓉区卫生健康局", "document": "告知书（演示）",
        "place": "集中隔离点2栋", "first_day": LONG_AGO, "last_day": LONG_AGO + dt.timedelta(days=13), "by": SYSTEM,
        "now": NOW, **over,
    }  # fmt: skip
    return actions.record_isolation(**told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("authority", " ", "people.isolation.authority"),
        ("document", "", "people.isolation.document"),
        ("place", "", "people.isolation.place"),
        ("last_day", LONG_AGO - dt.timedelta(days=1), "people.isolation.backwards"),
    ],
)
def test_it_takes_authority_document_place_and_days(world: World, field: str, value: object, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        isolated(world, **{field: value})
    assert [r.code for r in refused.value.reasons] == [code]


def test_that_its_days_are_over_releases_nobody(world: World) -> None:
    isolation = isolated(world)
    codes = [r.code for r in standing_blocks([isolation.worker_id], TODAY)[isolation.worker_id]]
    assert codes == ["people.post.isolated"]
    with pytest.raises(Invalid) as refused:
        actions.release(isolation=isolation, document="", by=SYSTEM, now=NOW)
    assert [r.code for r in refused.value.reasons] == ["people.isolation.clearance"]
    actions.release(isolation=isolation, document="解除通知书（演示）第9号", by=SYSTEM, now=NOW)
    assert standing_blocks([isolation.worker_id], TODAY) == {}
    assert isolation.worker_id in standing_blocks([isolation.worker_id], TODAY - dt.timedelta(days=1))


def test_a_worker_has_one_standing_isolation(world: World) -> None:
    first = isolated(world)
    with pytest.raises(Invalid) as refused:
        isolated(world, who=first.worker)
    assert [r.code for r in refused.value.reasons] == ["people.isolation.stands"]


def test_the_place_is_not_readable_in_the_database(world: World) -> None:
    from django.db import connection

    isolated(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT place FROM people_isolation")
        assert "隔离点" not in cursor.fetchone()[0]


def test_each_day_wants_a_follow_up_and_the_missing_ones_are_a_list(world: World) -> None:
    isolation = isolated(world)
    manager = world.actor("manager")
    assert list(missing(isolations(manager, today=TODAY), today=TODAY)) == [isolation]
    actions.follow_up(isolation=isolation, day=TODAY, temperature=366, by=manager, now=NOW)
    assert not missing(isolations(manager, today=TODAY), today=TODAY)
    actions.follow_up(isolation=isolation, day=TODAY, temperature=371, note="略有乏力", by=manager, now=NOW)
    assert FollowUp.objects.get().temperature == 371


def test_a_follow_up_of_another_day_or_an_impossible_temperature_is_refused(world: World) -> None:
    isolation = isolated(world)
    for day, temperature in (
        (TODAY + dt.timedelta(days=1), 366),
        (LONG_AGO - dt.timedelta(days=1), 366),
        (TODAY, 3660),
    ):
        with pytest.raises(Invalid):
            actions.follow_up(isolation=isolation, day=day, temperature=temperature, by=SYSTEM, now=NOW)


def test_another_brand_neither_sees_nor_releases_it(world: World) -> None:
    isolation = isolated(world)
    assert not isolations(world.actor("yi_hq"), today=TODAY)
    with pytest.raises(Denied):
        actions.release(isolation=isolation, document="x", by=world.actor("yi_hq"), now=NOW)
