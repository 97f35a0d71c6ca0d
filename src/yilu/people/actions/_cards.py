"""A printed card is good once: for a phone, or for a login. Inside an act only."""

import datetime as dt

from yilu.people.blinding import code_digest
from yilu.people.models import EnrolmentCard


def used_card(code: str, *, now: dt.datetime) -> EnrolmentCard | None:
    """The card of this code, good until this moment and used with it; None if it is not good."""
    card = EnrolmentCard.objects.select_related("worker").filter(code_digest=code_digest(code)).first()
    good = EnrolmentCard.objects.filter(used_at=None, revoked_at=None, expires_at__gt=now)
    if card is None or card.worker.left_on is not None or not good.filter(pk=card.pk).update(used_at=now):
        return None
    return card
