"""Questions about places, their stock, their transfers, and the sites whose protection is short."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.scope import Scoped, ScopedQuerySet, scope_q
from yilu.network.models import Site
from yilu.people.models import Worker
from yilu.supplies.models import Item, Movement, Place, SiteProtection, Stock, Transfer
from yilu.supplies.queries.on_post import people_on_post
from yilu.supplies.queries.protection import covered, masks_a_day
from yilu.supplies.rules.items import MASKS
from yilu.supplies.rules.movements import Kind
from yilu.supplies.rules.protection import days_on_hand, runs_out_on, unprotected

BY_SOURCE = Scoped(
    area="source__area_id", brand="source__brand_id", branch="source__enterprise_id", site="source__site_id"
)
OF_TRANSFER = ("item", "source__site", "target__site")


def depots(actor: Actor) -> ScopedQuerySet[Place]:
    """The depots the actor may see."""
    rows = Place.objects.within(actor.jurisdiction, Permission.SUPPLY_READ).filter(site=None)
    return rows.select_related("area", "brand", "enterprise").order_by("area_id", "name")


def transfers(actor: Actor) -> QuerySet[Transfer]:
    """The transfers from or to places the actor may see, latest first."""
    jurisdiction = actor.jurisdiction.having(Permission.SUPPLY_READ)
    seen = scope_q(jurisdiction, Transfer.access) | scope_q(jurisdiction, BY_SOURCE)
    return Transfer.objects.filter(seen).select_related(*OF_TRANSFER).order_by("-pk")


def transfers_at(place: Place) -> QuerySet[Transfer]:
    """Those under way from or to a place: to be sent, in transit."""
    rows = Transfer.objects.filter(Q(source=place) | Q(target=place), state__in=("planned", "sent"))
    return rows.select_related(*OF_TRANSFER).order_by("-state", "pk")


def receipts_seen(actor: Actor) -> ScopedQuerySet[Movement]:
    """What came in where the actor may see it, latest first."""
    rows = Movement.objects.within(actor.jurisdiction, Permission.SUPPLY_READ).filter(kind=Kind.RECEIVED)
    return rows.select_related("item", "place").order_by("-pk")


def movements_at(place: Place) -> QuerySet[Movement]:
    """The ledger of a place, latest first."""
    return place.movements.select_related("item", "worker").order_by("-pk")


def short_sites(actor: Actor) -> ScopedQuerySet[SiteProtection]:
    """The sites the actor may see where somebody is unprotected or the days ordered are not held, the worst first."""
    rows = SiteProtection.objects.within(actor.jurisdiction, Permission.SUPPLY_READ).filter(short=True)
    return rows.select_related("site__county", "site__brand").order_by("days", "site_id")


@dataclass(frozen=True, slots=True)
class Kept:
    """An item at a place: usable and expired pieces, and its lots."""

    item: Item
    usable: int
    expired: int
    lots: tuple[Stock, ...]


def kept_at(place: Place | None, *, on: dt.date) -> list[Kept]:
    """Every item that lies or lay at the place."""
    if place is None:
        return []
    by_item: dict[int, list[Stock]] = {}
    for lot in place.stock.select_related("item").order_by("item__order", "expires_on", "pk"):
        by_item.setdefault(lot.item_id, []).append(lot)
    return [
        Kept(
            lots[0].item,
            sum(n.pieces for n in lots if n.expires_on >= on),
            sum(n.pieces for n in lots if n.expires_on < on),
            tuple(n for n in lots if n.pieces),
        )
        for lots in by_item.values()
    ]


@dataclass(frozen=True, slots=True)
class SiteState:
    """A site's protection as it stands at this moment."""

    people: int
    told_on: dt.date | None  # the report that told of them; None: the register
    masks: int
    coming: int
    a_day: int | None
    days: float | None
    runs_out_on: dt.date | None
    unprotected: int
    waiting: list[Worker]  # of the register, who would stand without: no masks of their own, none left in the stock


def state_of(site: Site, place: Place | None, *, on: dt.date) -> SiteState:
    """How far the site's masks reach for its people on post, and who of its workers stands without."""
    people, told_on = people_on_post(on=on, site=site.pk).get(site.pk, (0, None))
    masks = coming = 0
    if place is not None:
        usable = place.stock.filter(item__line=MASKS, expires_on__gte=on)
        masks = usable.aggregate(n=Sum("pieces"))["n"] or 0
        under_way = place.incoming.filter(item__line=MASKS, state=Transfer.State.SENT)
        coming = under_way.aggregate(n=Sum("pieces"))["n"] or 0
    a_day = masks_a_day(site.county_id, on=on)
    days = days_on_hand(masks, people, a_day)
    staff = list(Worker.objects.at_work().filter(site=site).order_by("post", "pk"))
    own = covered([w.pk for w in staff], on=on)
    without = unprotected(masks, people, min(len(own), people), a_day)
    waiting = [w for w in staff if w.pk not in own]
    waiting = waiting[max(0, len(waiting) - without) :] if without else []
    return SiteState(people, told_on, masks, coming, a_day, days, runs_out_on(days, on=on), without, waiting)
