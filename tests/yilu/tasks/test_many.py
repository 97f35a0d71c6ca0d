"""The same matter given to many at once, and taken back."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, World
from yilu.audit.models import Act
from yilu.core.actor import PUBLIC
from yilu.core.reasons import Denied, Invalid
from yilu.core.text import Text
from yilu.tasks import actions
from yilu.tasks.actions import Order
from yilu.tasks.models import Step, Task

GIVEN = {
    "kind": "directives.measure", "title": Text("消毒", "disinfect"), "detail": Text("要消毒", "do it"),
    "due": NOW + dt.timedelta(days=1), "origin": "directives.measure:7", "wanted": Text("", ""), "area": "430000",
    "now": NOW,
}  # fmt: skip


def orders(world: World) -> list[Order]:
    manager = world.people["manager"].pk
    return [
        Order(f"k:{s.pk}", s.county_id, "site_manager", owner, s.brand_id, s.enterprise_id, s.pk)
        for key, s in world.sites.items()
        for owner in [manager if key == "jia_furong" else None]
    ]


def test_each_gets_one_with_its_chain_and_its_place_on_the_ladder_and_again_none(world: World) -> None:
    assert actions.open_many(**GIVEN, orders=orders(world), by=SYSTEM) == 5
    assert actions.open_many(**GIVEN, orders=orders(world), by=SYSTEM) == 0
    task = Task.objects.get(site=world.sites["jia_furong"])
    single = actions.open_task(
        kind="directives.measure", title=Text("消毒", "disinfect"), area="430102", site=world.sites["jia_furong"],
        post="site_manager", detail=GIVEN["detail"], due=GIVEN["due"], key="single", by=SYSTEM, now=NOW,
    )  # fmt: skip
    for name in (
        "kind",
        "title",
        "area_id",
        "brand_id",
        "enterprise_id",
        "post",
        "owner_id",
        "due",
        "state",
        "next_step_at",
    ):
        assert getattr(task, name) == getattr(single, name), name
    assert Step.objects.filter(verb="opened").count() == 6
    done = Act.objects.filter(verb="tasks.task.open_many").order_by("pk").first()
    assert done is not None
    assert (done.after or {})["tasks"] == 5


def test_what_is_done_stays_done_when_the_rest_is_cancelled(world: World) -> None:
    actions.open_many(**GIVEN, orders=orders(world), by=SYSTEM)
    task = Task.objects.get(site=world.sites["jia_furong"])
    actions.close_task(task=task, version=None, reason="已经完成", by=world.actor("manager"), now=NOW)
    taken_back = {"origins": ["directives.measure:7"], "area": "430000", "by": SYSTEM, "now": NOW}
    assert actions.cancel_many(**taken_back, reason="文件撤回") == 4
    assert Task.objects.get(pk=task.pk).state == "closed"
    assert Task.objects.filter(state="cancelled", next_step_at=None).count() == 4
    assert Step.objects.filter(verb="cancelled").count() == 4
    assert actions.cancel_many(**taken_back, reason="文件撤回") == 0


def test_it_takes_a_reason_and_somebody(world: World) -> None:
    actions.open_many(**GIVEN, orders=orders(world), by=SYSTEM)
    with pytest.raises(Invalid):
        actions.cancel_many(origins=["directives.measure:7"], area="430000", reason="", by=SYSTEM, now=NOW)
    with pytest.raises(Denied):
        actions.open_many(**GIVEN, orders=orders(world), by=PUBLIC)
