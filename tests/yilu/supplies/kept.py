"""Stock in the small world, for the tests of this room."""

import datetime as dt
from decimal import Decimal

from tests.world import NOW, SYSTEM, TODAY, World
from yilu.norms.actions import set_parameter
from yilu.norms.rules.parameters import COVER_DAYS, MASKS_A_DAY, PROTECTION_DAYS
from yilu.people.actions import add_workers
from yilu.people.models import Worker
from yilu.people.rules.workers import Details
from yilu.supplies import actions
from yilu.supplies.models import Item, Place, Stock
from yilu.territory.models import Area

ACT = {"by": SYSTEM, "now": NOW}
TOMORROW = NOW + dt.timedelta(days=1)


def item(code: str = "mask_medical") -> Item:
    """One of the known items."""
    if not Item.objects.exists():
        actions.load_items(**ACT)
    return Item.objects.get(code=code)


def depot(world: World, name: str = "长沙市应急物资库", area: str = "430100", enterprise: str | None = None) -> Place:
    """A depot of the government, or of an enterprise."""
    unit = world.enterprises[enterprise] if enterprise else None
    return actions.open_depot(name=name, area=Area.objects.get(pk=area), enterprise=unit, **ACT)


def receive(place: object, pieces: int, code: str = "mask_medical", **more: object) -> Place:
    """So many came in."""
    values = {"channel": "government", "sure": True, **ACT, **more}
    return actions.receive(place=place, item=item(code), pieces=pieces, **values)  # type: ignore[arg-type]


def held(place: Place, code: str = "mask_medical") -> int:
    """What lies there, expired or not."""
    return sum(Stock.objects.filter(place=place, item=item(code)).values_list("pieces", flat=True))


def order(masks: int = 2, least: int = 3, cover: int = 7, area: str = "430000") -> None:
    """The province orders its numbers."""
    for key, value in ((MASKS_A_DAY, masks), (PROTECTION_DAYS, least), (COVER_DAYS, cover)):
        set_parameter(
            area=Area.objects.get(pk=area), key=key, value=Decimal(value), document="湘邮管〔2020〕1号",
            valid_from=dt.date(2020, 2, 1), **ACT,
        )  # fmt: skip


def workers(world: World, site: str, number: int, post: str = "courier") -> list[int]:
    """So many people work at the site."""
    rows = [
        Details(code=f"{site}-{n}", site=world.sites[site].pk, name="孙行者", post=post, joined_on=TODAY)
        for n in range(number)
    ]
    add_workers(rows=rows, **ACT)
    return list(Worker.objects.filter(site=world.sites[site]).order_by("pk").values_list("pk", flat=True))
