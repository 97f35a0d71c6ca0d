"""Who may see of what a person suffers: health officers near, others while a case is open or with a stated reason."""

import datetime as dt

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.people.access import holds
from yilu.people.models import HealthCase, RecordOpening, Worker
from yilu.people.queries.cases import sees_details_of


def sees_health(actor: Actor, worker: Worker, *, now: dt.datetime) -> bool:
    """Health officers of the site, county and prefecture by their office; others who may open a health record, while
    a case is open or for an hour after they said why.
    """
    if not holds(actor, Permission.HEALTH_READ, worker):
        return False
    if sees_details_of(actor, worker):
        return True
    if HealthCase.objects.filter(worker=worker, closed_at=None).exists():
        return True
    opened = RecordOpening.objects.filter(worker=worker, user_id=actor.user_id or 0, expires_at__gt=now)
    return opened.exists()
