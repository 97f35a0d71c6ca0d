"""The room's pages and its API as people meet them."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.test import Client

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.people.ground import LI, check, worker
from yilu.accounts import actions as accounts
from yilu.core import clock
from yilu.people import actions
from yilu.people.models import DifferingCheck, Measurement, MorningCheck, Source, Worker
from yilu.people.passes import COOKIE


def enrolled(world: World, who: Worker) -> Client:
    """A phone that was enrolled with a printed card."""
    [card] = actions.print_cards(workers=[who], by=world.actor("manager"), now=clock.now())
    phone = Client()
    response = phone.post("/people/phone/enrol/", {"code": card.code}, headers={"User-Agent": "Android MicroMessenger"})
    assert response.status_code == 302
    assert phone.cookies[COOKIE]["httponly"]
    return phone


def told(**over: Any) -> dict[str, Any]:
    """A check as a phone sends it now."""
    now = clock.now().isoformat()
    return {
        "day": TODAY.isoformat(), "client_id": str(uuid.uuid4()), "reported_at": now, "sent_at": now,
        "temperature": 36.5, **over,
    }  # fmt: skip


def test_a_phone_enrols_and_reports(world: World) -> None:
    zhang = worker(world)
    phone = enrolled(world, zhang)
    assert phone.get("/api/v1/checks/mine").json()["checked_at"] is None
    sent = told()
    first = phone.post("/api/v1/checks", sent, content_type="application/json")
    assert (first.status_code, first.json()["standing"], first.json()["normal"]) == (200, "stored", True)
    again = phone.post("/api/v1/checks", sent, content_type="application/json")
    assert again.json()["standing"] == "repeated"
    mine = phone.get("/api/v1/checks/mine").json()
    assert (mine["name"], mine["may_work"]) == ("张望山", True)
    held = phone.get("/api/v1/checks/held").json()
    assert held["worker"]["identity"] == zhang.identity
    assert len(held["checks"]) == 1
    assert zhang.passes.get().device == "WeChat Android"


def test_a_stranger_and_another_houses_form_send_nothing(world: World) -> None:
    phone = enrolled(world, worker(world))
    assert Client().post("/api/v1/checks", told(), content_type="application/json").status_code == 401
    smuggled = phone.post("/api/v1/checks", json.dumps(told()), content_type="text/plain")
    assert smuggled.status_code == 401
    assert phone.post("/api/v1/checks", told(temperature=99), content_type="application/json").status_code == 422
    assert phone.post("/api/v1/checks", told(symptoms=["x"]), content_type="application/json").status_code == 422
    assert not MorningCheck.objects.exists()


def test_an_abnormal_answer_is_told_with_its_reason(world: World) -> None:
    phone = enrolled(world, worker(world))
    answer = phone.post("/api/v1/checks", told(symptoms=["cough"]), content_type="application/json").json()
    assert not answer["normal"]
    assert answer["why"][0]["code"] == "people.check.unwell"


def test_a_spent_card_says_so_beside_the_field(world: World) -> None:
    page = Client().post("/people/phone/enrol/", {"code": "aaaa-bbbb-cccc"})
    assert page.status_code == 422
    assert "填报卡无效" in page.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_phones_pages_are_the_same_for_everybody(world: World, language: str) -> None:
    phone = Client()
    shell = phone.get(f"/people/phone/?language={language}").content.decode()
    assert "张望山" not in shell
    manifest = phone.get("/people/phone/manifest.webmanifest")
    assert manifest.json()["start_url"] == "/people/phone/"
    script = phone.get("/people/phone/worker.js")
    assert script["Content-Type"].startswith("text/javascript")
    assert "default-src 'self'" in script["Content-Security-Policy"]


def test_a_headquarters_sends_a_thousand_by_staff_number(world: World) -> None:
    worker(world), worker(world, **LI)
    _, key = accounts.make_token(
        appointment=world.appointments["jia_hq"], name="晨检报送", read_only=False, by=world.actor("jia_hq"), now=NOW
    )
    rows = [{**told(), "worker": "A01"}, {**told(family_unwell=True), "worker": "A02"}, {**told(), "worker": "none"}]
    headers = {"Authorization": f"Bearer {key}"}

    def send(**more: Any) -> Any:
        return Client().post("/api/v1/checks/many", {"rows": rows, **more}, "application/json", headers=headers)

    assert send().status_code == 422
    answer = send(partial=True).json()
    assert (answer["taken"], answer["abnormal"], [r["row"] for r in answer["refused"]]) == (2, 1, [2])


def test_the_managers_morning(world: World) -> None:
    zhang, li = worker(world), worker(world, **LI)
    manager, site = world.client("manager"), world.sites["jia_furong"]
    assert manager.get("/people/morning/").headers["Location"] == f"/people/sites/{site.pk}/morning/"
    page = manager.get(f"/people/sites/{site.pk}/morning/").content.decode()
    assert "应检 2 人，未检 2 人" in page
    assert "张望山" in page
    form = {"client_id": str(uuid.uuid4()), "kind": "1", "temperature": "36.6", "witness": str(li.pk)}
    for _ in range(2):  # a form sent twice is one check
        assert manager.post(f"/people/workers/{zhang.pk}/check/", form).status_code == 302
    measured = Measurement.objects.get()
    assert (measured.temperature, measured.witness_id, measured.kind) == (366, li.pk, Measurement.Kind.ARRIVAL)
    assert MorningCheck.objects.get().source == Source.GATE
    assert "未检 1 人" in manager.get(f"/people/sites/{site.pk}/morning/").content.decode()
    wrong = manager.post(f"/people/workers/{li.pk}/check/", {**form, "temperature": "366"})
    assert wrong.status_code == 422


def test_a_manager_sees_that_somebody_may_not_work_but_not_what_ails(world: World) -> None:
    person(world, "nurse", "site_health_officer", site=world.sites["jia_furong"])
    zhang, site = worker(world), world.sites["jia_furong"]
    now = clock.now()
    actions.send_check(worker=zhang, check=check(at=now, symptoms=2), source=Source.PHONE, by=SYSTEM, now=now)
    address = f"/people/sites/{site.pk}/morning/"
    manager, nurse = (world.client(w).get(address).content.decode() for w in ("manager", "nurse"))
    assert "不得上岗" in manager
    assert "健康原因" in manager
    assert "咳嗽" not in manager
    assert "36.5" not in manager
    assert "有发热、咳嗽等不适症状" in nurse
    assert "36.5" in nurse


def test_two_checks_that_differ_are_settled_on_the_morning_page(world: World) -> None:
    zhang, site, now = worker(world), world.sites["jia_furong"], clock.now()
    for answers in ({}, {"family_unwell": True}):
        actions.send_check(worker=zhang, check=check(at=now, **answers), source=Source.PHONE, by=SYSTEM, now=now)
    manager = world.client("manager")
    assert "两次晨检不一致" in manager.get(f"/people/sites/{site.pk}/morning/").content.decode()
    differing = DifferingCheck.objects.get()
    manager.post(f"/people/differing/{differing.pk}/settle/", {"stands": "second"})
    assert MorningCheck.objects.get().family_unwell
    assert world.client("yi_hq").post(f"/people/differing/{differing.pk}/settle/").status_code in (403, 404)


def test_a_worker_is_registered_changed_transferred_and_leaves(world: World) -> None:
    manager, site = world.client("manager"), world.sites["jia_furong"]
    form = {"code": "N1", "name": "韩新到", "post": "sorter", "employment": "outsourced", "phone": "139 0000 0001"}
    refused = manager.post(f"/people/workers/new/?site={site.pk}", form)
    assert refused.status_code == 422
    assert "派出单位" in refused.content.decode()
    done = manager.post(f"/people/workers/new/?site={site.pk}", {**form, "agency": "诚信劳务"})
    new = Worker.objects.get(code="N1")
    assert done.headers["Location"] == f"/people/workers/{new.pk}/"
    page = manager.get(f"/people/workers/{new.pk}/").content.decode()
    assert "韩新到" in page
    assert "诚信劳务" in page
    change = {"version": 1, "name": "韩新到", "post": "courier", "employment": "own", "agency": ""}
    assert manager.post(f"/people/workers/{new.pk}/edit/", change).status_code == 302
    new.refresh_from_db()
    assert (new.post, new.phone, new.version) == ("courier", "13900000001", 2)
    move = {"version": 2, "on": TODAY.isoformat(), "to": "JIA_YUELU", "cause": "支援"}
    assert manager.post(f"/people/workers/{new.pk}/transfer/", move).status_code == 422
    assert world.client("jia_hq").post(f"/people/workers/{new.pk}/transfer/", move).status_code == 302
    leave = {"version": 3, "on": TODAY.isoformat(), "cause": "合同到期"}
    assert world.client("jia_hq").post(f"/people/workers/{new.pk}/leave/", leave).status_code == 302
    new.refresh_from_db()
    assert (new.site_id, new.left_on) == (world.sites["jia_yuelu"].pk, TODAY)


def test_names_are_masked_for_who_may_not_see_them(world: World) -> None:
    person(world, "inspector", "inspector", area="430102")
    zhang = worker(world)
    page = world.client("inspector").get("/people/workers/").content.decode()
    assert "张＊＊" in page
    assert "张望山" not in page
    exported = world.client("inspector").get("/people/workers/?export=csv")
    assert "张望山" not in b"".join(exported.streaming_content).decode()
    assert "13911110001" not in world.client("inspector").get(f"/people/workers/{zhang.pk}/").content.decode()


def test_cards_are_printed_once_with_their_codes(world: World) -> None:
    worker(world), worker(world, **LI)
    page = world.client("manager").post("/people/cards/", {"site": world.sites["jia_furong"].pk})
    text = page.content.decode()
    assert text.count("<svg") >= 2
    assert "/people/phone/enrol/" in text
    assert world.client("yi_hq").post("/people/cards/", {"site": world.sites["jia_furong"].pk}).status_code == 404


def test_a_record_outside_routine_asks_why(world: World) -> None:
    zhang, now = worker(world), clock.now()
    actions.send_check(worker=zhang, check=check(at=now), source=Source.PHONE, by=SYSTEM, now=now)
    leader = world.client("leader")
    page = leader.get(f"/people/workers/{zhang.pk}/").content.decode()
    assert "写明事由" in page
    assert "36.5" not in page
    assert leader.post(f"/people/workers/{zhang.pk}/open/", {"why": "看"}).status_code == 422
    leader.post(f"/people/workers/{zhang.pk}/open/", {"why": "核对省级专报"})
    assert "36.5" in leader.get(f"/people/workers/{zhang.pk}/").content.decode()


def test_duplicates_are_decided_on_their_page(world: World) -> None:
    zhang = worker(world)
    near = worker(world, code="A9", identity="", phone="13911110011")
    manager = world.client("manager")
    manager.post("/people/duplicates/look/")
    page = manager.get("/people/duplicates/").content.decode()
    assert "待核实 1 对" in page
    [pair] = [int(p.split("/")[0]) for p in page.split("/people/duplicates/")[1:] if p[0].isdigit()][:1]
    assert "是否同一人" in manager.get(f"/people/duplicates/{pair}/").content.decode()
    manager.post(f"/people/duplicates/{pair}/", {"keep": str(zhang.pk)})
    near.refresh_from_db()
    assert near.merged_into_id == zhang.pk


def test_a_check_of_yesterday_sent_today_counts_for_yesterday(world: World) -> None:
    phone, yesterday = enrolled(world, worker(world)), TODAY - dt.timedelta(days=1)
    made = (clock.now() - dt.timedelta(days=1)).isoformat()
    answer = phone.post("/api/v1/checks", told(day=yesterday.isoformat(), reported_at=made), "application/json").json()
    assert (answer["day"], answer["notice"]) == ("2020-02-16", None)
