"""A fever at seven: block, told, traced, isolated on a document, cleared, back at work; and what a rival sees of it."""

import datetime as dt
import uuid
from decimal import Decimal

from django.test import Client

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.people import norms
from tests.yilu.people.ground import LI, check, worker
from yilu.core.clock import ZONE
from yilu.messages.models import Message
from yilu.norms.actions import set_parameter
from yilu.people import actions
from yilu.people.models import HealthCase, Isolation, Measurement, Place, Source, Worker
from yilu.people.queries import days_of
from yilu.people.queries.cases import own_cases, standing_blocks
from yilu.territory.models import Area

SEVEN = dt.datetime(2020, 2, 17, 7, 0, tzinfo=ZONE)
RIVALS = 6


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def sent(client: Client, path: str, **typed: object) -> None:
    response = client.post(path, typed)
    assert response.status_code == 302, response.content.decode()


def may_work(who: Worker, day: dt.date) -> bool:
    [told] = days_of([who], day=day)
    return not told.why_not


def test_from_the_gate_to_the_clearance(world: World) -> None:
    norms.in_force()
    set_parameter(
        area=Area.objects.get(code="430000"), key="fever_line", value=Decimal("37.3"), document="湘防〔2020〕1号",
        valid_from=TODAY, by=SYSTEM, now=NOW,
    )  # fmt: skip
    for name, role, where in (
        ("site_health", "site_health_officer", {"site": world.sites["jia_furong"]}),
        ("city_health", "health_officer", {"area": "430100"}),
        ("duty", "duty_officer", {"area": "430100"}),
        ("yi_manager", "site_manager", {"site": world.sites["yi_furong"]}),
    ):
        person(world, name, role, **where)
    zhang, li = worker(world), worker(world, **LI)
    rivals = [worker(world, "yi_furong", code=f"Y{n}", name=f"乙家{n}", identity="", phone="") for n in range(RIVALS)]
    # Yesterday all was well; zhang rode to the park's gate where the rival's drivers waited too.
    yesterday = TODAY - dt.timedelta(days=1)
    for w in (zhang, li):
        actions.send_check(worker=w, check=check(yesterday, sent=SEVEN), source=Source.PHONE, by=SYSTEM, now=SEVEN)
    at_gate = dt.datetime(2020, 2, 16, 5, 0, tzinfo=ZONE)
    actions.record_stays(
        rows=[
            actions.Staying(w, Place.Kind.PARK, at_gate, at_gate + dt.timedelta(minutes=40), park=world.park)
            for w in (zhang, *rivals)
        ],
        by=SYSTEM,
        now=SEVEN,
    )

    # 07:00: the gate reads 37.8.
    reading = actions.Reading(Measurement.Kind.ARRIVAL, 378, uuid.uuid4())
    actions.measure(worker=zhang, reading=reading, source=Source.GATE, by=world.actor("manager"), now=SEVEN)
    case = HealthCase.objects.get()
    assert (case.cause, case.opened_at) == ("fever", SEVEN)
    assert [r.code for r in standing_blocks([zhang.pk], TODAY)[zhang.pk]] == ["people.post.case"]
    assert own_cases(zhang.pk)[0].case == case
    world.sites["jia_furong"].refresh_from_db()
    assert world.sites["jia_furong"].status == "suspended"
    told = Message.objects.filter(urgent=True, link=f"/people/cases/{case.pk}/")
    assert {m.recipient_id for m in told} == {world.people[p].pk for p in ("manager", "site_health", "duty")}

    # The site's health officer traces and keeps the list: one colleague, and six people she may not know.
    officer = world.client("site_health")
    page = shown(officer, f"/people/cases/{case.pk}/trace/?days=14")
    assert "李听泉" in page
    assert "另有其他单位 6 人" in page
    assert "乙家" not in page
    sent(officer, f"/people/cases/{case.pk}/trace/", days=14)

    # The rival is told that some of its own are on a list, and learns no name and no case.
    rival = world.client("yi_manager")
    page = shown(rival, "/people/contacts/")
    assert "乙家0" in page
    assert "张望山" not in page
    assert rival.get(f"/people/cases/{case.pk}/").status_code == 404
    # The prefecture's health officer sees both sides.
    page = shown(world.client("city_health"), f"/people/cases/{case.pk}/trace/?days=14")
    assert "乙家0" in page
    assert "李听泉" in page

    # The health authority orders isolation: its document goes on record, for the person and for the colleague.
    order = {
        "authority": "芙蓉区卫生健康局",
        "document": "告知书（演示）第1号",
        "place": "集中点",
        "first_day": "2020-02-17",
    }
    sent(officer, f"/people/cases/{case.pk}/isolate/", **order)
    sent(officer, f"/people/workers/{li.pk}/isolate/", **order)
    assert not may_work(li, TODAY)
    refused = officer.post(
        f"/people/cases/{case.pk}/close/", {"version": case.version, "outcome": "cleared", "document": "意见（演示）"}
    )
    assert refused.status_code == 422

    # It clears them; the case closes on its word; the next normal check and they are back.
    for isolation in Isolation.objects.all():
        sent(officer, f"/people/isolations/{isolation.pk}/release/", document="解除通知书（演示）第1号")
    sent(
        officer, f"/people/cases/{case.pk}/close/", version=case.version, outcome="cleared", document="排查意见（演示）"
    )
    tomorrow = TODAY + dt.timedelta(days=1)
    later = SEVEN + dt.timedelta(days=1)
    assert standing_blocks([zhang.pk, li.pk], tomorrow) == {}
    well = check(tomorrow, later)
    actions.send_check(worker=zhang, check=well, source=Source.PHONE, by=SYSTEM, now=later)
    assert may_work(zhang, tomorrow)
