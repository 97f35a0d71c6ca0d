"""Shifts over the API: nobody stands on one who may not, and a health reason is not told."""

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.people.ground import check
from tests.yilu.rosters.ground import checked, crew, masks
from yilu.people import actions as people
from yilu.people.models import Source
from yilu.people.rules.answers import Symptom

JSON = "application/json"


def test_a_shift_is_made_and_only_those_who_may_are_put_on_it(world: World) -> None:
    well, ill, unchecked = crew(world, 3)
    masks(world, 50)
    checked([well])
    sent = people.Sent(ill, check(TODAY, NOW, symptoms=Symptom.COUGH))
    people.send_checks(rows=[sent], source=Source.MANAGER, by=SYSTEM, now=NOW)
    manager, site = world.client("manager"), world.sites["jia_furong"].pk
    given = {"day": str(TODAY), "name": "早班", "starts": "06:00", "ends": "14:00"}
    made = manager.post(f"/api/v1/rosters/sites/{site}", given, content_type=JSON).json()
    asked = {"workers": [well, ill, unchecked]}
    told = manager.post(f"/api/v1/rosters/{made['id']}/people", asked, content_type=JSON).json()
    assert told["put_on"] == 1
    why = {r["worker_id"]: [w["code"] for w in r["reasons"]] for r in told["refused"]}
    assert set(why) == {ill, unchecked}
    assert "rosters.health" in why[ill]
    assert "咳" not in str(told)
    [shift] = manager.get(f"/api/v1/rosters/sites/{site}?day={TODAY}").json()
    assert (shift["on"], shift["planned"]) == (1, 0)


def test_the_page_that_says_why_somebody_was_not_put_on_keeps_health_to_itself(world: World) -> None:
    [ill] = crew(world, 1)
    sent = people.Sent(ill, check(TODAY, NOW, symptoms=Symptom.COUGH))
    people.send_checks(rows=[sent], source=Source.MANAGER, by=SYSTEM, now=NOW)
    manager, site = world.client("manager"), world.sites["jia_furong"].pk
    given = {"day": str(TODAY), "name": "早班", "starts": "06:00", "ends": "14:00"}
    made = manager.post(f"/api/v1/rosters/sites/{site}", given, content_type=JSON).json()
    page = manager.post(f"/rosters/shifts/{made['id']}/", {"group": "", "codes": ""}).content.decode()
    assert "健康原因" in page
    assert "咳" not in page


def test_a_rival_makes_no_shift_and_sees_none(world: World) -> None:
    rival, site = world.client("yi_hq"), world.sites["jia_furong"].pk
    assert rival.get(f"/api/v1/rosters/sites/{site}").status_code == 404
    given = {"day": str(TODAY), "name": "早班", "starts": "06:00", "ends": "14:00"}
    assert rival.post(f"/api/v1/rosters/sites/{site}", given, content_type=JSON).status_code == 404
