"""A login tied to one's own record: the person, and nobody else by it, sees and takes away what is held."""

import json

import pytest
from django.test import Client

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.people import norms
from tests.yilu.people.ground import LI, check, worker
from yilu.core.jurisdiction import Grant, Jurisdiction
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Invalid
from yilu.people import actions
from yilu.people.models import MorningCheck, Source, Worker


@pytest.fixture
def zhang(world: World) -> Worker:
    """张望山 with a login of his own, which has another number than his record."""
    person(world, "zhang", "worker", site=world.sites["jia_furong"])
    made = worker(world)
    assert made.pk != world.people["zhang"].pk
    return made


def code_for(world: World, of: Worker) -> str:
    [card] = actions.print_cards(workers=[of], by=world.actor("manager"), now=NOW)
    return card.code


def test_he_ties_it_with_his_card_and_reads_and_takes_away_what_is_held(world: World, zhang: Worker) -> None:
    norms.in_force()
    actions.send_check(worker=zhang, check=check(symptoms=2), source=Source.PHONE, by=SYSTEM, now=NOW)
    browser = world.client("zhang")
    assert "还没有关联员工记录" in browser.get("/people/own/").content.decode()
    assert browser.get("/people/own/held.json").status_code == 404
    assert browser.post("/people/own/", {"code": "nope-nope-nope"}).status_code == 422
    assert browser.post("/people/own/", {"code": code_for(world, zhang)}).status_code == 302
    page = browser.get("/people/own/").content.decode()
    assert "张望山" in page
    assert "咳嗽" in page
    assert "离开岗位，和别人分开" in page
    held = json.loads(browser.get("/people/own/held.json").content)
    assert held["worker"]["name"] == "张望山"
    assert held["checks"][0]["day"] == TODAY.isoformat()


def test_a_card_ties_one_login_and_a_login_one_record(world: World, zhang: Worker) -> None:
    li = worker(world, **LI)
    code, other = code_for(world, zhang), code_for(world, li)
    actions.tie_login(code=code, by=world.actor("zhang"), now=NOW)
    with pytest.raises(Invalid):
        actions.tie_login(code=code, by=world.actor("manager"), now=NOW)
    with pytest.raises(Conflict):
        actions.tie_login(code=other, by=world.actor("zhang"), now=NOW)
    assert not Worker.objects.get(pk=li.pk).user_id


def test_the_manager_unties_it_a_rival_cannot(world: World, zhang: Worker) -> None:
    actions.tie_login(code=code_for(world, zhang), by=world.actor("zhang"), now=NOW)
    assert world.client("yi_hq").post(f"/people/workers/{zhang.pk}/untie/").status_code == 404
    assert world.client("manager").post(f"/people/workers/{zhang.pk}/untie/").status_code == 302
    assert "还没有关联员工记录" in world.client("zhang").get("/people/own/").content.decode()


def test_oneself_only_means_the_record_tied_to_the_login_not_one_of_the_same_number(
    world: World, zhang: Worker
) -> None:
    actions.send_check(worker=zhang, check=check(), source=Source.PHONE, by=SYSTEM, now=NOW)
    login = world.people["zhang"].pk
    read = frozenset({Permission.CHECK_READ})
    of_login = Jurisdiction((Grant(read, "430102", person=login),))
    of_number = Jurisdiction((Grant(read, "430102", person=zhang.pk),))
    assert not MorningCheck.objects.within(of_login, Permission.CHECK_READ).exists()
    actions.tie_login(code=code_for(world, zhang), by=world.actor("zhang"), now=NOW)
    assert MorningCheck.objects.within(of_login, Permission.CHECK_READ).get().worker_id == zhang.pk
    assert not MorningCheck.objects.within(of_number, Permission.CHECK_READ).exists()


def test_the_phone_tells_what_happens_next_and_by_when(world: World, zhang: Worker) -> None:
    norms.in_force()
    actions.send_check(worker=zhang, check=check(symptoms=2), source=Source.PHONE, by=SYSTEM, now=NOW)
    phone = Client()
    phone.post("/people/phone/enrol/", {"code": code_for(world, zhang)})
    mine = phone.get("/api/v1/checks/mine").json()
    [case] = mine["cases"]
    told = {s["zh"]: s["due_at"] for s in case["steps"]}
    assert "有人会问您近日和谁在一起，请如实说" in told
    assert all("en" in s for s in case["steps"])
    assert told["网点当天向上级报告"] == "2020-02-17T16:00:00Z"
    assert mine["isolation"] is None
    order = {
        "authority": "芙蓉区卫生健康局",
        "document": "演示文件",
        "place": "家中",
        "first_day": TODAY,
        "last_day": None,
    }
    actions.record_isolation(worker=zhang, case=None, **order, by=SYSTEM, now=NOW)
    assert phone.get("/api/v1/checks/mine").json()["isolation"]["authority"] == "芙蓉区卫生健康局"
