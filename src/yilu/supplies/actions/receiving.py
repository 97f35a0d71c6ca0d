"""Supplies come in: by one of four channels, lot by lot, one by one or from a workbook."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Invalid
from yilu.network.models import Site
from yilu.supplies.access import NOT_YOURS, check_can
from yilu.supplies.actions._ledger import day_of, locked, place_of, write
from yilu.supplies.facts import Line, Receipt
from yilu.supplies.models import Item, Place
from yilu.supplies.queries.history import usual_receipts
from yilu.supplies.rules.amounts import doubts
from yilu.supplies.rules.movements import CLOSED, FUTURE, NO_EXPIRY, Kind, why_not_receive

AT_ONCE = 500


def receive(
    *,
    place: Place | Site,
    item: Item,
    pieces: int,
    channel: str,
    by: Actor,
    now: dt.datetime,
    lot: str = "",
    expires_on: dt.date = NO_EXPIRY,
    cause: str = "",
    sure: bool = False,
) -> Place:
    """Take pieces in. Unless `sure`, an amount that looks like packs taken for pieces is refused, saying so."""
    with acting("supplies.stock.receive", by=by, now=now) as act:
        kept = _at(place)
        act.on(kept, area=kept.area_id, brand_id=kept.brand_id)
        check_can(by, Permission.SUPPLY_KEEP, kept)
        why = why_not_receive(pieces=pieces, channel=channel, expires_on=expires_on, today=day_of(now))
        if kept.closed_at is not None:
            why.append(CLOSED)
        if not why and not sure:
            why = doubts(pieces, pack=item.pack, usual=usual_receipts(kept, item))
        if why:
            raise Invalid(*why)
        line = Line(kept.pk, item.pk, lot.strip()[:40], expires_on, Kind.RECEIVED, pieces, channel, cause.strip())
        write([line], at=now, by=by, now=now)
        act.changed(None, {"item": item.code, "pieces": pieces, "channel": channel, "lot": line.lot})
    return kept


def receive_many(*, rows: Sequence[Receipt], source: str, by: Actor, now: dt.datetime) -> int:
    """Take many receipts in, all or none; doubts were settled where they were read."""
    with acting("supplies.stock.receive_many", by=by, now=now) as act:
        places = {r.place_id for r in rows}
        kept = locked(places)
        permitted = Place.objects.within(by.jurisdiction, Permission.SUPPLY_KEEP).filter(pk__in=places)
        if len(kept) != len(places) or permitted.count() != len(places):
            raise Denied(NOT_YOURS)
        for owner in {(p.area_id, p.brand_id): p for p in kept.values()}.values():
            check_can(by, Permission.SUPPLY_KEEP, owner)
        for r in rows:
            why = why_not_receive(pieces=r.pieces, channel=r.channel, expires_on=r.expires_on, today=day_of(now))
            if kept[r.place_id].closed_at is not None:
                why.append(CLOSED)
            if r.at > now:
                why.append(FUTURE)
            if why:
                raise Invalid(*why)
        by_moment: dict[dt.datetime, list[Line]] = {}
        for r in rows:
            line = Line(r.place_id, r.item_id, r.lot, r.expires_on, Kind.RECEIVED, r.pieces, r.channel, r.cause)
            by_moment.setdefault(r.at, []).append(line)
        for at, lines in by_moment.items():
            write(lines, at=at, by=by, now=now)
        digest = hashlib.sha256(repr(list(rows)).encode()).hexdigest()
        act.changed(None, {"rows": len(rows), "source": source[-100:], "sha256": digest})
    return len(rows)


def _at(place: Place | Site) -> Place:
    """The place, its stock locked."""
    found = place_of(place) if isinstance(place, Site) else place
    return locked([found.pk])[found.pk]
