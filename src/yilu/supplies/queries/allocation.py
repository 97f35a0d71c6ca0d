"""What a distribution from a depot starts from: its packs, the sites it serves with their stock and people by tier."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.db.models import Q, QuerySet, Sum

from yilu.core.actor import Actor
from yilu.core.jurisdiction import NATION
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, Reason, reason
from yilu.network.models import Enterprise, Site
from yilu.norms.rules.parameters import COVER_DAYS, MASKS_A_DAY, PROTECTION_DAYS
from yilu.operations.models import SiteReport
from yilu.operations.rules.classes import TIER_OF
from yilu.supplies.models import Item, Place, Stock, Transfer
from yilu.supplies.queries.numbers import Numbers
from yilu.supplies.queries.on_post import people_on_post
from yilu.supplies.rules.items import MASKS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NOT_MASKS = reason(
    "supplies.allocation.not_masks",
    "只有口罩规定了每人每日用量，可以测算分配；其他物资请逐笔调拨。",
    "Only masks have an ordered number a person and day to share out by; send other items transfer by transfer.",
)
NOT_SET = reason(
    "supplies.allocation.not_set",
    "本地区未规定{what}，不能测算；请先在“规定数值”中按文件设定。",
    "The area has not ordered {what_en}: nothing can be reckoned; order it under its document first.",
)
NOTHING_TO_GIVE = reason(
    "supplies.allocation.nothing",
    "仓库没有整{pack}（{n}）的可用库存可供分配。",
    "The depot holds no whole {pack_en} ({n}) of usable stock to share out.",
)
NO_SITES = reason(
    "supplies.allocation.no_sites", "该仓库供应范围内没有在岗人员。", "Nobody is on post at the sites it serves."
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """The area's numbers that a distribution rests on."""

    a_day: int
    least_days: int
    cover_days: int

    @property
    def source(self) -> str:
        """In words, for the planner's record."""
        return f"{MASKS_A_DAY}={self.a_day} {PROTECTION_DAYS}={self.least_days} {COVER_DAYS}={self.cover_days}"


def served(depot: Place) -> QuerySet[Site]:
    """The sites a depot serves: of its enterprise and those under it, or (the government's) all in its area."""
    sites = Site.objects.in_area(depot.area_id).exclude(status=Site.Status.CLOSED)
    if depot.enterprise is None:
        return sites
    if depot.enterprise.kind == Enterprise.Kind.HEADQUARTERS:
        return sites.filter(brand=depot.brand_id)
    units, ring = {depot.enterprise.pk}, [depot.enterprise.pk]
    while ring:
        ring = list(Enterprise.objects.filter(parent__in=ring).exclude(pk__in=units).values_list("pk", flat=True))
        units |= set(ring)
    return sites.filter(enterprise__in=units)


def numbers_over(area: str, *, on: dt.date) -> Numbered:
    """The three numbers; raises `Invalid` naming the one that is not set."""
    words = {
        MASKS_A_DAY: ("每人每日口罩数", "the masks a person needs a day"),
        PROTECTION_DAYS: ("最低防护天数", "the least days of protection"),
        COVER_DAYS: ("防护物资保障天数", "the days a distribution is to cover"),
    }
    found = []
    for key, (zh, en) in words.items():
        number = Numbers(key, on=on).over(area)
        if number is None:
            raise Invalid(Reason(NOT_SET.code, NOT_SET.text.filled(what=zh, what_en=en)))
        found.append(number)
    a_day, least, cover = found
    return Numbered(a_day, least, max(least, cover))


def allocation_problem(depot: Place, item: Item, *, by: Actor, on: dt.date) -> dict[str, object]:
    """The problem as plain columns, masks of every kind and masks on their way counted as a site's stock.

    People are those on post, split over the three guarantee tiers as their site's parcels last were; what no report
    tells of counts as online shopping. Packs promised in earlier plans are not shared out again.
    """
    if item.line != MASKS:
        raise Invalid(NOT_MASKS)
    numbers = numbers_over(depot.area_id, on=on)
    usable = Stock.objects.filter(place=depot, item=item, expires_on__gte=on).aggregate(n=Sum("pieces"))["n"] or 0
    promised = depot.outgoing.filter(item=item, state=Transfer.State.PLANNED).aggregate(n=Sum("pieces"))["n"] or 0
    packs = (usable - promised) // item.pack
    if packs < 1:
        words = {"pack": item.pack_zh, "pack_en": item.pack_en, "n": item.pack}
        raise Invalid(Reason(NOTHING_TO_GIVE.code, NOTHING_TO_GIVE.text.filled(**words)))
    sites = served(depot).within(by.jurisdiction, Permission.SUPPLY_READ).order_by("pk")  # type: ignore[attr-defined]
    ids: list[int] = list(sites.values_list("pk", flat=True))
    people = people_on_post(on=on) if depot.area_id == NATION else _people_in(depot, on)
    ids = [pk for pk in ids if people.get(pk, (0, None))[0]]
    if not ids:
        raise Invalid(NO_SITES)
    stock, coming = _masks(on), _coming()
    shares = _tiers(depot, {d for _, d in people.values() if d is not None})
    told = np.array([shares.get(pk, (0, 0, 1)) for pk in ids], dtype=float).T
    count = np.array([people[pk][0] for pk in ids], dtype=np.int64)
    return {
        "item": item.code,
        "depot": depot.pk,
        "day": on.isoformat(),
        "per_person_day": numbers.a_day,
        "minimum_days": numbers.least_days,
        "horizon_days": numbers.cover_days,
        "source": numbers.source,
        "pack": item.pack,
        "packs": packs,
        "sites": ids,
        "stock": [stock.get(pk, 0) + coming.get(pk, 0) for pk in ids],
        "people": split(count, told).tolist(),
    }


def split(people: Ints, shares: Floats) -> Ints:
    """People of each site (a row of numbers) over three tiers by shares (3 × sites), whole and adding up.

    The largest remainders get the odd persons; of equals the guaranteed tier first.
    """
    weight = shares.sum(axis=0)
    exact = people * np.divide(shares, weight, out=np.zeros_like(shares), where=weight > 0)
    exact[2] = np.where(weight > 0, exact[2], people)
    whole = np.floor(exact + 1e-9).astype(np.int64)
    order = np.argsort(-(exact - whole), axis=0, kind="stable").argsort(axis=0, kind="stable")
    found: Ints = whole + (order < people - whole.sum(axis=0))
    return found


def _people_in(depot: Place, on: dt.date) -> Mapping[int, tuple[int, dt.date | None]]:
    counties = set(served(depot).order_by().values_list("county_id", flat=True).distinct())
    return people_on_post(on=on, counties=counties)


def _masks(on: dt.date) -> dict[int, int]:
    rows = Stock.objects.filter(item__line=MASKS, expires_on__gte=on, pieces__gt=0, place__site__isnull=False)
    return dict(rows.order_by().values_list("place__site_id").annotate(n=Sum("pieces")))


def _coming() -> dict[int, int]:
    """Masks planned for a site or on their way to it."""
    rows = Transfer.objects.filter(item__line=MASKS, state__in=("planned", "sent"), target__site__isnull=False)
    return dict(rows.order_by().values_list("target__site_id").annotate(n=Sum("pieces")))


def _tiers(depot: Place, days: set[dt.date]) -> dict[int, tuple[int, int, int]]:
    """Parcels of each tier as the sites' latest reports told."""
    found: dict[int, tuple[int, int, int]] = {}
    reports = SiteReport.objects.in_area(depot.area_id).filter(current=True)
    if depot.brand_id is not None:
        reports = reports.filter(Q(brand=depot.brand_id))
    for day in sorted(days):
        rows = reports.filter(day=day).order_by().values_list("site_id", "collected", "delivered", "classes")
        for site, collected, delivered, classes in rows.iterator(5000):
            tiers = [0, 0, 0]
            for code, (more, also, *_) in classes.items():
                tiers[TIER_OF.get(code, 3) - 1] += more + also
            tiers[2] += max(0, collected + delivered - sum(tiers))  # what no class was told of
            found[site] = (tiers[0], tiers[1], tiers[2])
    return found
