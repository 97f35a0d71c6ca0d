"""A round planned, a visit recorded once, findings followed to closure."""

import base64
import datetime as dt
import json

import pytest
from django.test import Client

from tests.world import World
from yilu.core import clock
from yilu.core.clock import ZONE
from yilu.core.reasons import Conflict, Denied, Invalid
from yilu.core.text import Text
from yilu.inspections import actions, queries
from yilu.inspections.actions import Stop
from yilu.inspections.models import Finding, Inspection, Photo
from yilu.inspections.rules import Answer, Field, Risk, Severity
from yilu.norms.models import Evidence
from yilu.tasks.models import Task

# One white pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="
)
WHY = Text("中风险", "medium")


def planned(world: World, who: str = "inspector", site: str = "jia_furong", *, although: bool = False) -> Inspection:
    now = clock.now()
    stop = Stop(world.sites[site], now.date(), WHY, although)
    return actions.plan_round(stops=[stop], by=world.actor(who), now=now)[0]


def told(**answers: Answer) -> actions.Record:
    now = clock.now()
    photos = [actions.TakenPhoto("O5", PNG, now, 112.9, 28.2)]
    start = now - dt.timedelta(minutes=20)
    return actions.Record("client-0001", start, now, answers, "孙立人", PNG, photos)


def wanting() -> actions.Record:
    return told(O5=Answer(False, "未见消毒记录", Severity.SERIOUS, 2), O2=Answer(True))


def recorded(world: World) -> Inspection:
    return actions.record(inspection=planned(world), told=wanting(), by=world.actor("inspector"), now=clock.now())


def test_risk_orders_by_tier_then_weeks_then_gaps() -> None:
    risks = [
        Risk("low", None, 9), Risk("high", 3, 1), Risk("medium", 15, 2), Risk("medium", 16, 5), Risk("medium", None, 0),
        Risk("unknown", None, 30),
    ]  # fmt: skip
    assert sorted(risks, key=lambda r: r.order) == [risks[1], risks[4], risks[3], risks[2], risks[0], risks[5]]


def test_a_round_holds_open_sites_of_the_inspectors_own_area(inspected: World) -> None:
    now = clock.now()
    found = queries.propose(inspected.actor("inspector"), area="430100", first=now.date(), days=1, a_day=9, now=now)
    assert {p.site.name for p in found} == {"甲达芙蓉营业部", "乙通芙蓉加盟点"}
    assert all("尚未检查过" in p.why.zh and p.beside is None for p in found)
    planned(inspected)
    again = queries.propose(inspected.actor("inspector"), area="430100", first=now.date(), days=1, a_day=9, now=now)
    assert {p.site.name for p in again} == {"乙通芙蓉加盟点"}


def test_two_levels_in_a_week_must_say_so(inspected: World) -> None:
    planned(inspected)
    with pytest.raises(Invalid) as refused:
        planned(inspected, "province_inspector")
    assert "市级已安排" in str(refused.value)
    kept = planned(inspected, "province_inspector", although=True)
    assert "市级已安排" in kept.beside_zh and "prefecture is to inspect" in kept.beside_en


def test_nobody_plans_outside_the_own_area(inspected: World) -> None:
    with pytest.raises(Denied):
        planned(inspected, "inspector", "jia_hetang")
    with pytest.raises(Denied):
        planned(inspected, "jia_hq")


def test_a_visit_writes_evidence_photos_findings_and_tasks(inspected: World) -> None:
    kept = recorded(inspected)
    lines = {e.requirement.code: e for e in Evidence.objects.select_related("requirement")}
    assert (lines["O5"].met, lines["O2"].met, lines["O5"].kind) == (False, True, "inspection")
    photo = Photo.objects.get()
    assert lines["O5"].digest == photo.digest and photo.latitude == 28.2
    finding = Finding.objects.get()
    assert finding.severity == "serious" and finding.task.owner == inspected.people["manager"]
    assert finding.task.due == finding.due > clock.now() + dt.timedelta(days=1)
    assert bytes(kept.signature).startswith(b"\x89PNG") and kept.signer == "孙立人"


def test_sent_twice_it_is_kept_once(inspected: World) -> None:
    visit, by = planned(inspected), inspected.actor("inspector")
    first = wanting()
    actions.record(inspection=visit, told=first, by=by, now=clock.now())
    actions.record(inspection=visit, told=first, by=by, now=clock.now())
    assert (Evidence.objects.count(), Finding.objects.count(), Photo.objects.count()) == (2, 1, 1)
    other = actions.Record("client-0002", first.started_at, first.ended_at, first.answers, "孙立人")
    with pytest.raises(Conflict):
        actions.record(inspection=visit, told=other, by=by, now=clock.now())


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({}, "inspections.no_answer"),
        ({"O5": Answer(False)}, "inspections.no_note"),
        ({"X9": Answer(True)}, "inspections.unknown_item"),
    ],
)
def test_what_is_no_record_is_refused_with_its_reason(inspected: World, answers: dict[str, Answer], code: str) -> None:
    visit = planned(inspected)
    with pytest.raises(Invalid) as refused:
        actions.record(inspection=visit, told=told(**answers), by=inspected.actor("inspector"), now=clock.now())
    assert code in [r.code for r in refused.value.reasons]
    assert not Photo.objects.exists()


def test_a_colleague_does_not_record_for_another(inspected: World) -> None:
    with pytest.raises(Denied):
        actions.record(
            inspection=planned(inspected), told=wanting(), by=inspected.actor("province_inspector"), now=clock.now()
        )


def test_put_right_looked_at_again_sent_back_and_closed(inspected: World) -> None:
    recorded(inspected)
    finding, now = Finding.objects.get(), clock.now()
    manager, inspector = inspected.actor("manager"), inspected.actor("inspector")
    with pytest.raises(Denied):
        actions.rectify(finding=finding, what="已补消毒", version=1, by=inspected.actor("officer"), now=now)
    step = actions.rectify(finding=finding, what="已补消毒并登记", version=1, by=manager, now=now)
    due = now + dt.timedelta(days=3)
    step = actions.look_again(finding=step, is_done=False, note="记录仍不全", due=due, version=2, by=inspector, now=now)
    assert (step.state, step.looks, step.task.due) == ("open", 1, due) or Task.objects.get(pk=step.task_id).due == due
    step = actions.rectify(finding=step, what="记录已补全", version=3, by=manager, now=now)
    with pytest.raises(Denied):
        actions.look_again(finding=step, is_done=True, version=4, by=manager, now=now)
    step = actions.look_again(finding=step, is_done=True, version=4, by=inspector, now=now)
    assert (step.state, Task.objects.get(pk=step.task_id).state) == ("closed", "closed")
    assert Evidence.objects.filter(requirement__code="O5").order_by("-pk")[0].met
    with pytest.raises(Conflict):
        actions.look_again(finding=step, is_done=True, version=5, by=inspector, now=now)


def test_a_finding_may_propose_to_suspend_which_an_officer_decides(inspected: World) -> None:
    code = next(
        a.code for a in queries.checklists([inspected.sites["jia_furong"]], on=clock.today())[
            inspected.sites["jia_furong"].pk] if a.may_suspend
    )  # fmt: skip
    answers = {code: Answer(False, "没有防护用品仍在作业", Severity.GRAVE, 1, proposes_suspension=True)}
    actions.record(
        inspection=planned(inspected), told=told(**answers), by=inspected.actor("inspector"), now=clock.now()
    )
    task = Task.objects.get(kind="inspections.suspension")
    assert task.owner == inspected.people["officer"]
    inspected.sites["jia_furong"].refresh_from_db()
    assert inspected.sites["jia_furong"].status == "open"


def test_an_areas_own_items_stand_beside_the_norms(inspected: World) -> None:
    given = {"field": Field.SAFETY, "text": Text("消防通道畅通", "Fire exits are clear"), "valid_from": clock.today()}
    area = inspected.sites["jia_furong"].county.parent
    with pytest.raises(Invalid):
        actions.set_item(area=area, document=" ", by=inspected.actor("officer"), now=clock.now(), **given)
    item = actions.set_item(area=area, document="测试文件1号", by=inspected.actor("officer"), now=clock.now(), **given)
    lists = queries.checklists([inspected.sites["jia_furong"], inspected.sites["jia_hetang"]], on=clock.today())
    assert f"item:{item.pk}" in [a.code for a in lists[inspected.sites["jia_furong"].pk]]
    assert f"item:{item.pk}" not in [a.code for a in lists[inspected.sites["jia_hetang"].pk]]
    answers = {f"item:{item.pk}": Answer(False, "通道堆放快件")}
    actions.record(
        inspection=planned(inspected), told=told(**answers), by=inspected.actor("inspector"), now=clock.now()
    )
    assert Finding.objects.get().name_zh == "消防通道畅通" and not Evidence.objects.exists()


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response
    return response.content.decode()


def test_pages_from_plan_to_closure(inspected: World) -> None:
    inspector, manager = inspected.client("inspector"), inspected.client("manager")
    text = page(inspector, "/inspections/round/?first=2020-02-17&days=1&a_day=5")
    assert "甲达芙蓉营业部" in text
    sites = [str(inspected.sites["jia_furong"].pk)]
    first = clock.today().isoformat()
    assert inspector.post(f"/inspections/round/?first={first}&days=1&a_day=5", {"site": sites}).status_code == 302
    visit = Inspection.objects.get()
    assert "符合" in page(inspector, f"/inspections/{visit.pk}/sheet/")
    now = clock.now().astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
    sent = {"client_id": f"sheet:{visit.pk}", "started_at": now, "ended_at": now, "signer": "孙立人", "met:O5": "no"}
    refused = inspector.post(f"/inspections/{visit.pk}/sheet/", sent)
    assert refused.status_code == 422 and "请写明情况" in refused.content.decode()
    assert inspector.post(f"/inspections/{visit.pk}/sheet/", sent | {"note:O5": "未见消毒记录"}).status_code == 302
    finding = Finding.objects.get()
    assert "未见消毒记录" in page(manager, f"/inspections/findings/{finding.pk}/")
    assert manager.post(f"/inspections/findings/{finding.pk}/", {"version": 1, "what": "已经补上"}).status_code == 302
    answer = inspector.post(f"/inspections/findings/{finding.pk}/", {"version": 2, "done": "yes"})
    assert answer.status_code == 302 and Finding.objects.get().state == "closed"
    for address in (
        "/inspections/",
        "/inspections/findings/?state=closed",
        "/inspections/items/",
        "/inspections/phone/",
    ):
        page(inspector, address)
    assert "已检查 1 处" in page(inspector, "/inspections/")


def test_a_competitor_sees_neither_visit_nor_photo(inspected: World) -> None:
    visit = recorded(inspected)
    photo, finding = Photo.objects.get(), Finding.objects.get()
    for there in (visit.pk, f"photos/{photo.pk}", f"{visit.pk}/signature", f"findings/{finding.pk}"):
        address = f"/inspections/{there}/"
        page(inspected.client("yi_hq"), address, 404)
        assert inspected.client("jia_hq").get(address).status_code == 200
    assert "甲达" not in page(inspected.client("yi_hq"), "/inspections/")


def test_the_phone_carries_the_round_and_brings_it_back_once(inspected: World) -> None:
    visit, client = planned(inspected), inspected.client("inspector")
    stops = client.get("/api/v1/inspections/round").json()
    assert [s["id"] for s in stops] == [visit.pk] and "O5" in [a["code"] for a in stops[0]["checklist"]]
    now = clock.now().isoformat()
    body = {
        "client_id": "0123456789abcdef", "inspection": visit.pk, "started_at": now, "ended_at": now, "signer": "",
        "answers": {"O5": {"met": True}, "O2": {"met": None}},
        "signature": "data:image/png;base64," + base64.b64encode(PNG).decode(),
        "photos": [{"code": "O5", "content": base64.b64encode(PNG).decode(), "taken_at": now}],
    }  # fmt: skip
    for _ in range(2):
        answer = client.post("/api/v1/inspections/", json.dumps(body), content_type="application/json")
        assert answer.status_code == 200, answer.content
    assert (Evidence.objects.count(), Photo.objects.count()) == (1, 1)
    body["photos"] = [{"code": "O5", "content": "!!", "taken_at": now}]
    assert client.post("/api/v1/inspections/", json.dumps(body), content_type="application/json").status_code == 422
    assert client.get("/api/v1/inspections/round").json() == []
