"""Who should have checked in and has, by area, brand and site, each reader his own."""

from tests.world import NOW, SYSTEM, TODAY, World
from tests.yilu.people.ground import LI, check, worker
from yilu.people import actions
from yilu.people.models import CoverageCell, Source
from yilu.people.queries.coverage import by_area, by_brand, by_enterprise, by_site
from yilu.territory.models import Area


def test_each_reader_sees_his_own_and_no_small_number_of_the_ill(world: World) -> None:
    zhang, _, rival = worker(world), worker(world, **LI), worker(world, "yi_furong", identity="", phone="")
    actions.count_due(day=TODAY, by=SYSTEM, now=NOW)
    for who, answers in ((zhang, {"case_contact": True}), (rival, {})):
        actions.send_check(worker=who, check=check(**answers), source=Source.PHONE, by=SYSTEM, now=NOW)
    officer, hq = world.actor("officer").jurisdiction, world.actor("jia_hq").jurisdiction
    [city] = by_area(officer, "430000", day=TODAY)
    assert (city.key, city.due, city.reported, city.missing, city.told_abnormal) == ("430100", 3, 2, 1, None)
    assert [(b.name_zh, b.due, b.missing) for b in by_brand(officer, "430100", day=TODAY)] == [
        ("甲达速递", 2, 1), ("乙通快运", 1, 0),
    ]  # fmt: skip
    assert [(b.name_zh, b.due) for b in by_brand(hq, "100000", day=TODAY)] == [("甲达速递", 2)]
    sites = by_site(officer, "430102", day=TODAY)
    assert [(s.name_zh, s.missing) for s in sites] == [("甲达芙蓉营业部", 1), ("乙通芙蓉加盟点", 0)]
    assert [(e.name_zh, e.due) for e in by_enterprise(hq, "100000", day=TODAY)] == [("甲达速递430100分公司", 2)]
    assert [s.name_zh for s in by_site(hq, "430102", day=TODAY)] == ["甲达芙蓉营业部"]
    assert by_area(world.actor("neighbour").jurisdiction, "430000", day=TODAY) == []


def test_the_page_goes_from_the_province_to_the_site_to_call(world: World) -> None:
    worker(world)
    actions.count_due(day=TODAY, by=SYSTEM, now=NOW)
    leader = world.client("leader")
    assert leader.get("/people/morning/").headers["Location"] == "/people/coverage/"
    page = leader.get("/people/coverage/").content.decode()
    assert "应报 1 人，已报 0 人，未报 1 人" in page
    assert "/people/coverage/?area=430100" in page
    county = leader.get("/people/coverage/?area=430102").content.decode()
    assert f"/people/sites/{world.sites['jia_furong'].pk}/morning/" in county
    assert leader.get("/people/coverage/?area=nowhere").status_code == 404
    assert "甲达芙蓉营业部" not in world.client("yi_hq").get("/people/coverage/?area=430102").content.decode()


def test_a_municipalitys_counties_stand_directly_below_it(world: World) -> None:
    beijing = Area.objects.create(code="110000", level=1, name_zh="北京市", name_en="Beijing", parent_id="100000")
    Area.objects.create(code="110101", level=3, name_zh="东城区", name_en="Dongcheng", parent=beijing)
    counted = {"due": 9, "reported": 2, "abnormal": 0}
    CoverageCell.objects.create(day=TODAY, county_id="110101", enterprise_id=1, brand_id=1, **counted)
    assert [(a.key, a.name_zh, a.missing) for a in by_area(SYSTEM.jurisdiction, "110000", day=TODAY)] == [
        ("110101", "东城区", 7)
    ]
    assert [a.key for a in by_area(SYSTEM.jurisdiction, "100000", day=TODAY)] == ["110000"]
