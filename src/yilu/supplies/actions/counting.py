"""A count: what differs from the ledger becomes a line of its own with its cause; nothing is overwritten."""

import datetime as dt

from django.db.models import Sum

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid
from yilu.network.models import Site
from yilu.supplies.access import check_can
from yilu.supplies.actions._ledger import day_of, locked, place_of, taken_from, write
from yilu.supplies.facts import Line
from yilu.supplies.models import Item, Place, Stock
from yilu.supplies.rules.amounts import doubts
from yilu.supplies.rules.movements import AMOUNT, MOST_PIECES, NEEDS_CAUSE, NO_EXPIRY, Kind


def count(
    *,
    place: Place | Site,
    item: Item,
    counted: int,
    by: Actor,
    now: dt.datetime,
    cause: str = "",
    used_up: bool = False,
    sure: bool = False,
) -> int:
    """Set the ledger right by a count of all lots of the item; the difference it made.

    Fewer than in the ledger are used up (`used_up`) or missing, with a cause; more are found, with a cause. What
    expires first is taken to have gone first. Unless `sure`, a count that looks like packs taken for pieces is refused.
    """
    with acting("supplies.stock.count", by=by, now=now) as act:
        found = place_of(place) if isinstance(place, Site) else place
        kept = locked([found.pk])[found.pk]
        act.on(kept, area=kept.area_id, brand_id=kept.brand_id)
        check_can(by, Permission.SUPPLY_KEEP, kept)
        if not 0 <= counted <= MOST_PIECES:
            raise Invalid(AMOUNT)
        lots = Stock.objects.filter(place=kept, item=item)
        held = lots.aggregate(n=Sum("pieces"))["n"] or 0
        difference, cause = counted - held, cause.strip()
        why = [NEEDS_CAUSE] if difference and not cause and not (used_up and difference < 0) else []
        if not why and not sure and counted and held:
            why = doubts(counted, pack=item.pack, usual=[held] * 3)
        if why:
            raise Invalid(*why)
        if difference > 0:
            last = lots.filter(expires_on__gte=day_of(now)).order_by("-pieces", "pk").first()
            lot, expires_on = (last.lot, last.expires_on) if last else ("", NO_EXPIRY)
            lines = [Line(kept.pk, item.pk, lot, expires_on, Kind.FOUND, difference, cause=cause)]
        elif difference < 0:
            kind = Kind.USED if used_up else Kind.MISSING
            lines = taken_from(kept, item, -difference, on=None, kind=kind, cause=cause)
        else:
            lines = []
        write(lines, at=now, by=by, now=now)
        act.changed({"item": item.code, "pieces": held}, {"item": item.code, "pieces": counted, "cause": cause})
    return difference
