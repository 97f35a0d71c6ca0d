"""What runs by itself: carry the outbox outside."""

from django.conf import settings

from yilu.accounts.models import User
from yilu.core import clock
from yilu.core.actor import system
from yilu.messages import actions
from yilu.messages.channels import Attempt, Letter, carry, open_channels
from yilu.messages.models import ChannelSetting, Delivery
from yilu.messages.rules import OUTSIDE, OUTSIDE_URGENT, Channel, Outcome

# Of one run; what is left goes with the next, a few seconds later.
MOST = 50
OUTBOX = system("job:outbox")


def outbox() -> int:
    """Try what is due; how many were tried. The attempt itself runs outside any transaction."""
    tried = 0
    while tried < MOST and (delivery := actions.take_due(by=OUTBOX, now=clock.now())) is not None:
        actions.settle(delivery=delivery, attempt=_tried(delivery), by=OUTBOX, now=clock.now())
        tried += 1
    return tried


def _tried(delivery: Delivery) -> Attempt:
    channel, message = Channel(delivery.channel), delivery.message
    setting = ChannelSetting.objects.filter(user_id=message.recipient_id, channel=channel).first()
    if setting is None or channel not in open_channels():
        return Attempt(Outcome.REFUSED, "channel closed or dropped")
    language = User.objects.values_list("language", flat=True).get(pk=message.recipient_id)
    sentence = OUTSIDE_URGENT if message.urgent else OUTSIDE
    text = sentence.en if language.startswith("en") else sentence.zh
    if settings.YILU_PUBLIC_URL:
        text += f"\n{settings.YILU_PUBLIC_URL}/messages/{message.pk}/"
    return carry(channel, Letter(setting.address, text, f"yilu-{delivery.pk}", setting.secret))
