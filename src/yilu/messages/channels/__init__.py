"""The ways out of the house: which are open here, and one way to carry a letter through any of them."""

from django.conf import settings

from yilu.messages.channels import mail, robots, sms
from yilu.messages.channels.letters import Attempt, Letter
from yilu.messages.rules import Channel

__all__ = ["Attempt", "Letter", "carry", "open_channels", "takes_a_key"]

_CARRIERS = {
    Channel.DINGTALK: robots.to_dingtalk,
    Channel.WECOM: robots.to_wecom,
    Channel.FEISHU: robots.to_feishu,
    Channel.EMAIL: mail.to_email,
    Channel.SMS: sms.to_sms,
}


def open_channels() -> frozenset[Channel]:
    """The channels the environment has set up. A demonstration sends nothing out."""
    if settings.YILU_DEMO:
        return frozenset()
    set_up = {**settings.YILU_ROBOTS, Channel.EMAIL: settings.YILU_EMAIL_URL, Channel.SMS: settings.YILU_SMS_URL}
    return frozenset(Channel(name) for name, where in set_up.items() if where)


def takes_a_key(channel: Channel) -> bool:
    """Does the channel itself drop a repeat of the same key, so that an unsure delivery may be sent again?"""
    return channel == Channel.SMS and settings.YILU_SMS_IDEMPOTENT


def carry(channel: Channel, letter: Letter) -> Attempt:
    """Try once; what came of it. Never raises for what the other side does."""
    return _CARRIERS[channel](letter)
