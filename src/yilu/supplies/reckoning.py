"""How far stock reaches, reckoned for whole areas at once: a few grouped reads, then plain sums. Writes nothing."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet, Sum

from yilu.network.models import Site
from yilu.norms.rules.parameters import MASKS_A_DAY, PROTECTION_DAYS
from yilu.supplies.models import GOVERNMENT, Holding, Item, Place, Stock, Transfer
from yilu.supplies.queries.numbers import Numbers
from yilu.supplies.queries.on_post import people_on_post
from yilu.supplies.rules.items import MASKS
from yilu.supplies.rules.protection import days_on_hand, unprotected

# Columns of an area's sums, in the order of the models' fields.
PROTECTION = ("sites", "short_sites", "people", "unprotected", "masks", "coming", "need", "masks_counted")
STOCK = ("at_sites", "in_depots", "expired", "coming")
AT_ONCE = 500


@dataclass(slots=True)
class Reckoned:
    """Rows of `SiteProtection` (without the moment), and sums by (area, brand) and by (area, brand, item)."""

    sites: list[tuple[Any, ...]] = field(default_factory=list)
    protection: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 8))
    stock: dict[tuple[str, int, int], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 4))


def reckon(areas: Collection[str] | None, *, on: dt.date) -> Reckoned:
    """The areas (leaves: counties, and wherever a depot lies) as they stand on the day; None: everywhere."""
    found = Reckoned()
    a_day, minimum = Numbers(MASKS_A_DAY, on=on), Numbers(PROTECTION_DAYS, on=on)
    masks_of = set(Item.objects.filter(line=MASKS).values_list("pk", flat=True))
    for some in [None] if areas is None else _chunks(areas):
        places = Place.objects.all() if some is None else Place.objects.filter(area__in=some)
        masks, coming = _stock(found, places, masks_of, on)
        sites = Site.objects.exclude(status=Site.Status.CLOSED)
        holdings = Holding.objects.filter(until__gte=on, worker__left_on=None, worker__site__isnull=False)
        if some is not None:
            sites, holdings = sites.filter(county__in=some), holdings.filter(worker__county__in=some)
        covered = dict(holdings.order_by().values_list("worker__site_id").annotate(n=Count("pk")))
        people = people_on_post(on=on, counties=some)
        for site, county, brand, unit in sites.values_list("pk", "county_id", "brand_id", "enterprise_id"):
            n, told_on = people.get(site, (0, None))
            pieces, on_its_way = masks.get(site, 0), coming.get(site, 0)
            if not (n or pieces or on_its_way):
                continue
            number, least = a_day.over(county), minimum.over(county)
            own = min(covered.get(site, 0), n)
            days = days_on_hand(pieces, n, number)
            without = unprotected(pieces, n, own, number)
            short = without > 0 or (days is not None and least is not None and days < least)
            found.sites.append(
                (site, county, brand, unit, n, told_on, own, pieces, on_its_way, number, days, without, short)
            )
            need = n * (number or 0)
            row = (1, int(short), n, without, pieces, on_its_way, need, pieces if need else 0)
            sums = found.protection[county, brand]
            for k, more in enumerate(row):
                sums[k] += more
    return found


def _stock(
    found: Reckoned, places: QuerySet[Place], masks_of: set[int], on: dt.date
) -> tuple[dict[int, int], dict[int, int]]:
    """Sums by area, brand and item go into `found`; masks usable at, and on their way to, each site."""
    where = {
        pk: (site, area, GOVERNMENT if brand is None else brand)
        for pk, site, area, brand in places.values_list("pk", "site_id", "area_id", "brand_id")
    }
    masks: dict[int, int] = defaultdict(int)
    coming: dict[int, int] = defaultdict(int)
    usable, expired = STOCK.index("at_sites"), STOCK.index("expired")
    rows = Stock.objects.filter(place__in=places, pieces__gt=0).order_by()
    for part, column in ((rows.filter(expires_on__gte=on), usable), (rows.filter(expires_on__lt=on), expired)):
        for place, item, pieces in part.values_list("place_id", "item_id").annotate(n=Sum("pieces")):
            site, area, brand = where[place]
            in_depot = site is None and column == usable
            found.stock[area, brand, item][STOCK.index("in_depots") if in_depot else column] += pieces
            if site is not None and column == usable and item in masks_of:
                masks[site] += pieces
    under_way = Transfer.objects.filter(target__in=places, state=Transfer.State.SENT).order_by()
    for place, item, pieces in under_way.values_list("target_id", "item_id").annotate(n=Sum("pieces")):
        site, area, brand = where[place]
        found.stock[area, brand, item][STOCK.index("coming")] += pieces
        if site is not None and item in masks_of:
            coming[site] += pieces
    return masks, coming


def _chunks(codes: Iterable[str]) -> list[list[str]]:
    ordered = sorted(codes)
    return [ordered[i : i + AT_ONCE] for i in range(0, len(ordered), AT_ONCE)]
