"""An area's stock and protection as the reader may see it: the sums of the sector or a brand, own branches counted."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from yilu.core.actor import Actor
from yilu.core.reasons import Reason, reason
from yilu.operations.queries import Lens, LensKind, lens_of
from yilu.supplies.models import ALL, AreaProtection, AreaStock, Item, SiteProtection, Stock, Transfer
from yilu.supplies.reckoning import STOCK

WITHHELD = reason(
    "supplies.withheld",
    "行业合计可能推知单个企业，不予显示。",
    "The sector's sums would tell of a single company and are withheld.",
)
NOT_SET = reason(
    "supplies.days_not_set",
    "没有规定每人每日口罩数，不计算天数。",
    "No number of masks a person and day is ordered: no days are computed.",
)
NOT_RECKONED = reason("supplies.not_reckoned", "还没有汇总。", "Nothing has been added up yet.")


@dataclass(frozen=True, slots=True)
class Protection:
    """How far the masks at the sites of an area reach."""

    sites: int
    short_sites: int
    people: int
    unprotected: int
    masks: int
    coming: int
    need: int  # pieces a day
    masks_counted: int  # of the masks, those at sites with a need
    reckoned_at: dt.datetime | None

    @property
    def days(self) -> float | None:
        """Days on hand over all; None where no number is ordered."""
        return self.masks_counted / self.need if self.need else None


@dataclass(frozen=True, slots=True)
class ItemStock:
    """One item in an area: usable at sites and in depots, expired, on its way there."""

    item: Item
    at_sites: int = 0
    in_depots: int = 0
    expired: int = 0
    coming: int = 0


FIELDS = ("sites", "short_sites", "people", "unprotected", "masks", "coming", "need", "masks_counted", "reckoned_at")


def protection_of(actor: Actor, codes: Collection[str]) -> dict[str, Protection | Reason]:
    """By area: its protection, or why it cannot be told. For a board: one small read for the sector or a brand."""
    lenses = {code: lens_of(actor, code) for code in codes}
    return protection_through(lenses)


def protection_through(lenses: dict[str, Lens]) -> dict[str, Protection | Reason]:
    """The same, each area through its lens."""
    found: dict[str, Protection | Reason] = {}
    by_brand: dict[int, list[str]] = {}
    for code, lens in lenses.items():
        brand = _brand(lens)
        if brand is not None:
            by_brand.setdefault(brand, []).append(code)
            found[code] = NOT_RECKONED
        else:
            own = _own(lens)
            found[code] = WITHHELD if own is None else _summed(own.in_area(code))
    for brand, areas in by_brand.items():
        rows = AreaProtection.objects.filter(area__in=areas, leaf=False, brand_id=brand)
        found |= {r.area: Protection(*(getattr(r, f) for f in FIELDS)) for r in rows}
    return found


def stock_of(lens: Lens, code: str, *, on: dt.date) -> list[ItemStock]:
    """The area's stock item by item."""
    items = {i.pk: i for i in Item.objects.all()}
    brand = _brand(lens)
    if brand is not None:
        rows = AreaStock.objects.filter(area=code, leaf=False, brand_id=brand).values_list("item_id", *STOCK)
        told = {item: numbers for item, *numbers in rows}
    else:
        own = _own(lens)
        if own is None:
            return []
        told = _own_stock(lens, code, on)
    return [ItemStock(i, *told.get(pk, (0, 0, 0, 0))) for pk, i in items.items()]


def _brand(lens: Lens) -> int | None:
    """Whose sums to read; None: none are kept for this lens."""
    if lens.kind is LensKind.SECTOR:
        return ALL
    return lens.brand if lens.kind is LensKind.BRAND else None


def _own(lens: Lens) -> Any:
    """The rows of one's own branches or site; None: nobody's."""
    if lens.kind is LensKind.BRANCHES:
        return SiteProtection.objects.filter(enterprise_id__in=lens.branches)
    return SiteProtection.objects.filter(site=lens.site) if lens.kind is LensKind.SITE else None


def _summed(rows: QuerySet[SiteProtection]) -> Protection:
    # What weighs columns stands first: a sum's name hides the column it sums from those after it.
    counted = rows.order_by().aggregate(
        need=Sum(F("people") * F("a_day"), default=0),
        masks_counted=Sum("masks", default=0, filter=Q(people__gt=0, a_day__isnull=False)),
        sites=Count("pk"), short_sites=Count("pk", filter=Q(short=True)), people=Sum("people", default=0),
        unprotected=Sum("unprotected", default=0), masks=Sum("masks", default=0), coming=Sum("coming", default=0),
        reckoned_at=Max("reckoned_at"),
    )  # fmt: skip
    return Protection(**counted)


def _own_stock(lens: Lens, code: str, on: dt.date) -> dict[int, tuple[int, int, int, int]]:
    stock, transfers = Stock.objects.in_area(code), Transfer.objects.in_area(code).filter(state="sent")
    if lens.kind is LensKind.SITE:
        stock, transfers = stock.filter(place__site=lens.site), transfers.filter(target__site=lens.site)
    else:
        stock = stock.filter(place__enterprise__in=lens.branches)
        transfers = transfers.filter(target__enterprise__in=lens.branches)
    usable, at_site = Q(expires_on__gte=on), Q(place__site__isnull=False)
    counted = stock.order_by().values("item_id").annotate(
        at_sites=Sum("pieces", default=0, filter=usable & at_site),
        in_depots=Sum("pieces", default=0, filter=usable & ~at_site),
        expired=Sum("pieces", default=0, filter=~usable),
    )  # fmt: skip
    coming = dict(transfers.order_by().values_list("item_id").annotate(n=Sum("pieces")))
    found = {r["item_id"]: (r["at_sites"], r["in_depots"], r["expired"], coming.pop(r["item_id"], 0)) for r in counted}
    return found | {item: (0, 0, 0, n) for item, n in coming.items()}
