"""What a person does with his or her own messages and channels."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from yilu.audit.recording import acting
from yilu.core.actor import Actor
from yilu.core.reasons import Invalid, Reason, reason
from yilu.core.remembered import forget
from yilu.messages.access import check_is_recipient, own_id
from yilu.messages.channels import open_channels
from yilu.messages.models import ChannelSetting, Message
from yilu.messages.queries import unread_key
from yilu.messages.rules import ROBOTS, Channel

NOT_OPEN = reason(
    "messages.channel_not_open", "系统没有开通这一渠道。", "This channel is not set up in this installation."
)
NO_PHONE = reason("messages.no_phone", "请填写11位手机号码。", "Give a mobile number of 11 digits.")
NO_EMAIL = reason("messages.no_email", "请填写正确的邮箱地址。", "Give an e-mail address.")


def read(*, message: Message, by: Actor, now: datetime) -> None:
    """Mark one's own message as read."""
    if message.read_at is not None:
        return
    with acting("messages.message.read", by=by, now=now, on=message):
        check_is_recipient(by, message)
        Message.objects.filter(pk=message.pk, read_at=None).update(read_at=now)
    forget(unread_key(message.recipient_id))


def read_all(*, by: Actor, now: datetime) -> int:
    """Mark all one's messages as read; how many were not."""
    with acting("messages.message.read_all", by=by, now=now) as act:
        marked = Message.objects.filter(recipient_id=own_id(by), read_at=None).update(read_at=now)
        act.changed(None, {"messages": marked})
    forget(unread_key(own_id(by)))
    return marked


def choose_channel(
    *, channel: Channel, wanted: bool, address: str, secret: str | None = None, by: Actor, now: datetime
) -> ChannelSetting:
    """Say where one is reached through a channel, and whether by ordinary messages too. `secret` None: as it was."""
    with acting("messages.channel.choose", by=by, now=now) as act:
        address = address.strip()
        if found := _why_not_address(channel, address):
            raise Invalid(*found)
        values = {"wanted": wanted, "address": address}
        if secret is not None:
            values["secret"] = secret.strip()
        kept, _ = ChannelSetting.objects.update_or_create(user_id=own_id(by), channel=channel, defaults=values)
        act.on(kept)
        act.changed(None, {"channel": str(channel), "wanted": wanted, "address": "＊"})
    return kept


def drop_channel(*, channel: Channel, by: Actor, now: datetime) -> None:
    """Be reached through this channel no longer, not even by what is urgent."""
    with acting("messages.channel.drop", by=by, now=now) as act:
        ChannelSetting.objects.filter(user_id=own_id(by), channel=channel).delete()
        act.changed({"channel": str(channel)}, None)


def _why_not_address(channel: Channel, address: str) -> list[Reason]:
    if channel not in open_channels():
        return [NOT_OPEN]
    if channel in ROBOTS:
        # Only to the vendor's own address: a webhook must not reach into the house.
        allowed = settings.YILU_ROBOTS[channel]
        if not address.startswith(f"{allowed}/") or not address.isascii() or any(c.isspace() for c in address):
            return [
                reason(
                    "messages.webhook_elsewhere",
                    "机器人地址须以 {allowed}/ 开头。",
                    "The robot's address begins with {allowed}/.",
                    allowed=allowed,
                )
            ]
    elif channel == Channel.SMS:
        return [] if address.isascii() and address.isdigit() and len(address) == 11 else [NO_PHONE]
    else:
        try:
            validate_email(address)
        except ValidationError:
            return [NO_EMAIL]
    return []
