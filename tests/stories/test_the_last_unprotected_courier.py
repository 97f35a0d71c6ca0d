"""A government consignment arrives, is shared out, sent, received, and reaches the last unprotected courier."""

from django.test import Client

from tests.world import TODAY, World
from tests.yilu.supplies.kept import ACT, depot, item, order, workers
from yilu.plans.models import Run
from yilu.supplies import actions, queries
from yilu.supplies.models import Transfer


def page(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def test_a_government_consignment_reaches_the_last_unprotected_courier(world: World) -> None:
    order(masks=2, least=3, cover=7)
    site, couriers, masks = world.sites["jia_furong"], workers(world, "jia_furong", 3), item()
    store, officer, manager = depot(world), world.client("officer"), world.client("manager")
    actions.refresh(everything=True, **ACT)
    assert "3 人没有防护" in page(officer, "/supplies/areas/430100/")
    assert "3 人缺防护，不得上岗" in page(manager, f"/supplies/sites/{site.pk}/")

    came = {"item": str(masks.pk), "unit": "packs", "amount": "2", "channel": "government", "lot": "G1"}
    officer.post(f"/supplies/depots/{store.pk}/receive/", came)
    officer.post(f"/plans/allocations/{store.pk}/{masks.pk}/")
    run = Run.objects.get()
    assert site.name in page(officer, f"/plans/{run.pk}/")
    officer.post(f"/plans/{run.pk}/adopt/", {"version": "1"})
    officer.post(f"/supplies/depots/{store.pk}/send_planned/", {"due": "2020-02-18T18:00"})
    transfer = Transfer.objects.get(target__site=site)
    manager.post(f"/supplies/transfers/{transfer.pk}/receive/", {"received": str(transfer.pieces)})

    given = {"item": str(masks.pk), "unit": "pieces", "amount": "4", "workers": [str(c) for c in couriers]}
    manager.post(f"/supplies/sites/{site.pk}/issue/", given)
    assert queries.protected(site, couriers, on=TODAY) == set(couriers)
    assert "在岗 3 人都有防护。" in page(manager, f"/supplies/sites/{site.pk}/")
    actions.refresh(everything=True, **ACT)
    assert "在岗 3 人都有防护；" in page(officer, "/supplies/areas/430100/")
