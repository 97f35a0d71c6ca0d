"""Supplies leave the stock: given to people, used up, written off."""

import datetime as dt
from collections.abc import Sequence

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Invalid, reason
from yilu.people.models import Worker
from yilu.supplies.access import check_can
from yilu.supplies.actions._ledger import day_of, dealt_out, locked, taken_from, write
from yilu.supplies.facts import Line
from yilu.supplies.models import Holding, Item, Place, Stock
from yilu.supplies.queries.protection import masks_a_day
from yilu.supplies.rules.items import MASKS
from yilu.supplies.rules.movements import NEEDS_CAUSE, NOT_ENOUGH, Kind, filled, why_not_amount
from yilu.supplies.rules.protection import covered_until

NOBODY = reason("supplies.issue.nobody", "请选择领用人。", "Choose who receives them.")
NOT_OF_THE_SITE = reason(
    "supplies.issue.not_of_the_site", "领用人应是本网点在岗人员。", "Who receives them works at this very site."
)


def issue(*, place: Place, item: Item, workers: Sequence[int], each: int, by: Actor, now: dt.datetime) -> int:
    """Give `each` pieces to every one of these workers of the site; how many pieces left the stock.

    Masks given cover a person for as many days as the area's number a day makes of them.
    """
    with acting("supplies.stock.issue", by=by, now=now, on=place, area=place.area_id, brand_id=place.brand_id) as act:
        kept = locked([place.pk])[place.pk]
        check_can(by, Permission.SUPPLY_KEEP, kept)
        people = sorted(set(workers))
        why = why_not_amount(each) + [NOBODY] * (not people)
        mine = Worker.objects.at_work().filter(pk__in=people, site_id=kept.site_id or 0)
        if people and mine.count() != len(people):
            why.append(NOT_OF_THE_SITE)
        if why:
            raise Invalid(*why)
        today, total = day_of(now), each * len(people)
        lots = taken_from(kept, item, total, on=today, kind=Kind.ISSUED)
        write(dealt_out(lots, [(each, {"worker": w}) for w in people]), at=now, by=by, now=now)
        if item.line == MASKS:
            _cover(people, each, masks_a_day(kept.area_id, on=today), today)
        act.changed(None, {"item": item.code, "each": each, "people": len(people), "pieces": total})
    return total


def _cover(people: Sequence[int], each: int, a_day: int | None, today: dt.date) -> None:
    known = dict(Holding.objects.filter(worker_id__in=people).values_list("worker_id", "until"))
    rows = [
        Holding(worker_id=w, until=covered_until(known.get(w), given_on=today, pieces=each, a_day=a_day))
        for w in people
    ]
    Holding.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["worker"], update_fields=["until"], batch_size=500
    )


def use(*, place: Place, item: Item, pieces: int, by: Actor, now: dt.datetime, cause: str = "") -> None:
    """Note pieces used up at the place: handed out for the day, sprayed, worn out."""
    with acting("supplies.stock.use", by=by, now=now, on=place, area=place.area_id, brand_id=place.brand_id) as act:
        kept = locked([place.pk])[place.pk]
        check_can(by, Permission.SUPPLY_KEEP, kept)
        if why := why_not_amount(pieces):
            raise Invalid(*why)
        lines = taken_from(kept, item, pieces, on=day_of(now), kind=Kind.USED, cause=cause.strip())
        write(lines, at=now, by=by, now=now)
        act.changed(None, {"item": item.code, "pieces": pieces})


def write_off(*, stock: Stock, pieces: int, cause: str, by: Actor, now: dt.datetime) -> None:
    """Write off pieces of one lot, expired or spoilt, with the cause."""
    place = stock.place
    with acting("supplies.stock.write_off", by=by, now=now, on=place, area=place.area_id) as act:
        act.on(place, area=place.area_id, brand_id=place.brand_id)
        kept = locked([place.pk])[place.pk]
        check_can(by, Permission.SUPPLY_KEEP, kept)
        lot = Stock.objects.select_related("item").get(pk=stock.pk)
        why = why_not_amount(pieces) + [NEEDS_CAUSE] * (not cause.strip())
        if not why and pieces > lot.pieces:
            unit = {"unit": lot.item.unit_zh, "unit_en": lot.item.unit_en}
            why.append(filled(NOT_ENOUGH, held=lot.pieces, wanted=pieces, **unit))
        if why:
            raise Invalid(*why)
        line = Line(kept.pk, lot.item_id, lot.lot, lot.expires_on, Kind.WRITTEN_OFF, -pieces, cause=cause.strip())
        write([line], at=now, by=by, now=now)
        act.changed({"pieces": lot.pieces}, {"item": lot.item.code, "lot": lot.lot, "pieces": lot.pieces - pieces})
