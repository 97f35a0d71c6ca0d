"""The list of items, and depots opened and closed."""

import datetime as dt

from django.db.models import Q

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Invalid, reason
from yilu.network.models import Enterprise
from yilu.supplies.access import check_can_keep_depots, check_is_system
from yilu.supplies.actions._ledger import locked
from yilu.supplies.actions.moving import cancel
from yilu.supplies.models import Item, Place, Transfer
from yilu.supplies.rules.items import KNOWN
from yilu.supplies.rules.movements import NEEDS_CAUSE
from yilu.territory.models import Area

State = Transfer.State
NEEDS_NAME = reason("supplies.depot.name", "请填写仓库名称。", "Name the depot.")
KNOWN_ALREADY = reason(
    "supplies.depot.known", "同一单位在该地区已有同名仓库。", "There is a depot of this name there already."
)
CLOSED_ALREADY = reason("supplies.depot.closed", "仓库已经停用。", "The depot is closed already.")
PACK = reason("supplies.item.pack", "每包件数应为 1 至 100,000。", "A pack holds 1 to 100,000 pieces.")


def load_items(*, by: Actor, now: dt.datetime) -> int:
    """Load the items every installation knows; those already there stay as they are. How many are new."""
    with acting("supplies.item.load", by=by, now=now) as act:
        check_is_system(by)
        known = set(Item.objects.values_list("code", flat=True))
        rows = [
            Item(
                code=k.code, line=k.line, name_zh=k.name.zh, name_en=k.name.en, unit_zh=k.unit.zh, unit_en=k.unit.en,
                pack=k.pack, pack_zh=k.pack_name.zh, pack_en=k.pack_name.en, order=order,
            )
            for order, k in enumerate(KNOWN)
            if k.code not in known
        ]  # fmt: skip
        Item.objects.bulk_create(rows)
        act.changed(None, {"items": len(rows)})
    return len(rows)


def set_pack(*, item: Item, pack: int, by: Actor, now: dt.datetime) -> Item:
    """Say how many pieces a pack of the item holds from now on; what was recorded stays in pieces."""
    with acting("supplies.item.set_pack", by=by, now=now, on=item) as act:
        check_can_keep_depots(by, area="100000", enterprise=None)
        if not 1 <= pack <= 100_000:
            raise Invalid(PACK)
        kept = Item.objects.select_for_update().get(pk=item.pk)
        before, kept.pack = kept.pack, pack
        kept.save(update_fields=["pack"])
        act.changed({"pack": before}, {"item": kept.code, "pack": pack})
    return kept


def open_depot(*, name: str, area: Area, enterprise: Enterprise | None, by: Actor, now: dt.datetime) -> Place:
    """A depot of an enterprise, or (without one) of the government, in the area."""
    with acting("supplies.depot.open", by=by, now=now, area=area.pk) as act:
        check_can_keep_depots(by, area=area.pk, enterprise=enterprise)
        name = name.strip()[:100]
        if not name:
            raise Invalid(NEEDS_NAME)
        if Place.objects.filter(site=None, area=area, enterprise=enterprise, name=name).exists():
            raise Conflict(KNOWN_ALREADY)
        brand = enterprise.brand if enterprise else None
        depot = Place.objects.create(name=name, area=area, enterprise=enterprise, brand=brand)
        act.on(depot, area=area.pk, brand_id=depot.brand_id)
        act.changed(None, {"name": name, "enterprise": enterprise.pk if enterprise else None})
    return depot


def close_depot(*, depot: Place, cause: str, by: Actor, now: dt.datetime) -> int:
    """Close a depot, bankrupt or given up, with the cause; how many transfers were cancelled with it.

    What was planned from it or to it is cancelled, what was on its way to it goes back. Its stock stays in the ledger
    and may be sent out still.
    """
    with acting("supplies.depot.close", by=by, now=now, on=depot, area=depot.area_id) as act:
        act.on(depot, area=depot.area_id, brand_id=depot.brand_id)
        check_can_keep_depots(by, area=depot.area_id, enterprise=depot.enterprise)
        cause = cause.strip()[:200]
        if not cause:
            raise Invalid(NEEDS_CAUSE)
        sources = depot.incoming.filter(state=State.SENT).values_list("source_id", flat=True)
        kept = locked({depot.pk, *sources})
        mine = kept[depot.pk]
        if mine.closed_at is not None:
            raise Conflict(CLOSED_ALREADY)
        planned = Transfer.objects.filter(Q(source=mine) | Q(target=mine), state=State.PLANNED)
        ended = planned.update(state=State.CANCELLED, settled_at=now, settled_by=by.name[:80], cause=cause)
        for transfer in mine.incoming.filter(state=State.SENT):
            cancel(transfer, kept[transfer.source_id], cause=cause, by=by, now=now)
            ended += 1
        mine.closed_at, mine.closed_cause = now, cause
        mine.save(update_fields=["closed_at", "closed_cause"])
        act.changed(None, {"cause": cause, "cancelled": ended})
    return ended
