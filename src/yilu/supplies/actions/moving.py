"""Transfers: planned, sent, received or cancelled. What was sent is in transit until it is one or the other."""

import datetime as dt
from collections.abc import Collection, Sequence

from yilu.audit.recording import Recording, acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Denied, Invalid, Reason
from yilu.core.rows import insert_rows, reserve_ids
from yilu.core.templatetags.yilu import moment
from yilu.network.models import Site
from yilu.supplies.access import NOT_YOURS, check_can
from yilu.supplies.actions._ledger import day_of, dealt_out, locked, place_of, places_of, taken_from, touch, write
from yilu.supplies.facts import Line
from yilu.supplies.models import Item, Movement, Place, Transfer
from yilu.supplies.rules import movements as rules
from yilu.supplies.rules.movements import Kind, filled, why_not_amount

FIELDS = ("id", "source_id", "target_id", "item_id", "pieces", "state", "origin", "planned_at", "planned_by", "sent_by",
          "settled_by", "cause")  # fmt: skip
AT_ONCE = 500
State = Transfer.State


def plan_transfer(
    *, source: Place, target: Place | Site, item: Item, pieces: int, by: Actor, now: dt.datetime
) -> Transfer:
    """Put down what is to be sent from one place to another."""
    with acting("supplies.transfer.plan", by=by, now=now, on=source, area=source.area_id) as act:
        found = place_of(target) if isinstance(target, Site) else target
        if not Place.objects.within(by.jurisdiction, Permission.SUPPLY_READ).filter(pk=found.pk).exists():
            raise Denied(NOT_YOURS)
        why = [rules.SAME_PLACE] * (found.pk == source.pk) + [rules.CLOSED] * (found.closed_at is not None)
        if why:
            raise Invalid(*why)
        (pk,) = _plan(act, source, item, [(found.pk, pieces)], origin="", by=by, now=now)
    return Transfer.objects.get(pk=pk)


def plan_to_sites(
    *, source: Place, item: Item, shares: Sequence[tuple[int, int]], origin: str, by: Actor, now: dt.datetime
) -> list[int]:
    """Put down what is to be sent from a depot to many sites: (site, pieces), all or none. Numbers of the transfers."""
    with acting("supplies.transfer.plan", by=by, now=now, on=source, area=source.area_id) as act:
        places = places_of([site for site, _ in shares], by)
        rows = [(places[site], pieces) for site, pieces in shares]
        return _plan(act, source, item, rows, origin=origin, by=by, now=now)


def _plan(
    act: Recording,
    source: Place,
    item: Item,
    shares: Sequence[tuple[int, int]],
    *,
    origin: str,
    by: Actor,
    now: dt.datetime,
) -> list[int]:
    """What is planned may never be more than what lies at the source, earlier plans included."""
    act.on(source, area=source.area_id, brand_id=source.brand_id)
    kept = locked([source.pk])[source.pk]
    check_can(by, Permission.SUPPLY_SHIP, kept)
    if why := next((w for _, pieces in shares if (w := why_not_amount(pieces))), []):
        raise Invalid(*why)
    total = sum(n for _, n in shares)
    taken_from(kept, item, total + promised(kept, item), on=day_of(now), kind=Kind.SENT)
    ids = list(reserve_ids(Transfer, len(shares)))
    insert_rows(
        Transfer,
        FIELDS,
        (
            (pk, kept.pk, place, item.pk, pieces, str(State.PLANNED), origin, now, by.name[:80], "", "", "")
            for pk, (place, pieces) in zip(ids, shares, strict=True)
        ),
    )
    act.changed(None, {"item": item.code, "transfers": len(ids), "pieces": total, "origin": origin})
    return ids


def promised(place: Place, item: Item) -> int:
    """Pieces that planned transfers will take from the place."""
    rows = place.outgoing.filter(item=item, state=State.PLANNED).values_list("pieces", flat=True)
    return sum(rows)


def send(*, source: Place, transfers: Collection[int], due: dt.datetime, by: Actor, now: dt.datetime) -> int:
    """Send planned transfers of one source on their way, all or none; how many. After `due` they are chased."""
    with acting("supplies.transfer.send", by=by, now=now, on=source, area=source.area_id) as act:
        act.on(source, area=source.area_id, brand_id=source.brand_id)
        kept = locked([source.pk])[source.pk]
        check_can(by, Permission.SUPPLY_SHIP, kept)
        wanted = sorted(set(transfers))
        rows: list[Transfer] = []
        for start in range(0, len(wanted), AT_ONCE):
            some = kept.outgoing.filter(pk__in=wanted[start : start + AT_ONCE])
            rows += some.select_related("item").order_by("pk")
        if len(rows) != len(wanted):
            raise Denied(NOT_YOURS)
        for t in rows:
            _refuse_unless(t, State.PLANNED)
        lines = [line for item, some in _by_item(rows).items() for line in _sent(kept, item, some, day_of(now))]
        write(lines, at=now, by=by, now=now)
        for start in range(0, len(wanted), AT_ONCE):
            Transfer.objects.filter(pk__in=wanted[start : start + AT_ONCE]).update(
                state=State.SENT, sent_at=now, sent_by=by.name[:80], due=due
            )
        touch({t.target_id for t in rows})
        act.changed(None, {"transfers": len(rows), "pieces": sum(t.pieces for t in rows), "due": due.isoformat()})
    return len(rows)


def _by_item(rows: Sequence[Transfer]) -> dict[Item, list[Transfer]]:
    found: dict[Item, list[Transfer]] = {}
    for t in rows:
        found.setdefault(t.item, []).append(t)
    return found


def _sent(source: Place, item: Item, rows: Sequence[Transfer], today: dt.date) -> list[Line]:
    lots = taken_from(source, item, sum(t.pieces for t in rows), on=today, kind=Kind.SENT)
    return dealt_out(lots, [(t.pieces, {"transfer": t.pk}) for t in rows])


def receive_transfer(*, transfer: Transfer, received: int, by: Actor, now: dt.datetime, cause: str = "") -> Transfer:
    """Take a transfer in, once. What did not arrive is missing, with the cause; more than was sent is refused."""
    with acting("supplies.transfer.receive", by=by, now=now, on=transfer) as act:
        target = locked([transfer.target_id])[transfer.target_id]
        act.on(transfer, area=target.area_id, brand_id=target.brand_id)
        kept = Transfer.objects.select_for_update().select_related("item").get(pk=transfer.pk)
        check_can(by, Permission.SUPPLY_KEEP, target)
        _refuse_unless(kept, State.SENT)
        why: list[Reason] = []
        if not 0 <= received <= kept.pieces:
            why.append(filled(rules.MORE_THAN_SENT, got=received, sent=kept.pieces))
        elif received < kept.pieces and not cause.strip():
            why.append(rules.NEEDS_CAUSE)
        if target.closed_at is not None:
            why.append(rules.CLOSED)
        if why:
            raise Invalid(*why)
        _take_in(kept, target, missing=kept.pieces - received, cause=cause.strip(), by=by, now=now)
        _settle(kept, State.RECEIVED, cause, by, now, received=received)
        act.changed({"state": "sent"}, {"state": "received", "pieces": kept.pieces, "received": received})
    return kept


def _take_in(transfer: Transfer, place: Place, *, missing: int, cause: str, by: Actor, now: dt.datetime) -> None:
    """All that was sent arrives, lot by lot; what was not in the box is missing at once."""
    lines = []
    for sent in Movement.objects.filter(transfer=transfer, kind=Kind.SENT).order_by("expires_on", "pk"):
        whole = Line(
            place.pk, sent.item_id, sent.lot, sent.expires_on, Kind.ARRIVED, -sent.pieces, transfer=transfer.pk
        )
        lines.append(whole)
        if missing and (part := min(missing, -sent.pieces)):
            lines.append(whole._replace(kind=Kind.MISSING, pieces=-part, cause=cause))
            missing -= part
    write(lines, at=now, by=by, now=now)


def cancel_transfer(*, transfer: Transfer, cause: str, by: Actor, now: dt.datetime) -> Transfer:
    """Cancel what is planned or on its way, with the cause: what was sent comes back to its source."""
    with acting("supplies.transfer.cancel", by=by, now=now, on=transfer) as act:
        source = locked([transfer.source_id])[transfer.source_id]
        act.on(transfer, area=source.area_id, brand_id=source.brand_id)
        check_can(by, Permission.SUPPLY_SHIP, source)
        if not cause.strip():
            raise Invalid(rules.NEEDS_CAUSE)
        kept = Transfer.objects.select_for_update().get(pk=transfer.pk)
        before = str(kept.state)
        cancel(kept, source, cause=cause.strip(), by=by, now=now)
        act.changed({"state": before}, {"state": "cancelled", "cause": cause.strip()})
    return kept


def cancel(transfer: Transfer, source: Place, *, cause: str, by: Actor, now: dt.datetime) -> None:
    """The cancelling itself, inside an act: the source is locked."""
    _refuse_unless(transfer, State.PLANNED, State.SENT)
    if transfer.state == State.SENT:
        sent = Movement.objects.filter(transfer=transfer, kind=Kind.SENT)
        back = [
            Line(source.pk, n.item_id, n.lot, n.expires_on, Kind.RETURNED, -n.pieces, cause=cause, transfer=transfer.pk)
            for n in sent
        ]
        write(back, at=now, by=by, now=now)
        touch([transfer.target_id])
    _settle(transfer, State.CANCELLED, cause, by, now)


def _refuse_unless(transfer: Transfer, *states: str) -> None:
    if transfer.state in states:
        return
    if transfer.state == State.RECEIVED:
        raise Conflict(filled(rules.RECEIVED_ALREADY, at=moment(transfer.settled_at)))
    if transfer.state == State.CANCELLED:
        raise Conflict(rules.CANCELLED)
    raise Conflict(rules.SENT_ALREADY if transfer.state == State.SENT else rules.NOT_SENT)


def _settle(
    transfer: Transfer, state: str, cause: str, by: Actor, now: dt.datetime, *, received: int | None = None
) -> None:
    transfer.state, transfer.settled_at, transfer.settled_by = state, now, by.name[:80]
    transfer.cause, transfer.received = cause.strip()[:200], received
    transfer.save(update_fields=["state", "settled_at", "settled_by", "cause", "received"])
