"""A person's login is tied to his or her own record, so that "oneself only" means that record and no other.

It takes a one-time code as printed on a card, as a phone does: nobody ties a login to somebody else's record.
"""

import datetime as dt

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Conflict, Denied, Invalid, reason
from yilu.people.access import check_holds
from yilu.people.actions._cards import used_card
from yilu.people.actions.passes import NOT_GOOD
from yilu.people.models import Worker

NOT_SIGNED_IN = reason("people.login.nobody", "请先登录本人账号。", "Sign in to your own account first.")
ALREADY_TIED = reason(
    "people.login.tied",
    "该账号或该员工已经关联过，请先请网点负责人解除。",
    "This login or this worker is tied already; have your site manager untie it first.",
)
NOT_TIED = reason("people.login.not_tied", "该员工没有关联账号。", "This worker has no login tied.")


def tie_login(*, code: str, by: Actor, now: dt.datetime) -> Worker:
    """Tie the login of who asks to the worker for whom the card was printed. The card is used with it."""
    with acting("people.login.tie", by=by, now=now) as act:
        if by.user_id is None:
            raise Denied(NOT_SIGNED_IN)
        card = used_card(code, now=now)
        if card is None:
            raise Invalid(NOT_GOOD)
        worker = card.worker
        act.on(worker, area=worker.county_id, brand_id=worker.brand_id)
        if worker.user_id is not None or Worker.objects.filter(user_id=by.user_id).exists():
            raise Conflict(ALREADY_TIED)
        Worker.objects.filter(pk=worker.pk).update(user_id=by.user_id)
        act.changed(None, {"user": by.user_id})
    return worker


def untie_login(*, worker: Worker, by: Actor, now: dt.datetime) -> None:
    """Untie a login: by the person, or by who keeps the workers there."""
    with acting(
        "people.login.untie", by=by, now=now, on=worker, area=worker.county_id, brand_id=worker.brand_id
    ) as act:
        if by.user_id is None or worker.user_id != by.user_id:
            check_holds(by, Permission.WORKER_EDIT, worker)
        if not Worker.objects.filter(pk=worker.pk).exclude(user=None).update(user=None):
            raise Conflict(NOT_TIED)
        act.changed({"user": worker.user_id}, {"user": None})
