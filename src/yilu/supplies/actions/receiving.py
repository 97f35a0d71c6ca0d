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
from yilu.supplies.actions._ledger import day_of, locked, place_of, places_of, write
from yilu.supplies.facts import Line, Receipt
from yilu.supplies.models import Item, Place
from yilu.supplies.queries.history import usual_receipts
from yilu.supplies.rules.amounts import doubts
from yilu.supplies.rules.movements import CLOSED, FUTURE, NO_EXPIRY, Kind, why_not_receive


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
        at_sites = places_of(sorted({r.site_id for r in rows if r.site_id is not None}), by)
        placed = [(r, at_sites[r.site_id] if r.site_id is not None else r.depot_id or 0) for r in rows]
        places = {pk for _, pk in placed}
        kept = locked(places)
        if len(kept) != len(places):
            raise Denied(NOT_YOURS)
        singly = any(g.site is not None for g in by.jurisdiction.grants)  # bound to sites: each is asked about
        owners = {(p.area_id, p.enterprise_id, p.site_id if singly else None): p for p in kept.values()}
        for place in owners.values():
            check_can(by, Permission.SUPPLY_KEEP, place)
        by_moment: dict[dt.datetime, list[Line]] = {}
        for r, pk in placed:
            why = why_not_receive(pieces=r.pieces, channel=r.channel, expires_on=r.expires_on, today=day_of(now))
            why += [CLOSED] * (kept[pk].closed_at is not None) + [FUTURE] * (r.at > now)
            if why:
                raise Invalid(*why)
            line = Line(pk, r.item_id, r.lot, r.expires_on, Kind.RECEIVED, r.pieces, r.channel, r.cause)
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
