"""A hub of three hundred splits into two shifts: contacts halve, hours stay, the morning's check is asked."""

import datetime as dt

from tests.world import World
from tests.yilu.rosters.ground import TOMORROW, checked, crew, masks, ordered
from yilu.core.clock import start_of
from yilu.network.models import Site
from yilu.rosters import actions
from yilu.rosters.models import Assignment, Shift


def test_three_hundred_become_two_shifts_and_their_contacts_halve(world: World) -> None:
    ordered("person_area", "4")
    hub = world.sites["jia_furong"]
    Site.objects.filter(pk=hub.pk).update(floor_area_m2=640.0)  # 160 people at a time
    workers = crew(world, 300, posts=("sorter", "loader", "driver"))
    manager = world.client("manager")
    page = manager.get(f"/rosters/sites/{hub.pk}/split/").content.decode()
    assert "300 人分 2 班，每人工时不变；同班接触由 44,850 对减为 22,350 对" in page
    told = {"number": 2, "starts": "06:00", "hours": 8, "pause": 30, "first": TOMORROW, "last": TOMORROW}
    assert manager.post(f"/rosters/sites/{hub.pk}/split/", told).status_code == 302
    early, late = Shift.objects.order_by("starts_at")
    assert [s.assignments.count() for s in (early, late)] == [150, 150]

    morning = start_of(TOMORROW) + dt.timedelta(hours=6)
    on_early = list(early.assignments.values_list("worker_id", flat=True))
    checked(on_early[:149], TOMORROW, morning)
    masks(world, 2 * len(workers))
    refused = actions.confirm(shift=early, by=world.actor("manager"), now=morning)
    assert {pk: [r.code for r in why] for pk, why in refused.items()} == {on_early[149]: ["people.post.unchecked"]}
    assert Assignment.objects.filter(state="on").count() == 149
