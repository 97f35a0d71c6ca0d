"""The pages: what a manager does on a phone, what a regulator sees of an area, who sees nothing."""

import datetime as dt

import pytest

from tests.world import NOW, World, person
from tests.yilu.supplies.kept import ACT, TOMORROW, depot, held, item, order, receive, workers
from yilu.supplies import actions
from yilu.supplies.models import Movement, Place, SiteProtection, Transfer
from yilu.tasks.models import Task


def page(world: World, who: str, address: str, **more: str) -> str:
    return world.client(who).get(address, more).content.decode()


def refresh() -> None:
    actions.refresh(everything=True, **ACT)


def test_the_site_says_who_stands_without_and_when_the_masks_are_gone(world: World) -> None:
    order(masks=2)
    workers(world, "jia_furong", 3)
    site = world.sites["jia_furong"]
    told = page(world, "manager", f"/supplies/sites/{site.pk}/")
    assert "在岗 3 人，3 人缺防护，不得上岗。" in told
    receive(site, 24)
    told = page(world, "manager", f"/supplies/sites/{site.pk}/")
    assert "在岗 3 人都有防护。" in told
    assert "口罩 24 只，可用 4.0 天，预计 2020年2月21日 用尽" in told


def test_a_manager_receives_issues_uses_and_counts_on_the_pages(world: World) -> None:
    order(masks=2)
    people, site = workers(world, "jia_furong", 2), world.sites["jia_furong"]
    browser, masks, base = world.client("manager"), str(item().pk), f"/supplies/sites/{site.pk}"
    amount = {"item": masks, "unit": "packs", "amount": "2"}
    assert browser.get(f"{base}/receive/").status_code == 200
    done = browser.post(f"{base}/receive/", {**amount, "channel": "purchase", "expires_on": "2020-12-31", "lot": "A1"})
    assert done.headers["Location"] == f"{base}/"
    place = Place.objects.get(site=site)
    assert held(place) == 100
    browser.post(
        f"{base}/issue/", {"item": masks, "unit": "pieces", "amount": "4", "workers": [str(p) for p in people]}
    )
    assert held(place) == 92
    browser.post(f"{base}/use/", {"item": masks, "unit": "pieces", "amount": "2"})
    refused = browser.post(f"{base}/count/", {"item": masks, "unit": "pieces", "amount": "80"})
    assert (refused.status_code, "请写明原因" in refused.content.decode()) == (422, True)
    browser.post(f"{base}/count/", {"item": masks, "unit": "pieces", "amount": "80", "cause": "受潮"})
    assert held(place) == 80
    lot = place.stock.get()
    browser.post(f"{base}/write_off/", {"stock": lot.pk, "pieces": "5", "cause": "破损"})
    assert held(place) == 75
    ledger = page(world, "manager", f"{base}/")
    assert "破损" in ledger
    assert "-5" in ledger


def test_a_doubtful_amount_is_asked_back_before_anything_is_saved(world: World) -> None:
    site = world.sites["jia_furong"]
    for _ in range(3):
        receive(site, 50)
    browser = world.client("manager")
    form = {"item": str(item().pk), "unit": "packs", "amount": "50", "channel": "purchase"}
    asked = browser.post(f"/supplies/sites/{site.pk}/receive/", form)
    assert asked.status_code == 422
    assert "平常一次约 50" in asked.content.decode()
    assert held(Place.objects.get(site=site)) == 150
    browser.post(f"/supplies/sites/{site.pk}/receive/", {**form, "sure": "on"})
    assert held(Place.objects.get(site=site)) == 2650


def test_a_province_sees_its_stock_its_areas_and_the_sites_short(world: World) -> None:
    order(masks=2, least=3)
    workers(world, "jia_furong", 2)
    workers(world, "yi_hetang", 5)
    receive(world.sites["jia_furong"], 100)
    receive(depot(world), 700)
    refresh()
    told = page(world, "leader", "/supplies/areas/430000/")
    assert "5 人没有防护" in told
    assert "1 处网点防护不足" in told
    assert "湘邮管〔2020〕1号" in told
    short = page(world, "leader", "/supplies/short/")
    assert "乙通荷塘加盟点" in short
    assert "甲达芙蓉营业部" not in short


def test_a_short_site_is_made_a_task_in_one_step_and_only_once_a_day(world: World) -> None:
    workers(world, "jia_furong", 2)
    refresh()
    site, browser = world.sites["jia_furong"], world.client("officer")
    for _ in range(2):
        assert browser.post("/supplies/short/ask/", {"site": str(site.pk)}).status_code == 302
    task = Task.objects.get(kind="supplies.short")
    assert (task.owner, "2 人" in task.title_zh) == (world.people["manager"], True)


def test_an_enterprise_sees_its_own_and_nothing_of_a_competitor(world: World) -> None:
    workers(world, "jia_furong", 2)
    workers(world, "yi_furong", 3)
    receive(world.sites["yi_furong"], 777)
    refresh()
    told = page(world, "jia_hq", "/supplies/areas/100000/")
    assert "2 人没有防护" in told
    assert "777" not in told
    assert "乙通" not in page(world, "jia_hq", "/supplies/short/")
    assert world.client("jia_hq").get(f"/supplies/sites/{world.sites['yi_furong'].pk}/").status_code == 404


def test_a_branch_sees_the_sum_of_its_own_sites(world: World) -> None:
    order(masks=2)
    workers(world, "jia_furong", 2)
    workers(world, "jia_yuelu", 3)
    receive(world.sites["jia_furong"], 100)
    refresh()
    person(world, "branch", "branch_manager", enterprise=world.sites["jia_furong"].enterprise)
    told = page(world, "branch", "/supplies/areas/430100/")
    assert "3 人没有防护" in told
    assert "网点现有口罩 100 只，按规定用量平均可用 10.0 天" in told


def test_a_manager_comes_to_his_own_site_and_receives_what_is_sent_there(world: World) -> None:
    source = receive(depot(world), 100)
    site, browser = world.sites["jia_furong"], world.client("manager")
    transfer = actions.plan_transfer(source=source, target=site, item=item(), pieces=60, **ACT)
    officer = world.client("officer")
    assert "待发出" in officer.get(f"/supplies/depots/{source.pk}/").content.decode()
    officer.post(f"/supplies/depots/{source.pk}/send_planned/", {"due": "2020-02-19T12:00"})
    assert browser.get("/supplies/").headers["Location"] == f"/supplies/sites/{site.pk}/"
    assert "签收" in browser.get(f"/supplies/sites/{site.pk}/").content.decode()
    assert browser.get(f"/supplies/transfers/{transfer.pk}/receive/").status_code == 200
    browser.post(f"/supplies/transfers/{transfer.pk}/receive/", {"received": "60"})
    again = browser.post(f"/supplies/transfers/{transfer.pk}/receive/", {"received": "60"})
    assert (again.status_code, "不能重复签收" in again.content.decode()) == (409, True)
    assert held(Place.objects.get(site=site)) == 60


def test_a_transfer_is_cancelled_and_a_depot_opened_and_closed_on_the_pages(world: World) -> None:
    officer = world.client("officer")
    officer.post("/supplies/depots/new/", {"name": "长沙备用库", "area": "430100"})
    place = Place.objects.get(name="长沙备用库")
    masks = str(item().pk)
    officer.post(
        f"/supplies/depots/{place.pk}/receive/",
        {"item": masks, "unit": "pieces", "amount": "500", "channel": "government"},
    )
    sent = {"item": masks, "unit": "pieces", "amount": "70", "to": "JIA_FURONG"}
    officer.post(f"/supplies/depots/{place.pk}/send/", sent)
    transfer = Transfer.objects.get()
    assert "长沙备用库" in officer.get(f"/supplies/transfers/{transfer.pk}/").content.decode()
    officer.post(f"/supplies/transfers/{transfer.pk}/cancel/", {"cause": "改由总部配送"})
    transfer.refresh_from_db()
    assert transfer.state == "cancelled"
    officer.post(f"/supplies/depots/{place.pk}/close/", {"cause": "库房到期"})
    place.refresh_from_db()
    assert place.closed_cause == "库房到期"
    for address in ("/supplies/depots/", "/supplies/transfers/", "/supplies/receipts/"):
        assert "长沙备用库" in officer.get(address).content.decode()


@pytest.mark.parametrize("who", ["jia_hq", "neighbour", "yi_hq"])
def test_an_act_on_anothers_stock_is_refused(world: World, who: str) -> None:
    place = receive(depot(world), 100)
    answer = world.client(who).get(f"/supplies/depots/{place.pk}/use/")
    assert answer.status_code in (403, 404)
    assert Movement.objects.count() == 1


def test_the_api_tells_and_does_the_same(world: World) -> None:
    order(masks=2)
    people, site = workers(world, "jia_furong", 2), world.sites["jia_furong"]
    browser = world.client("manager")
    item()
    base = f"/api/v1/supplies/sites/{site.pk}"
    said = {"item": "mask_medical", "pieces": 100, "channel": "donation", "expires_on": "2021-01-01"}
    assert browser.post(f"{base}/receipts", said, content_type="application/json").json() == {"pieces": 100}
    given = {"item": "mask_medical", "each": 4, "workers": people}
    assert browser.post(f"{base}/issues", given, content_type="application/json").json() == {"pieces": -8}
    counted = {"item": "mask_medical", "counted": 90, "used_up": True}
    assert browser.post(f"{base}/counts", counted, content_type="application/json").json() == {"pieces": -2}
    assert browser.get(base).json() == [{"item": "mask_medical", "lot": "", "expires_on": "2021-01-01", "pieces": 90}]
    refresh()
    told = world.client("leader").get("/api/v1/supplies/areas/430000").json()
    assert (told["protection"]["people"], told["protection"]["unprotected"]) == (2, 0)
    assert world.client("leader").get("/api/v1/supplies/short").json()["items"] == []
    source = receive(depot(world), 50)
    planned = actions.plan_transfer(source=source, target=site, item=item(), pieces=20, **ACT)
    actions.send(source=source, transfers=[planned.pk], due=TOMORROW, **ACT)
    got = browser.post(
        f"/api/v1/supplies/transfers/{planned.pk}/receive", {"received": 20}, content_type="application/json"
    ).json()
    assert (got["state"], got["received"]) == ("received", 20)


def test_sums_follow_what_moves_and_a_new_day_reckons_everything(world: World) -> None:
    order(masks=2)
    workers(world, "jia_furong", 2)
    assert actions.refresh(**ACT) == 1
    assert SiteProtection.objects.get().unprotected == 2
    assert actions.refresh(**ACT) == 0
    receive(world.sites["jia_furong"], 4)
    assert actions.refresh(**ACT) == 1
    assert SiteProtection.objects.get().unprotected == 0
    actions.use(place=Place.objects.get(), item=item(), pieces=3, **ACT)
    actions.refresh(**ACT)
    assert SiteProtection.objects.get().unprotected == 2
    assert actions.refresh(by=ACT["by"], now=NOW + dt.timedelta(days=1)) == 1
