"""Signing for a directive: the receipt says who read it, and when."""

from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Denied
from yilu.directives.access import why_not_sign
from yilu.directives.models import Receipt


def sign(*, receipt: Receipt, by: Actor, now: datetime) -> Receipt:
    """Sign for the organisation, once."""
    with acting("directives.receipt.sign", by=by, now=now) as act:
        kept = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
        act.on(kept, area=kept.area_id, brand_id=kept.brand_id)
        if found := why_not_sign(kept, by=by):
            raise Denied(*found)
        kept.read_at, kept.read_by = now, by.name[:80]
        kept.save(update_fields=["read_at", "read_by"])
        act.changed(None, {"unit": kept.unit})
    return kept
