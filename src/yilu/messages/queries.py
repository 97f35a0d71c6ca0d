"""Questions about messages: one's own, how many unread, how one is reached, and whom nobody reached."""

from datetime import datetime

from django.db.models import F, QuerySet

from yilu.accounts.models import Appointment
from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.permissions import Permission
from yilu.core.remembered import remembered
from yilu.messages.models import ChannelSetting, Delivery, Message


def own(actor: Actor) -> QuerySet[Message]:
    """The actor's messages: unread first, urgent ones before others, the latest first."""
    if actor.user_id is None:
        return Message.objects.none()
    return Message.objects.filter(recipient_id=actor.user_id).order_by(
        F("read_at").asc(nulls_first=True), "-urgent", "-sent_at", "-pk"
    )


def unread_key(user_id: int) -> str:
    """Under which the count of a person's unread messages is remembered."""
    return f"unread:{user_id}"


def unread_count(user_id: int) -> int:
    """How many messages the person has not read, as of half a minute ago at most."""
    unread = Message.objects.filter(recipient_id=user_id, read_at=None)
    return remembered(unread_key(user_id), unread.count)


def channels_of(user_id: int) -> dict[str, ChannelSetting]:
    """How the person is reached, by channel."""
    return {s.channel: s for s in ChannelSetting.objects.filter(user_id=user_id)}


def deliveries_seen_by(actor: Actor, *, on: datetime) -> QuerySet[Delivery]:
    """Deliveries to the people appointed where the actor may see who was not reached."""
    people = (
        Appointment.objects.within(actor.jurisdiction, Permission.OUTBOX_READ)
        .in_force(on.astimezone(ZONE).date())
        .values("user_id")
    )
    return Delivery.objects.filter(message__recipient_id__in=people).select_related("message__recipient")


def not_reached(actor: Actor, *, on: datetime) -> QuerySet[Delivery]:
    """Of these, the ones that failed or may have."""
    return deliveries_seen_by(actor, on=on).filter(state__in=(Delivery.State.FAILED, Delivery.State.UNSURE))
