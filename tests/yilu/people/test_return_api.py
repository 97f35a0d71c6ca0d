"""Returns over the API: the same people see, register and book the same."""

import datetime as dt

from tests.world import TODAY, World
from tests.yilu.people.ground import LI, worker
from tests.yilu.people.test_returns import away, order
from yilu.people.models import Return

TOMORROW = TODAY + dt.timedelta(days=1)
JSON = "application/json"


def test_a_manager_registers_and_books_many_and_each_is_told_why_not(world: World) -> None:
    order(world, 1)
    manager = world.client("manager")
    rows = [{"worker": w.pk, "origin": "420000"} for w in (worker(world), worker(world, **LI))]
    made = manager.post("/api/v1/returns/", {"rows": rows}, content_type=JSON)
    assert made.status_code == 200, made.content
    booked = manager.post(
        "/api/v1/returns/bookings", {"rows": [{"id": pk, "day": TOMORROW} for pk in made.json()]}, content_type=JSON
    ).json()
    assert [[r["code"] for r in b["reasons"]] for b in booked] == [[], ["people.return.full"]]
    told = manager.get("/api/v1/returns/?state=booked").json()
    assert (told["total"], told["items"][0]["day"], told["items"][0]["origin"]) == (1, TOMORROW.isoformat(), "420000")
    days = f"first={TODAY}&last={TOMORROW}"
    [_, room] = manager.get(f"/api/v1/returns/arrivals?area=430102&{days}").json()
    assert (room["arrivals"], room["arriving"]) == (1, 1)


def test_a_rival_neither_sees_nor_books_it(world: World) -> None:
    back = away(world)
    rival = world.client("yi_hq")
    assert rival.get("/api/v1/returns/").json()["total"] == 0
    assert rival.get(f"/api/v1/returns/{back.pk}").status_code == 404
    rows = [{"id": back.pk, "day": str(TOMORROW)}]
    assert rival.post("/api/v1/returns/bookings", {"rows": rows}, content_type=JSON).status_code == 404
    assert world.client("manager").get(f"/api/v1/returns/{back.pk}").json()["state"] == "planned"
    assert Return.objects.get().day is None


def test_whoever_is_away_already_is_refused_in_words(world: World) -> None:
    back = away(world)
    rows = [{"worker": back.worker_id, "origin": "420000"}]
    answer = world.client("manager").post("/api/v1/returns/", {"rows": rows}, content_type=JSON)
    assert answer.status_code == 422
    assert "people.return.stands" in answer.content.decode()
