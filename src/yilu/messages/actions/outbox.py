"""The outbox: a delivery is taken, tried (by the job, outside any transaction), and settled. None is sent twice."""

from datetime import datetime

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Conflict, Denied, reason
from yilu.messages.access import NOT_YOUR_PEOPLE
from yilu.messages.channels import Attempt, takes_a_key
from yilu.messages.models import Delivery
from yilu.messages.queries import deliveries_seen_by
from yilu.messages.rules import LOST_AFTER, Channel, Outcome, pause_after

State = Delivery.State
NOT_IN_TROUBLE = reason(
    "messages.not_in_trouble",
    "这条消息已送出或正在发送，不必重发。",
    "It was sent or is being sent; no need to repeat.",
)
ENDED = {Outcome.SENT: State.SENT, Outcome.REFUSED: State.FAILED, Outcome.UNSURE: State.UNSURE}


def take_due(*, by: Actor, now: datetime) -> Delivery | None:
    """Take the delivery that is due longest, so that no other runner tries it; None if none is due.

    One whose attempt has no recorded end (its runner died) may have gone out: it is settled as unsure on the way.
    """
    while True:
        due = (
            Delivery.objects.filter(state__in=(State.WAITING, State.SENDING), next_at__lte=now)
            .select_related("message")
            .order_by("next_at", "pk")
            .first()
        )
        if due is None:
            return None
        if due.state == State.SENDING:
            settle(delivery=due, attempt=Attempt(Outcome.UNSURE, "no recorded end"), by=by, now=now)
            continue
        with acting("messages.delivery.take", by=by, now=now, on=due):
            taken = Delivery.objects.filter(pk=due.pk, state=State.WAITING, attempts=due.attempts).update(
                state=State.SENDING, attempts=due.attempts + 1, next_at=now + LOST_AFTER, changed_at=now
            )
        if taken:
            due.refresh_from_db()
            return due


def settle(*, delivery: Delivery, attempt: Attempt, by: Actor, now: datetime) -> None:
    """Record what an attempt came to. What certainly was not taken waits for the next attempt, longer each time.

    What may have been taken is not sent again unless the channel drops repeats of the same key by itself.
    """
    again = attempt.outcome == Outcome.NOT_NOW or (
        attempt.outcome == Outcome.UNSURE and takes_a_key(Channel(delivery.channel))
    )
    pause = pause_after(delivery.attempts) if again else None
    if pause is not None:
        state, next_at = State.WAITING, now + pause
    else:
        state, next_at = ENDED.get(attempt.outcome, State.FAILED), now
    with acting("messages.delivery.settle", by=by, now=now, on=delivery) as act:
        Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, attempts=delivery.attempts).update(
            state=state, next_at=next_at, answer=attempt.answer[:200], changed_at=now
        )
        act.changed({"attempt": delivery.attempts}, {"state": str(state), "answer": attempt.answer[:200]})


def try_again(*, delivery: Delivery, by: Actor, now: datetime) -> None:
    """Put a failed or unsure delivery back: a person's decision, who knows that an unsure one may arrive twice."""
    with acting("messages.delivery.try_again", by=by, now=now, on=delivery) as act:
        if not deliveries_seen_by(by, on=now).filter(pk=delivery.pk).exists():
            raise Denied(NOT_YOUR_PEOPLE)
        if (
            not Delivery.objects.filter(pk=delivery.pk, state__in=(State.FAILED, State.UNSURE))
            .update(state=State.WAITING, attempts=0, next_at=now, changed_at=now)
        ):  # fmt: skip
            raise Conflict(NOT_IN_TROUBLE)
        act.changed({"state": str(delivery.state)}, {"state": str(State.WAITING)})
