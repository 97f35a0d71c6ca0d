"""The pages of returns: register, book, arrive, clear; limits ordered; gaps by site."""

import datetime as dt

import pytest

from tests.world import NOW, SYSTEM, TODAY, World, person
from tests.yilu.people.ground import LI, worker
from tests.yilu.people.test_returns import away, book, order, publish
from yilu.people import actions
from yilu.people.models import ArrivalOrder, Return, StaffSum
from yilu.people.origins import code_of, names_of_areas
from yilu.people.queries.staffing import by_site, staffing_of
from yilu.territory.models import Emergency

NEXT = TODAY + dt.timedelta(days=1)


def test_a_manager_registers_books_and_sees_them(world: World) -> None:
    worker(world), worker(world, **LI)
    manager = world.client("manager")
    told = {"codes": "A01，A02", "origin": "湖北省", "quarters": "central", "conveyance": "专车"}
    assert manager.post("/people/returns/new/", told).status_code == 302
    page = manager.get("/people/returns/").content.decode()
    assert "在外 2 人" in page
    first = Return.objects.order_by("pk").first()
    assert first is not None
    assert manager.post(f"/people/returns/{first.pk}/book/", {"version": 1, "day": NEXT}).status_code == 302
    first.refresh_from_db()
    assert (first.state, first.day) == ("booked", NEXT)


@pytest.mark.parametrize(
    ("over", "said"),
    [({"codes": "A01 A99"}, "没有这些工号：A99"), ({"origin": "不存在的县"}, "没有这个地区代码")],
)
def test_what_cannot_be_registered_is_said_beside_the_field(world: World, over: dict[str, str], said: str) -> None:
    worker(world)
    told = {"codes": "A01", "origin": "420000", "quarters": "central", **over}
    page = world.client("manager").post("/people/returns/new/", told)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not Return.objects.exists()


def test_a_full_day_is_refused_with_its_document(world: World) -> None:
    order(world, 0)
    back = away(world)
    page = world.client("manager").post(f"/people/returns/{back.pk}/book/", {"version": 1, "day": NEXT})
    assert page.status_code == 422
    assert "防指〔2020〕1号" in page.content.decode()


def test_a_health_officer_clears_what_the_manager_may_not_decide(world: World) -> None:
    person(world, "nurse", "site_health_officer", site=world.sites["jia_furong"])
    back = book(away(world), TODAY)
    nurse = world.client("nurse")
    told = {"version": back.version, "temperature": "36.6", "client_id": "0f7e2c6a-54b5-4d1e-9a77-0a3c3b1d2e01"}
    assert nurse.post(f"/people/returns/{back.pk}/arrive/", told).status_code == 302
    back.refresh_from_db()
    page = nurse.post(f"/people/returns/{back.pk}/clear/", {"version": back.version, "document": ""})
    assert page.status_code == 422
    done = nurse.post(f"/people/returns/{back.pk}/clear/", {"version": back.version, "document": "查验合格证明"})
    assert done.status_code == 302
    assert nurse.post(f"/people/returns/{back.pk}/book/", {"version": 9, "day": NEXT}).status_code == 403
    assert "可以排班" in nurse.get(f"/people/returns/{back.pk}/").content.decode()


def test_a_changed_tier_stands_on_the_list_and_on_the_page_until_decided(world: World) -> None:
    publish("430202", "low", TODAY - dt.timedelta(days=2))
    back = book(away(world, origin="430202"))
    publish("430202", "high")
    manager = world.client("manager")
    assert "1 人来源地等级已变" in manager.get("/people/returns/").content.decode()
    assert "由低风险变为高风险" in manager.get("/people/returns/?state=changed").content.decode()
    assert "仍按原计划返岗" in manager.get(f"/people/returns/{back.pk}/").content.decode()
    told = {"version": back.version, "because": "属地已同意接返"}
    assert manager.post(f"/people/returns/{back.pk}/decide/", told).status_code == 302
    assert "等级已变" not in manager.get("/people/returns/").content.decode().split("<form")[0]


def test_an_officer_orders_limits_and_a_manager_reads_them(world: World) -> None:
    officer, manager = world.client("officer"), world.client("manager")
    assert "未规定" in manager.get("/people/returns/arrivals/?area=430102").content.decode()
    told = {"first_day": TODAY, "last_day": NEXT, "arrivals": 8, "places": "", "document": "防指〔2020〕2号"}
    assert manager.post("/people/returns/arrivals/?area=430102", told).status_code != 302
    assert officer.post("/people/returns/arrivals/?area=430102", {**told, "document": ""}).status_code == 422
    assert officer.post("/people/returns/arrivals/?area=430102", told).status_code == 302
    assert ArrivalOrder.objects.get().arrivals == 8
    assert "防指〔2020〕2号" in manager.get("/people/returns/arrivals/?area=430102").content.decode()


def test_gaps_tell_who_is_wanted_away_and_recruited(world: World) -> None:
    Emergency.objects.create(
        name_zh="应急响应", name_en="emergency", area_id="430000", began=dt.date(2020, 1, 23), response_level="一级",
        document="测试",
    )  # fmt: skip
    publish("430202", "high")
    away(world, origin="430202")
    worker(world, code="N1", identity="", phone="", name="新来人", joined_on=dt.date(2020, 2, 10))
    [row] = [r for r in by_site(world.actor("manager").jurisdiction, "430102", day=TODAY) if r.site]
    assert (row.wanted, row.present, row.away, row.away_high, row.recruits, row.gap) == (20, 1, 1, 1, 1, 19)
    assert "缺 19 人" in world.client("manager").get("/people/returns/gaps/?area=430102").content.decode()
    actions.count_staff(day=TODAY, by=SYSTEM, now=NOW)
    nation, brand = staffing_of("100000", day=TODAY), staffing_of("430000", day=TODAY, brand=world.brands["jia"].pk)
    assert nation is not None
    assert brand is not None
    assert (nation.wanted, nation.present, nation.away_high, nation.recruits) == (100, 1, 1, 1)
    assert (brand.wanted, brand.gap) == (60, 59)
    assert staffing_of("430000", day=NEXT) is None
    site = staffing_of("430102", day=TODAY, site=world.sites["jia_furong"].pk)
    assert site is not None
    assert site.gap == 19


def test_counting_again_replaces_the_day(world: World) -> None:
    for _ in range(2):
        actions.count_staff(day=TODAY, by=SYSTEM, now=NOW)
    assert StaffSum.objects.filter(area_id="430102").count() == 2


def test_another_brand_sees_none_of_it(world: World) -> None:
    back = away(world)
    rival = world.client("yi_hq")
    assert rival.get(f"/people/returns/{back.pk}/").status_code == 404
    assert "A01" not in rival.get("/people/returns/").content.decode()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("湖北省", "420000"),
        ("湖南长沙", "430100"),
        ("湖南省长沙市岳麓区", "430104"),
        ("荷塘区 430202", "430202"),
        ("没有", None),
    ],
)
def test_a_place_is_found_as_people_write_it(world: World, text: str, code: str | None) -> None:
    assert code_of(text, names_of_areas()) == code
