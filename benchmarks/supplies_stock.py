"""The nation's stock at 200,000 sites × 8 items, and a depot's masks shared out, on SQLite.

python benchmarks/supplies_stock.py [--sites 200000] [--province 8000] [--requests 100]

Makes a synthetic network in a temporary folder: people by a report of the day, stock written lot by lot without its
ledger, the sums reckoned as the job does. Asks for the stock pages through the whole stack in one process without a
socket. The peer, in the same run, is what the page reads instead of its sums: one `GROUP BY` over every lot, without a
page. Then a province's and the nation's depot are shared out through `plans`: the problem read from the live data,
solved, checked, told and kept.
"""

import argparse
import datetime as dt
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from harness.inside import COLUMNS, Row, measured, product
from harness.table import show

ITEMS = 8
PROVINCE, NATION = "430000", "100000"


def fill(sites: int, province: int, act: dict[str, Any]) -> None:
    """The network, `province` of its sites in Hunan; people as reported, stock, two depots, the numbers ordered."""
    import numpy as np

    from yilu.core.rows import insert_rows
    from yilu.network import actions as network
    from yilu.network.facts import NewSite
    from yilu.norms.actions import set_parameter
    from yilu.norms.rules.parameters import COVER_DAYS, MASKS_A_DAY, PROTECTION_DAYS
    from yilu.operations.models import SiteReport
    from yilu.supplies import actions
    from yilu.supplies.models import Item, Place, Stock
    from yilu.territory import actions as territory
    from yilu.territory.models import Area
    from yilu.territory.queries import areas_at

    now, rng = act["now"], np.random.default_rng(8)
    day, until = now.date(), now.date() + dt.timedelta(days=300)
    territory.load_divisions(**act)
    actions.load_items(**act)
    counties = list(areas_at(3, on=day).order_by("code").values_list("code", flat=True))
    inside = [c for c in counties if c[:2] == PROVINCE[:2]]
    outside = [c for c in counties if c[:2] != PROVINCE[:2]]
    brand = network.add_brand(code="A", name_zh="合成", name_en="Synthetic", synthetic=True, **act)
    unit = network.add_enterprise(brand=brand, kind="headquarters", code="HQ", name_zh="合成总部", area=NATION, **act)
    county = [inside[n % len(inside)] if n < province else outside[n % len(outside)] for n in range(sites)]
    new = (NewSite(brand.pk, unit.pk, f"S{n}", f"合成网点{n}", "outlet", code) for n, code in enumerate(county))
    ids = network.add_sites(rows=list(new), **act)
    people = rng.integers(3, 40, sites).tolist()
    told = {
        "day": day, "version": 1, "current": True, "received_at": now, "brand_id": brand.pk, "enterprise_id": unit.pk,
        "source": "synthetic", "by": "benchmark", "is_open": True, "closed_cause": "", "backlog": 0, "delivered": 300,
        "on_post_outsourced": 0, "roster_outsourced": 0, "decrees": "", "extra": {}, "flags": [], "note": "",
        "supplies": {}, "problem": "", "usual_collected": 0, "usual_delivered": 0, "usual_days": 0,
    }  # fmt: skip
    own = ("site_id", "county_id", "collected", "on_post_own", "roster_own", "classes")
    classes = {"party_press": [0, 60, 0], "supplies": [0, 40, 0]}
    reports = ((pk, c, 200, n, n, classes, *told.values()) for pk, c, n in zip(ids, county, people, strict=True))
    insert_rows(SiteReport, (*own, *told), reports)
    places = ((pk, c, brand.pk, unit.pk, f"合成{pk}") for pk, c in zip(ids, county, strict=True))
    fields = ("site_id", "area_id", "brand_id", "enterprise_id", "name", "closed_cause")
    insert_rows(Place, fields, ((*place, "") for place in places))
    items = list(Item.objects.values_list("pk", flat=True)[:ITEMS])

    def lots() -> Iterator[tuple[object, ...]]:
        for place in Place.objects.order_by("pk").values_list("pk", flat=True):
            for item, pieces in zip(items, rng.integers(1, 400, ITEMS).tolist(), strict=True):
                yield place, item, "", until, pieces

    insert_rows(Stock, ("place_id", "item_id", "lot", "expires_on", "pieces"), lots())
    nation, masks = Area.objects.get(code=NATION), Item.objects.get(code="mask_medical")
    for key, value in ((MASKS_A_DAY, 2), (PROTECTION_DAYS, 3), (COVER_DAYS, 14)):
        set_parameter(
            area=nation, key=key, value=Decimal(value), document="合成", valid_from=dt.date(2020, 2, 1), **act
        )
    for code, served in ((PROVINCE, province), (NATION, sites)):
        store = actions.open_depot(name=f"合成库{code}", area=Area.objects.get(code=code), enterprise=None, **act)
        boxes = masks.pack * served * 2
        actions.receive(place=store, item=masks, pieces=boxes, channel="government", sure=True, **act)


def rows(sites: int, province: int, times: int) -> list[Row]:
    """The world, and what was measured in it."""
    from django.core.management import call_command
    from django.db.models import Sum
    from django.test import Client

    from yilu.accounts import actions as accounts
    from yilu.core import clock
    from yilu.core.actor import system
    from yilu.plans import actions as plans
    from yilu.supplies import actions
    from yilu.supplies.models import Item, Place, Stock
    from yilu.supplies.queries import allocation_problem

    call_command("migrate", verbosity=0)
    act: dict[str, Any] = {"by": system("benchmark"), "now": clock.now()}
    today = clock.today()
    fill(sites, province, act)
    leader = accounts.add_user(
        username="leader", name="合成", password="measuring-only", must_change_password=False, **act
    )
    accounts.appoint(user=leader, role="leader", area=NATION, valid_from=dt.date(2020, 1, 1), **act)
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")

    def page(address: str) -> Callable[[int], int]:
        return lambda _: browser.get(address).status_code

    def grouped(_: int) -> int:
        usable = Stock.objects.filter(expires_on__gte=today).order_by().values_list("item_id")
        return 200 if len(usable.annotate(n=Sum("pieces"))) == ITEMS else 500

    def share_out(depot: Place) -> Callable[[int], int]:
        def once(_: int) -> int:
            problem = allocation_problem(depot, masks, by=act["by"], on=today)
            run = plans.propose(kind="allocation", problem=problem, area=depot.area, **act)
            return 201 if sum(run.standing["packs"]) else 500

        return once

    def refresh(_: int) -> int:
        actions.refresh(everything=True, **act)
        return 200

    masks = Item.objects.get(code="mask_medical")
    stores = {code: Place.objects.select_related("area").get(area=code, site=None) for code in (PROVINCE, NATION)}
    return [
        measured("all sums reckoned anew (the job, once a day)", refresh, 1, warm=0),
        measured("the nation's stock page", page(f"/supplies/areas/{NATION}/"), times),
        measured("a province's stock page", page(f"/supplies/areas/{PROVINCE}/"), times),
        measured("peer: the nation's stock by one GROUP BY, no page", grouped, 5, warm=1),
        measured("the list of short sites, nation", page("/supplies/short/"), min(times, 20)),
        measured(f"masks shared out among {province:,} sites", share_out(stores[PROVINCE]), 3, warm=0),
        measured(f"masks shared out among {sites:,} sites", share_out(stores[NATION]), 1, warm=0),
    ]


def main() -> None:
    """Make it, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=200_000)
    parser.add_argument("--province", type=int, default=8_000)
    parser.add_argument("--requests", type=int, default=100)
    asked = parser.parse_args()
    with product():
        began = time.process_time()
        found = rows(asked.sites, asked.province, asked.requests)
        show(f"Supplies: {asked.sites:,} sites × {ITEMS} items on SQLite, in one process", COLUMNS, found)
        print(f"{time.process_time() - began:.0f} s of CPU in all")


if __name__ == "__main__":
    main()
