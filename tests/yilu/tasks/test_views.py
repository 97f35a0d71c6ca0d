"""The pages of the list: what each reader finds, what is grey and why, nothing typed is lost."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import NOW, SYSTEM, World, person
from tests.yilu.tasks.test_actions import HOUR, PNG, open_task
from yilu.core import clock
from yilu.tasks import actions
from yilu.tasks.models import Task

LATER = (NOW + dt.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")


def page(world: World, who: str, address: str) -> str:
    response = world.client(who).get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_list_begins_with_its_answer(world: World) -> None:
    open_task(world, key="late", due=clock.now() - HOUR)
    open_task(world, key="today", due=clock.end_of(clock.today()) - dt.timedelta(minutes=1))
    open_task(world, key="nobody", site=world.sites["jia_yuelu"], due=NOW + 48 * HOUR)
    mine = page(world, "manager", "/tasks/")
    assert "待办 2 件，其中逾期 1 件，今日到期 1 件。" in mine
    unit = page(world, "leader", "/tasks/?tab=unit&language=en")
    assert "3 to be done: 1 overdue, 1 due today" in unit
    assert "1 with nobody responsible" in unit
    assert page(world, "leader", "/tasks/?tab=overdue").count("补报2月16日日报") == 1
    assert "没有待办任务" in page(world, "leader", "/tasks/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=operations.report", True),
        ("kind=people.case", False),
        ("area=430100", True),
        ("area=430200", False),
        ("state=closed", False),
        ("owner=nobody", False),
        ("kind=zzz&area=zzz&brand=999999999999999999999&state=x&tab=x", True),
    ],
)
def test_it_is_filtered(world: World, query: str, found: bool) -> None:
    open_task(world)
    tab = "" if "tab=x" in query else "tab=all&"
    who = "manager" if "tab=x" in query else "leader"
    assert ("补报2月16日日报" in page(world, who, f"/tasks/?{tab}{query}")) == found


def test_it_is_exported(world: World) -> None:
    open_task(world)
    told = world.client("leader").get("/tasks/?tab=all&export=csv")
    assert "补报2月16日日报" in b"".join(told.streaming_content).decode()  # type: ignore[attr-defined]
    assert world.client("leader").get("/tasks/?tab=all&export=xlsx").status_code == 200


def test_buttons_are_grey_with_their_reason(world: World) -> None:
    address = f"/tasks/{open_task(world).pk}/"
    own = page(world, "manager", address)
    assert "本人承办的任务，由上一级调整期限、撤销。" in own
    assert 'action="/tasks/1/close/"'.replace("1", address.split("/")[2]) in own
    assert f'action="{address}extend/"' not in own
    assert f'action="{address}extend/"' in page(world, "officer", address)


def test_nobody_else_opens_it_or_its_file(world: World) -> None:
    task = open_task(world)
    proof = {"version": 1, "file": SimpleUploadedFile("消毒.png", PNG)}
    assert world.client("manager").post(f"/tasks/{task.pk}/prove/", proof).status_code == 302
    address = f"/tasks/{task.pk}/evidence/{task.evidence.get().pk}/"
    for other in ("yi_hq", "neighbour"):
        assert world.client(other).get(f"/tasks/{task.pk}/").status_code == 404
        assert world.client(other).get(address).status_code == 404
        assert world.client(other).post(f"/tasks/{task.pk}/close/", {"version": 2}).status_code == 404
    told = world.client("leader").get(address)
    assert b"".join(told.streaming_content) == PNG  # type: ignore[attr-defined]
    assert told.headers["Content-Disposition"].startswith("attachment")
    assert (told.headers["Content-Type"], told.headers["Cache-Control"]) == ("image/png", "no-store")


def test_a_refused_closing_keeps_what_was_typed(world: World) -> None:
    task = open_task(world)
    response = world.client("manager").post(f"/tasks/{task.pk}/close/", {"version": 1, "link": "https://evil.example"})
    assert response.status_code == 422
    told = response.content.decode()
    assert "链接须指向本系统的记录" in told
    assert 'value="https://evil.example"' in told
    empty = world.client("manager").post(f"/tasks/{task.pk}/close/", {"version": 1})
    assert "销号须有佐证" in empty.content.decode()


def test_of_two_editors_the_slower_one_reads_what_happened_and_may_try_again(world: World) -> None:
    task = open_task(world)
    slow = {"version": 1, "reason": "已电话核实补报"}
    actions.take(task=task, by=world.actor("manager"), now=NOW)
    response = world.client("officer").post(f"/tasks/{task.pk}/close/", slow)
    assert response.status_code == 409
    told = response.content.decode()
    assert "别人已办理了这项任务" in told
    assert "已电话核实补报" in told
    assert 'name="version" value="2"' in told
    task.refresh_from_db()
    assert task.state == Task.State.TAKEN
    assert world.client("officer").post(f"/tasks/{task.pk}/close/", {**slow, "version": 2}).status_code == 302


@pytest.mark.parametrize(
    ("verb", "data", "state"),
    [
        ("take", {}, "taken"),
        ("close", {"text": "已补报"}, "closed"),
        ("extend", {"due": LATER, "reason": "道路封闭"}, "open"),
        ("cancel", {"reason": "网点已停业"}, "cancelled"),
        ("delegate", {"to": "演员helper", "note": "请办"}, "open"),
    ],
)
def test_each_verb_works_on_the_page(world: World, verb: str, data: dict[str, Any], state: str) -> None:
    person(world, "helper", "site_manager", site=world.sites["jia_furong"])
    task = open_task(world)
    assert world.client("officer").post(f"/tasks/{task.pk}/{verb}/", {"version": 1, **data}).status_code == 302
    task.refresh_from_db()
    assert (task.state, task.version) == (state, 2)


def test_handing_on_says_what_is_wrong_with_the_name(world: World) -> None:
    person(world, "twin", "site_manager", site=world.sites["jia_furong"])
    person(world, "twin2", "site_manager", site=world.sites["jia_furong"])
    user = world.people["twin2"]
    type(user).objects.filter(pk=user.pk).update(name="演员twin")
    address = f"/tasks/{open_task(world).pk}/delegate/"
    post = world.client("officer").post
    assert "没有此人" in post(address, {"version": 1, "to": "演员yi_hq"}).content.decode()
    assert "同名" in post(address, {"version": 1, "to": "演员twin"}).content.decode()
    assert post(address, {"version": 1, "to": "twin2"}).status_code == 302


def test_a_verb_that_is_none_is_not_there(world: World) -> None:
    task = open_task(world)
    assert world.client("officer").post(f"/tasks/{task.pk}/burn/").status_code == 404
    assert world.client("officer").get(f"/tasks/{task.pk}/close/").status_code == 405


def test_a_matter_is_given_to_the_person_of_a_post(world: World) -> None:
    given = {"title": "补充消毒记录", "site": "JIA_FURONG", "post": "site_manager", "due": LATER}
    response = world.client("officer").post("/tasks/new/", given)
    task = Task.objects.get()
    assert response.headers["Location"] == f"/tasks/{task.pk}/"
    assert (task.owner, task.kind, task.due) == (world.people["manager"], "tasks.manual", NOW + dt.timedelta(days=3))
    assert world.client("officer").post("/tasks/new/", {**given, "site": "YI_HETANG"}).status_code == 422
    assert world.client("neighbour").post("/tasks/new/", {**given, "site": "", "area": "430102"}).status_code == 422
    person(world, "eye", "inspector", area="430100")
    assert world.client("eye").get("/tasks/new/").status_code == 403


@pytest.mark.parametrize(("who", "post"), [("jia_hq", "headquarters"), ("manager", "site_manager")])
def test_an_enterprise_s_person_gives_matters_to_its_own(world: World, who: str, post: str) -> None:
    browser = world.client(who)
    assert 'value="officer"' not in browser.get("/tasks/new/").content.decode()
    given = {"title": "补充消毒记录", "post": post, "due": LATER}
    assert browser.post("/tasks/new/", given).status_code == 302
    task = Task.objects.get()
    assert (task.brand, task.owner) == (world.brands["jia"], world.people[who])


def test_each_responsible_person_has_a_page(world: World) -> None:
    open_task(world, due=NOW - 30 * HOUR)
    actions.escalate_overdue(by=SYSTEM, now=clock.now() + 48 * HOUR)
    people = page(world, "leader", "/tasks/people/")
    assert "演员manager" in people
    address = f"/tasks/people/{world.people['manager'].pk}/"
    assert "在办 1 件，逾期 1 件" in page(world, "leader", address)
    assert "Site manager" in page(world, "leader", f"{address}?language=en")
    for other in ("yi_hq", "neighbour"):
        assert world.client(other).get(address).status_code == 404


def test_the_api_tells_and_does_the_same(world: World) -> None:
    task = open_task(world)
    officer, manager = world.client("officer"), world.client("manager")
    told = manager.get("/api/v1/tasks").json()["items"]
    assert [(t["id"], t["owner"], t["area"]) for t in told] == [(task.pk, "manager", "430102")]
    json: dict[str, Any] = {"content_type": "application/json"}
    assert manager.post(f"/api/v1/tasks/{task.pk}/take", {"version": 1}, **json).json()["state"] == "taken"
    stale = officer.post(f"/api/v1/tasks/{task.pk}/cancel", {"version": 1, "reason": "网点已停业"}, **json)
    assert (stale.status_code, stale.json()["reasons"][0]["code"]) == (409, "tasks.changed_meanwhile")
    bare = manager.post(f"/api/v1/tasks/{task.pk}/close", {"version": 2})
    assert (bare.status_code, bare.json()["reasons"][0]["code"]) == (422, "tasks.nothing_shown")
    proof = {"version": 2, "file": SimpleUploadedFile("a.png", PNG)}
    assert manager.post(f"/api/v1/tasks/{task.pk}/close", proof).json()["state"] == "closed"
    whole = officer.get(f"/api/v1/tasks/{task.pk}").json()
    assert [s["verb"] for s in whole["chain"]] == ["opened", "taken", "closed"]
    assert whole["evidence"][0]["media_type"] == "image/png"
    again = {"version": 3, "due": "2020-02-20T18:00", "reason": "数字与系统不符"}
    assert officer.post(f"/api/v1/tasks/{task.pk}/reopen", again, **json).json()["state"] == "open"
    later = {**again, "version": 4, "due": "2020-02-21T18:00+08:00"}
    assert officer.post(f"/api/v1/tasks/{task.pk}/due", later, **json).json()["version"] == 5
    assert officer.get("/api/v1/tasks/counts?by=brand").json()[0]["standing"] == 1
    new = {"key": "m1", "title_zh": "补充消毒记录", "title_en": "Log", "site_id": world.sites["jia_furong"].pk,
           "post": "site_manager", "due": "2020-02-20T18:00"}  # fmt: skip
    first, second = (officer.post("/api/v1/tasks", new, **json).json()["id"] for _ in range(2))
    assert first == second
    handed = officer.post(f"/api/v1/tasks/{first}/delegate", {"version": 1, "to": "yi-hq"}, **json)
    assert handed.json()["reasons"][0]["code"] == "tasks.no_such_person"
    assert world.client("yi_hq").get(f"/api/v1/tasks/{task.pk}").status_code == 404
