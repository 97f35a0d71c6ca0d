"""Telling people something: kept in the same transaction as the act that gives the occasion."""

from collections.abc import Iterable
from datetime import datetime

from yilu.accounts.models import User
from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.text import Text
from yilu.messages.access import check_can_send
from yilu.messages.channels import open_channels
from yilu.messages.models import ChannelSetting, Delivery, Message


def send(
    *,
    to: Iterable[int],
    title: Text,
    body: Text,
    link: str = "",
    urgent: bool = False,
    key: str,
    by: Actor,
    now: datetime,
) -> list[Message]:
    """Tell the people (ids of users) something; those already told under this `key` are not told again.

    Inside another act it lands or is undone with it. The outbox carries it outside after that, by each one's choice;
    an urgent one through every channel he or she can be reached by.
    """
    wanted = set(to)
    told = Message.objects.filter(key=key, recipient_id__in=wanted)
    new = wanted - set(told.values_list("recipient_id", flat=True))
    if new:
        with acting("messages.message.send", by=by, now=now) as act:
            check_can_send(by, link)
            new = set(User.objects.filter(pk__in=new, is_active=True).values_list("pk", flat=True))
            # Somebody telling the same at this moment is not told apart from us: the row is there once.
            Message.objects.bulk_create(
                (
                    Message(
                        recipient_id=user, key=key, title_zh=title.zh, title_en=title.en, body_zh=body.zh,
                        body_en=body.en, link=link, urgent=urgent, by=by.name[:80], sent_at=now,
                    )
                    for user in sorted(new)
                ),
                ignore_conflicts=True,
            )  # fmt: skip
            outside = _put_in_outbox(key, new, urgent=urgent, now=now)
            act.changed(None, {"key": key, "people": len(new), "outside": outside, "urgent": urgent, "link": link})
    return list(told.order_by("pk"))


def _put_in_outbox(key: str, people: set[int], *, urgent: bool, now: datetime) -> int:
    """One delivery for each channel that is open and chosen; how many."""
    settings = ChannelSetting.objects.filter(user_id__in=people, channel__in=open_channels())
    if not urgent:
        settings = settings.filter(wanted=True)
    chosen = list(settings.values_list("user_id", "channel"))
    if not chosen:
        return 0
    message_of = dict(Message.objects.filter(key=key, recipient_id__in=people).values_list("recipient_id", "pk"))
    rows = [
        Delivery(message_id=message_of[user], channel=channel, next_at=now, changed_at=now) for user, channel in chosen
    ]
    return len(Delivery.objects.bulk_create(rows, ignore_conflicts=True))
