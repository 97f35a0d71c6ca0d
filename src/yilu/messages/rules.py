"""Which channels there are, when a delivery is tried again, and which moves it can make."""

import datetime as dt
from enum import StrEnum

from yilu.core.text import Text

MINUTE = dt.timedelta(minutes=1)
# How long after the first, second … attempt without success the next one is made; after the last it has failed.
PAUSES = (MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 240 * MINUTE)
# An attempt whose end nobody recorded (the job runner died) is over by then.
LOST_AFTER = 10 * MINUTE


class Channel(StrEnum):
    """A way to a person outside the product."""

    DINGTALK = "dingtalk"
    WECOM = "wecom"
    FEISHU = "feishu"
    EMAIL = "email"
    SMS = "sms"


ROBOTS = frozenset({Channel.DINGTALK, Channel.WECOM, Channel.FEISHU})


class Outcome(StrEnum):
    """What an attempt came to."""

    SENT = "sent"  # the channel said it took it
    REFUSED = "refused"  # it will never take it: wrong address, wrong signature
    NOT_NOW = "not_now"  # it certainly did not take it now: no connection, overloaded
    UNSURE = "unsure"  # it may have taken it: its answer was lost


def pause_after(attempts: int) -> dt.timedelta | None:
    """How long to wait after so many attempts; None: give up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


# What leaves the house: no name, no figure, no state of health, only that there is something to read, and where.
OUTSIDE = Text("【驿路】您有一条新消息，请登录查看。", "[Yilu] There is a new message for you; sign in to read it.")
OUTSIDE_URGENT = Text(
    "【驿路·紧急】您有一条紧急消息，请立即登录查看。", "[Yilu, urgent] An urgent message awaits you; sign in now."
)
