"""How a return moves along when an isolation is recorded or released: inside that act."""

import datetime as dt

from yilu.core.clock import ZONE
from yilu.people.actions._room import give_room_back
from yilu.people.models import Isolation, Return
from yilu.people.rules.returns import HELD, State

DAY = dt.timedelta(days=1)


def isolated_on_return(isolation: Isolation) -> None:
    """The worker came back and is now isolated: the return says so."""
    Return.objects.filter(worker_id=isolation.worker_id, state=State.ARRIVED).update(
        state=State.ISOLATED, isolation=isolation
    )


def cleared_on_return(isolation: Isolation, *, now: dt.datetime) -> None:
    """The authority's clearance ends the return with the isolation; the place is free from tomorrow."""
    back = Return.objects.filter(worker_id=isolation.worker_id, state__in=HELD, isolation=isolation).first()
    if back is not None:
        end(back, isolation.clearance_document, now=now)


def end(back: Return, document: str, *, now: dt.datetime) -> None:
    """Cleared, on this document."""
    today = now.astimezone(ZONE).date()
    give_room_back(back, since=today + DAY)
    back.state, back.cleared_on, back.document = State.CLEARED, today, document.strip()[:200]
    back.version += 1
    back.save(update_fields=["state", "cleared_on", "document", "version"])
