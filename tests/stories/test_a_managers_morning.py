"""A manager's morning: people registered, cards printed, the gate, two that differ, all accounted for."""

import re
import uuid

from django.test import Client

from tests.world import SYSTEM, World, person
from yilu.core import clock
from yilu.people import actions
from yilu.people.models import CoverageCell, DifferingCheck, MorningCheck, Worker


def lead(browser: Client, path: str) -> str:
    page = browser.get(path)
    assert page.status_code == 200, path
    found = re.search(r'class="lead-sentence">(.*?)</p>', page.content.decode(), re.S)
    return re.sub(r"<[^>]+>", "", found.group(1)).strip() if found else ""


def test_from_an_empty_register_to_everybody_accounted_for(world: World) -> None:
    person(world, "nurse", "site_health_officer", site=world.sites["jia_furong"])
    manager, nurse = world.client("manager"), world.client("nurse")
    site, now = world.sites["jia_furong"], clock.now()
    morning = f"/people/sites/{site.pk}/morning/"
    assert "还没有员工在册" in lead(manager, morning)

    for code, name in (("M1", "江一舟"), ("M2", "河二川"), ("M3", "湖三岸")):
        form = {"code": code, "name": name, "post": "courier", "employment": "own"}
        assert manager.post(f"/people/workers/new/?site={site.pk}", form).status_code == 302
    assert lead(manager, morning) == "应检 3 人，未检 3 人，不得上岗 0 人，可上岗 0 人。"

    cards = manager.post("/people/cards/", {"site": site.pk}).content.decode()
    codes = re.findall(r"<code>([a-z0-9-]{14})</code>", cards)
    assert len(codes) == 3
    phones = [Client(), Client()]
    for phone, code in zip(phones, codes, strict=False):
        assert phone.post("/people/phone/enrol/", {"code": code}).status_code == 302
    told = {"day": now.date().isoformat(), "reported_at": now.isoformat(), "sent_at": now.isoformat()}
    for phone in phones:
        sent = {**told, "client_id": str(uuid.uuid4()), "temperature": 36.5}
        assert phone.post("/api/v1/checks", sent, "application/json").json()["normal"]
    assert lead(manager, morning) == "应检 3 人，未检 1 人，不得上岗 0 人，可上岗 2 人。"

    # The third has no phone; at the gate the first says that somebody at home is ill after all.
    third, first = Worker.objects.get(code="M3"), Worker.objects.get(code="M1")
    at_gate = {"kind": "1", "temperature": "36.6"}
    assert (
        manager.post(f"/people/workers/{third.pk}/check/", {**at_gate, "client_id": str(uuid.uuid4())}).status_code
        == 302
    )
    ill = {**at_gate, "client_id": str(uuid.uuid4()), "family_unwell": "on"}
    assert manager.post(f"/people/workers/{first.pk}/check/", ill).status_code == 302
    assert lead(manager, morning) == "应检 3 人，未检 0 人，不得上岗 1 人，可上岗 2 人。"
    assert "江一舟今日两次晨检不一致" in nurse.get(morning).content.decode()
    nurse.post(f"/people/differing/{DifferingCheck.objects.get().pk}/settle/", {"stands": "second"})
    assert MorningCheck.objects.get(worker=first).family_unwell
    assert "家庭成员身体不适" in nurse.get(morning).content.decode()

    actions.count_due(day=now.date(), by=SYSTEM, now=now)
    cell = CoverageCell.objects.get()
    assert (cell.due, cell.reported) == (3, 3)

    # A lost phone is heard no more; the next card replaces it.
    held = first.passes.get()
    assert manager.post(f"/people/passes/{held.pk}/revoke/", {"cause": "lost"}).status_code == 302
    assert phones[0].get("/api/v1/checks/mine").status_code == 401
    again = manager.post("/people/cards/", {"worker": first.pk}).content.decode()
    [code] = re.findall(r"<code>([a-z0-9-]{14})</code>", again)
    assert Client().post("/people/phone/enrol/", {"code": code}).status_code == 302
