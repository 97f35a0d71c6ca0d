"""What sites and depots keep in this world, how it came, what is on its way, and one distribution to decide on."""

import datetime as dt

from yilu.core.actor import Actor
from yilu.desk.demo.people import PREFECTURE, PROVINCE
from yilu.desk.demo.progress import bar
from yilu.desk.demo.wording import masks_left
from yilu.desk.demo.world import World
from yilu.desk.demo.writing.network import CONTACTS_UP_TO, Network
from yilu.network.models import Enterprise, Site
from yilu.plans import actions as plans
from yilu.supplies import actions as supplies
from yilu.supplies.facts import Receipt
from yilu.supplies.models import Item, Place
from yilu.supplies.queries import allocation_problem
from yilu.territory.models import Area

CHANNELS = ("headquarters", "purchase", "government", "purchase", "donation")
CAME = dt.timedelta(days=6)
GOOD_FOR = dt.timedelta(days=500)
SOON_OVER = dt.timedelta(days=12)
IN_DEPOT = {"mask_medical": 40_000, "mask_kn95": 4_000, "gloves": 20_000, "suits": 500, "goggles": 800}


def write_supplies(world: World, made: Network, *, by: Actor, now: dt.datetime) -> None:
    """The list of items always; stock in worlds that have workers."""
    supplies.load_items(by=by, now=now)
    if len(world.sites) > CONTACTS_UP_TO:
        return
    items = {i.code: i for i in Item.objects.all()}
    with bar("物资", "supplies", 3) as moved:
        supplies.receive_many(rows=_at_sites(world, made, items, now), source="demo", by=by, now=now)
        moved.update()
        _depots(items, by=by, now=now)
        moved.update()
        supplies.refresh(everything=True, by=by, now=now)
        moved.update()


def _at_sites(world: World, made: Network, items: dict[str, Item], now: dt.datetime) -> list[Receipt]:
    """What a site's daily report counts stands in its ledger."""
    rows = []
    day = now.date()
    for i, site in enumerate(made.site_ids.tolist()):
        staff = int(world.sites.staff[i])
        if not staff:
            continue
        kept = {
            "mask_medical": masks_left(world, i), "gloves": staff, "disinfectant": 5 + i % 20, "thermometer": 1
        }  # fmt: skip
        until = day + (SOON_OVER if i % 23 == 0 else GOOD_FOR)
        for code, pieces in kept.items():
            if pieces:
                channel = CHANNELS[(i + len(code)) % len(CHANNELS)]
                lot = f"2019{1 + i % 12:02d}" if code == "mask_medical" else ""
                rows.append(
                    Receipt(items[code].pk, pieces, channel, now - CAME, site_id=site, lot=lot, expires_on=until)
                )
    return rows


def _depots(items: dict[str, Item], *, by: Actor, now: dt.datetime) -> None:
    """Each province's store and Changsha's, each brand's, transfers under way, Changsha's masks to be shared out."""
    areas = list(Area.objects.filter(level=Area.Level.PROVINCE, valid_until=None))
    areas.append(Area.objects.get(code=PREFECTURE))
    stores = {
        a.code: supplies.open_depot(name=f"{a.name_zh}防疫物资库（合成）", area=a, enterprise=None, by=by, now=now)
        for a in areas
    }
    for head in Enterprise.objects.filter(kind=Enterprise.Kind.HEADQUARTERS).select_related("area", "brand"):
        stores[f"brand {head.pk}"] = supplies.open_depot(
            name=f"{head.brand.name_zh}总仓（合成）", area=head.area, enterprise=head, by=by, now=now
        )
    until = now.date() + GOOD_FOR
    rows = [
        Receipt(
            items[code].pk, pieces if key != PREFECTURE else pieces // 40,
            "headquarters" if key.startswith("brand") else "government", now - CAME, depot_id=store.pk, lot="2019C",
            expires_on=until,
        )
        for key, store in stores.items()
        for code, pieces in IN_DEPOT.items()
    ]  # fmt: skip
    supplies.receive_many(rows=rows, source="demo", by=by, now=now)
    _under_way(stores[PROVINCE], items["mask_medical"], by=by, now=now)
    problem = allocation_problem(stores[PREFECTURE], items["mask_medical"], by=by, on=now.date())
    plans.propose(
        kind="allocation", problem=problem, area=areas[-1], subject=f"supplies.place:{stores[PREFECTURE].pk}", by=by,
        now=now,
    )  # fmt: skip


def _under_way(source: Place, masks: Item, *, by: Actor, now: dt.datetime) -> None:
    """From the province's store to three outlets of the city: two on their way, one overdue."""
    sites = Site.objects.filter(county__code__startswith=PREFECTURE[:4], normal_headcount__gt=0).order_by("pk")
    for n, site in enumerate(sites[:3]):
        sent = now - (dt.timedelta(days=4) if n == 2 else dt.timedelta(hours=20))
        planned = supplies.plan_transfer(source=source, target=site, item=masks, pieces=200 * (n + 1), by=by, now=sent)
        supplies.send(source=source, transfers=[planned.pk], due=sent + dt.timedelta(days=2), by=by, now=sent)
