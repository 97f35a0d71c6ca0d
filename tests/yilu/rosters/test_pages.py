"""The pages of shifts: a roster, people put on with reasons for those who may not, a split taken on."""

import datetime as dt

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.rosters.ground import TOMORROW, checked, crew, masks, ordered, shift
from yilu.rosters import actions
from yilu.rosters.models import Assignment, Shift


def test_a_manager_makes_a_shift_and_puts_on_everybody_who_may(world: World) -> None:
    workers = crew(world, 3)
    checked(workers[:2])
    masks(world, 9)
    site, manager = world.sites["jia_furong"], world.client("manager")
    assert manager.get("/rosters/").headers["Location"] == f"/rosters/sites/{site.pk}/"
    page = f"/rosters/sites/{site.pk}/"
    assert manager.post(page, {"name": "早班", "starts": "06:00", "ends": "14:00"}).status_code == 302
    put = manager.post(f"/rosters/shifts/{Shift.objects.get().pk}/", {"group": "", "codes": ""})
    assert "今日未晨检" in put.content.decode()
    assert Assignment.objects.filter(state="on").count() == 2
    assert "在岗 2 人" in manager.get(page).content.decode()


def test_a_planned_shift_is_confirmed_in_the_morning(world: World) -> None:
    workers = crew(world, 2)
    masks(world, 9)
    yesterday = NOW - dt.timedelta(days=1)
    early = shift(world.sites["jia_furong"], now=yesterday)
    actions.put_on(shift=early, workers=workers, by=SYSTEM, now=yesterday)
    checked(workers[:1])
    manager = world.client("manager")
    told = manager.post(f"/rosters/shifts/{early.pk}/confirm/")
    assert "jia_furong-001" in told.content.decode()
    assert dict(Assignment.objects.values_list("worker_id", "state")) == {workers[0]: "on", workers[1]: "planned"}


def test_one_is_taken_off(world: World) -> None:
    workers = crew(world, 1)
    checked(workers)
    masks(world, 9)
    early = shift(world.sites["jia_furong"])
    actions.put_on(shift=early, workers=workers, by=SYSTEM, now=NOW)
    manager, pk = world.client("manager"), Assignment.objects.get().pk
    assert "撤下" in manager.get(f"/rosters/assignments/{pk}/off/").content.decode()
    assert manager.post(f"/rosters/assignments/{pk}/off/").status_code == 302
    assert Assignment.objects.get().state == "off"


def test_a_split_is_shown_with_what_it_does_and_taken_on(world: World) -> None:
    crew(world, 20)
    ordered("person_area", "20")  # 200 m²: ten people
    site, manager = world.sites["jia_furong"], world.client("manager")
    shown = manager.get(f"/rosters/sites/{site.pk}/split/").content.decode()
    assert "190 对减为 90 对" in shown
    told = {
        "number": 2, "starts": "06:00", "hours": 8, "pause": 30, "first": TOMORROW, "last": TOMORROW,
    }  # fmt: skip
    assert manager.post(f"/rosters/sites/{site.pk}/split/", told).status_code == 302
    assert Assignment.objects.filter(state="planned").count() == 20
    tight = manager.post(f"/rosters/sites/{site.pk}/split/", {**told, "number": 3, "hours": 9})
    assert tight.status_code == 422
    assert "不减少工时无法错开" in tight.content.decode()


def test_a_regulator_reads_the_shifts_of_the_area_and_changes_none(world: World) -> None:
    workers = crew(world, 2)
    checked(workers)
    masks(world, 9)
    early = shift(world.sites["jia_furong"])
    actions.put_on(shift=early, workers=workers, by=SYSTEM, now=NOW)
    officer = world.client("officer")
    page = officer.get("/rosters/?area=430102").content.decode()
    assert "甲达芙蓉营业部" in page
    assert "未规定" in page
    assert "增加班次" not in officer.get(f"/rosters/sites/{early.site_id}/").content.decode()
    assert officer.post(f"/rosters/shifts/{early.pk}/confirm/").status_code == 403


def test_another_brand_sees_no_roster(world: World) -> None:
    site = world.sites["jia_furong"]
    shift(site, day=TODAY)
    rival = world.client("yi_hq")
    assert rival.get(f"/rosters/sites/{site.pk}/").status_code == 404
    assert "甲达" not in rival.get("/rosters/").content.decode()
