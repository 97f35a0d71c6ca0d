"""Whose task is it, who sees it, who answers for how much."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.tasks.test_actions import HOUR, open_task
from yilu.network import actions as network
from yilu.tasks import actions, queries


def test_a_post_belongs_to_the_nearest_person(world: World) -> None:
    site, j = world.sites["jia_furong"], world.enterprises["jia_changsha"]
    at = {"area": "430102", "site": site, "enterprise": j, "brand": site.brand_id, "on": TODAY}
    assert queries.holder("site_manager", **at) == world.people["manager"]  # type: ignore[arg-type]
    assert queries.holder("headquarters", **at) == world.people["jia_hq"]  # type: ignore[arg-type]
    assert queries.holder("officer", **at) == world.people["officer"]  # type: ignore[arg-type]
    assert queries.holder("leader", **at) == world.people["leader"]  # type: ignore[arg-type]
    assert queries.holder("branch_manager", **at) is None  # type: ignore[arg-type]
    above = person(world, "above", "branch_manager", enterprise=world.enterprises["jia"])
    assert queries.holder("branch_manager", **at) == above  # type: ignore[arg-type]
    county = person(world, "county", "officer", area="430102")
    assert queries.holder("officer", **at) == county  # type: ignore[arg-type]
    assert queries.holder("officer", area="430202", brand=None, on=TODAY) == world.people["neighbour"]
    assert queries.holder("officer", area="420000", brand=None, on=TODAY) is None
    assert queries.holder("site_manager", **{**at, "on": dt.date(2019, 1, 1)}) is None  # type: ignore[arg-type]


def test_an_office_over_several_districts_stands_for_each(world: World) -> None:
    inspector = person(world, "inspector", "inspector", office=world.office)
    assert queries.holder("inspector", area="430104", brand=None, on=TODAY) == inspector
    assert queries.holder("inspector", area="430202", brand=None, on=TODAY) is None


def test_a_leaver_holds_no_post(world: World) -> None:
    person(world, "gone", "officer", area="430102", valid_until=TODAY - dt.timedelta(days=1))
    assert queries.holder("officer", area="430102", brand=None, on=TODAY) == world.people["officer"]


def test_nobody_else_sees_it(world: World) -> None:
    task = open_task(world)
    seen = {name for name in world.people if task in queries.seen(world.actor(name))}
    assert seen == {"leader", "officer", "jia_hq", "manager"}
    person(world, "clerk", "worker", site=world.sites["jia_furong"])
    assert task not in queries.seen(world.actor("clerk"))
    actions.delegate(task=task, to=world.people["clerk"], by=world.actor("manager"), now=NOW)
    assert task in queries.mine(world.actor("clerk"))


def test_who_was_handed_a_task_without_any_appointment_left_sees_nothing(world: World) -> None:
    former = person(world, "former", "officer", area="430100", valid_until=TODAY)
    task = open_task(world, owner=former)
    assert task in queries.seen(world.actor("former"))
    world.appointments["former"].valid_until = TODAY - dt.timedelta(days=1)
    assert task not in queries.seen(world.actor("former"))


def test_lists_and_counts(world: World) -> None:
    late = open_task(world, key="late", due=NOW - HOUR)
    today = open_task(world, key="today")
    open_task(world, key="other", site=world.sites["yi_furong"], due=NOW + 30 * HOUR)
    leader, manager = world.actor("leader"), world.actor("manager")
    assert list(queries.mine(manager)) == list(queries.of_unit(manager)) == [late, today]
    assert list(queries.overdue(leader, now=NOW)) == [late]
    assert queries.counted(queries.seen(leader), now=NOW) == {"standing": 3, "late": 1, "today": 1, "unowned": 1}
    by_brand = queries.counts(leader, by="brand", now=NOW)
    jia, yi = world.brands["jia"].pk, world.brands["yi"].pk
    assert by_brand == [queries.Standing(jia, 2, 1, 0), queries.Standing(yi, 1, 0, 1)]
    assert [c.key for c in queries.counts(world.actor("yi_hq"), by="area", now=NOW)] == ["430102"]


def test_what_each_responsible_person_holds(world: World) -> None:
    open_task(world, key="late", due=NOW - HOUR)
    open_task(world, key="today")
    actions.escalate_overdue(by=SYSTEM, now=NOW + 4 * HOUR)
    held = {h.person.username: h for h in queries.holdings(world.actor("leader"), now=NOW)}
    manager, hq = world.people["manager"], world.people["jia_hq"]
    assert held["manager"] == queries.Holding(manager, standing=2, late=1, today=1, escalated=0)
    assert held["jia-hq"] == queries.Holding(hq, standing=1, late=1, today=0, escalated=1)
    assert not queries.holdings(world.actor("yi_hq"), now=NOW)


def test_a_list_costs_one_query_however_long_it_is(world: World) -> None:
    leader = world.actor("leader")
    for n in (1, 5):
        for i in range(n):
            open_task(world, key=f"{n}-{i}")
        with CaptureQueriesContext(connection) as asked:
            assert [(t.owner, t.site, t.area, t.brand) for t in queries.seen(leader)]
        assert len(asked) == 1


def test_a_branch_below_is_not_asked_for_the_branch_above(world: World) -> None:
    below = network.add_enterprise(
        brand=world.brands["jia"], kind="branch", code="JIA-BELOW", name_zh="甲达岳麓分部", area="430104",
        parent=world.enterprises["jia_changsha"], by=SYSTEM, now=NOW,
    )  # fmt: skip
    person(world, "low", "branch_manager", enterprise=below)
    found = queries.holder(
        "branch_manager", area="430102", enterprise=world.enterprises["jia_changsha"], brand=below.brand_id, on=TODAY
    )
    assert found is None
