"""A site does not report. Its manager finds a task and hands it to the deputy, who is late; branch, headquarters and
regulator learn of it one after the other; the report comes in, and with it the proof. A competitor never knows.
"""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.world import NOW, PASSWORD, SYSTEM, World, person
from tests.yilu.operations.ground import EARLY, FIRST, YESTERDAY, roster, tell
from yilu.core.clock import ZONE
from yilu.operations import actions as operations
from yilu.operations import jobs as chasing
from yilu.tasks import jobs as tasks
from yilu.tasks.models import Task


def at(hour: int, minute: int = 0) -> Any:
    return time_machine.travel(dt.datetime(2020, 2, 17, hour, minute, tzinfo=ZONE), tick=False)


def signed_in(world: World, who: str) -> Client:
    browser = Client()
    answer = browser.post("/accounts/login/", {"login": world.people[who].username, "password": PASSWORD})
    assert answer.status_code == 302
    return browser


def read(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def unread(browser: Client) -> int:
    found = re.search(r'class="bell-count" aria-hidden="true">(\d+)<', read(browser, "/messages/"))
    return int(found.group(1)) if found else 0


@pytest.fixture
def late(world: World) -> World:
    """Yesterday's reports were due at 20:00; of the network only 甲's outlet in Furong did not report."""
    roster(world)
    operations.set_report_deadline(area="430000", hours=20, document="演示文件", valid_from=FIRST, by=SYSTEM, now=EARLY)
    for site in ("jia_yuelu", "jia_hetang", "yi_furong", "yi_hetang"):
        tell(world, site, day=YESTERDAY, now=NOW - dt.timedelta(hours=16))
    person(world, "deputy", "site_manager", site=world.sites["jia_furong"])
    person(world, "branch", "branch_manager", enterprise=world.enterprises["jia_changsha"])
    return world


def test_it_becomes_a_task_reaches_a_person_climbs_and_is_closed_with_evidence(late: World) -> None:
    world, site = late, late.sites["jia_furong"]
    with at(6):
        chasing.chase()
        manager = signed_in(world, "manager")
        assert unread(manager) == 1
        listed = read(manager, "/tasks/")
        assert "待办 1 件，其中逾期 0 件，今日到期 1 件" in listed
        address = re.search(r'href="(/tasks/\d+/)"', listed).group(1)  # type: ignore[union-attr]
        assert "须于 2020年2月17日 08:00 前办结" in read(manager, address)
        handed = {"version": 1, "to": "deputy", "note": "我今天在外地，请你补报"}
        assert manager.post(f"{address}delegate/", handed).status_code == 302

    for hour, who in ((10, "branch"), (12, "jia_hq"), (16, "officer")):
        with at(hour):
            tasks.escalate()
            above = signed_in(world, who)
            assert unread(above) == 1
            shown = read(above, address)
            assert "已逾期" in shown
            assert "我今天在外地，请你补报" in shown
            assert "补报2020年2月16日日报" in read(above, "/tasks/")

    with at(16, 10):
        officer = signed_in(world, "officer")
        person_page = read(officer, f"/tasks/people/{world.people['deputy'].pk}/")
        assert "在办 1 件，逾期 1 件" in person_page
        for outsider in ("yi_hq", "neighbour"):
            browser = signed_in(world, outsider)
            assert browser.get(address).status_code == 404
            assert "甲达芙蓉营业部" not in read(browser, "/tasks/?tab=all")
            assert unread(browser) == 0

    with at(16, 30):
        deputy = signed_in(world, "deputy")
        version = Task.objects.get().version
        bare = deputy.post(f"{address}close/", {"version": version})
        assert "销号须有佐证" in bare.content.decode()
        tell(world, "jia_furong", day=YESTERDAY, now=dt.datetime(2020, 2, 17, 16, 20, tzinfo=ZONE))
        chasing.chase()
        closed = read(deputy, address)
        assert "已销号" in closed
        assert f"/operations/sites/{site.pk}/{YESTERDAY}/versions/" in closed
        chain = re.findall(r"<strong>(\S+)</strong>", closed)
        assert chain[1:] == ["下达", "转办", *["提醒"] * 2, *["提级督办"] * 3, "销号"]
        assert "没有待办任务" in read(deputy, "/tasks/")
