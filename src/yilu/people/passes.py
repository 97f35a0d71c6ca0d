"""Who sends with an enrolled phone: an actor who may report for himself or herself and nothing else."""

from datetime import datetime
from typing import NamedTuple

from yilu.core.actor import Actor
from yilu.core.jurisdiction import Grant, Jurisdiction
from yilu.core.permissions import Permission
from yilu.core.text import Text
from yilu.people.models import DevicePass, Worker
from yilu.people.tokens import bearer_of

OWN_PHONE = Text("本人手机", "own phone")
COOKIE = "yilu_pass"


class Holder(NamedTuple):
    """The person behind an enrolled phone."""

    worker: Worker
    actor: Actor


def holder_of(token: str, *, now: datetime, origin: str) -> Holder | None:
    """Whose token this is; None if it is not good, was revoked, or its person has left."""
    bearer = bearer_of(token, now=now)
    if bearer is None:
        return None
    standing = DevicePass.objects.filter(pk=bearer.pass_id, worker_id=bearer.worker_id, revoked_at=None)
    worker = Worker.objects.at_work().filter(pk__in=standing.values("worker_id")).first()
    if worker is None:
        return None
    return Holder(worker, actor_with(worker, bearer.pass_id, origin=origin))


def actor_with(worker: Worker, pass_id: int, *, origin: str) -> Actor:
    """The actor of a device pass, narrowed to the person."""
    grant = Grant(frozenset({Permission.DEVICE_REPORT}), worker.county_id, person=worker.pk)
    return Actor(
        user_id=None,
        name=f"worker {worker.pk}",
        jurisdiction=Jurisdiction((grant,)),
        role="device",
        title=OWN_PHONE,
        origin=f"pass {pass_id} {origin}"[:64],
    )
