"""Who may see of what a person suffers: those near, others while a case is open, anybody with a stated reason."""

import datetime as dt

from yilu.core.actor import Actor
from yilu.core.jurisdiction import Jurisdiction
from yilu.core.permissions import Permission
from yilu.people.access import holds
from yilu.people.models import HealthCase, RecordOpening, Worker
from yilu.people.queries.cases import is_near


def sees_health(actor: Actor, worker: Worker, *, now: dt.datetime) -> bool:
    """Site, county and prefecture by their office; further up while a case is open or the record was opened."""
    if not holds(actor, Permission.HEALTH_READ, worker):
        return False
    near = Jurisdiction(tuple(g for g in actor.jurisdiction.grants if is_near(g)))
    if near.may(
        Permission.HEALTH_READ,
        area=worker.county_id,
        brand=worker.brand_id,
        branch=worker.enterprise_id,
        site=worker.site_id,
        person=worker.pk,
    ):
        return True
    if HealthCase.objects.filter(worker=worker, closed_at=None).exists():
        return True
    opened = RecordOpening.objects.filter(worker=worker, user_id=actor.user_id or 0, expires_at__gt=now)
    return opened.exists()
