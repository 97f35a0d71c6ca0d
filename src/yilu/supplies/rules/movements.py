"""What may happen to stock: the kinds of movements with their signs, the channels, and what forbids one."""

import datetime as dt
from enum import StrEnum

from yilu.core.reasons import Reason, reason
from yilu.core.text import Text

MOST_PIECES = 100_000_000  # of one movement: beyond it a slip of the pen
NO_EXPIRY = dt.date(9999, 12, 31)


class Kind(StrEnum):
    """A movement of the ledger, as `Movement.Kind` stores it."""

    RECEIVED = "received"
    ISSUED = "issued"
    USED = "used"
    FOUND = "found"
    MISSING = "missing"
    WRITTEN_OFF = "written_off"
    SENT = "sent"
    ARRIVED = "arrived"
    RETURNED = "returned"


# +1: stock grows, -1: it shrinks. What came in = on hand + in transit + consumed + written off, at every moment.
SIGN: dict[Kind, int] = {
    Kind.RECEIVED: 1,
    Kind.FOUND: 1,
    Kind.ARRIVED: 1,
    Kind.RETURNED: 1,
    Kind.ISSUED: -1,
    Kind.USED: -1,
    Kind.MISSING: -1,
    Kind.WRITTEN_OFF: -1,
    Kind.SENT: -1,
}
CAME_IN = (Kind.RECEIVED, Kind.FOUND)
CONSUMED = (Kind.ISSUED, Kind.USED)
LOST = (Kind.WRITTEN_OFF, Kind.MISSING)

CHANNELS: dict[str, Text] = {
    "headquarters": Text("总部调配", "from headquarters"),
    "purchase": Text("企业自购", "own purchase"),
    "government": Text("政府支持", "government support"),
    "donation": Text("社会捐赠", "donation"),
}

NOT_ENOUGH = reason(
    "supplies.not_enough",
    "可用库存不足：现有 {held}{unit}，需要 {wanted}{unit}；过期的不能使用。",
    "Not enough usable stock: {held} {unit_en} at hand, {wanted} wanted; what has expired is not used.",
)
AMOUNT = reason(
    "supplies.amount", "数量应为正整数，且不超过一亿。", "The amount is a whole number from 1 to 100 million."
)
EXPIRED = reason(
    "supplies.expired", "该批次已于 {day} 过期，不能入库发放；请核销或退回。",
    "This lot expired on {day}: it is not received for use; write it off or send it back.",
)  # fmt: skip
FUTURE = reason("supplies.future", "时间不能晚于现在。", "It cannot have happened after now.")
NEEDS_CAUSE = reason("supplies.needs_cause", "请写明原因。", "State the cause.")
NO_SUCH_CHANNEL = reason("supplies.channel", "请选择来源渠道。", "Choose the channel it came by.")
CLOSED = reason("supplies.closed", "该仓库已停用，不再收货。", "This depot is closed and receives nothing.")
SAME_PLACE = reason("supplies.same_place", "调出、调入不能是同一处。", "A transfer leads to another place.")
RECEIVED_ALREADY = reason(
    "supplies.received_already",
    "这批调拨已于 {at} 签收，不能重复签收。",
    "This transfer was received on {at}; it is not received twice.",
)
NOT_SENT = reason("supplies.not_sent", "这批调拨尚未发出。", "This transfer has not been sent yet.")
CANCELLED = reason("supplies.cancelled", "这批调拨已撤销。", "This transfer was cancelled.")
SENT_ALREADY = reason("supplies.sent_already", "这批调拨已经发出。", "This transfer was sent already.")
MORE_THAN_SENT = reason(
    "supplies.more_than_sent",
    "签收数 {got} 多于发出数 {sent}；多出的请另行登记入库。",
    "{got} received, but {sent} were sent; record what is more as a receipt of its own.",
)


def filled(text: Reason, **values: object) -> Reason:
    """The reason with its numbers."""
    return Reason(text.code, text.text.filled(**values), text.clause)


def why_not_amount(pieces: int) -> list[Reason]:
    """Amounts that cannot be meant."""
    return [] if 1 <= pieces <= MOST_PIECES else [AMOUNT]


def why_not_receive(*, pieces: int, channel: str, expires_on: dt.date, today: dt.date) -> list[Reason]:
    """What forbids taking these pieces in."""
    why = why_not_amount(pieces)
    if channel not in CHANNELS:
        why.append(NO_SUCH_CHANNEL)
    if expires_on < today:
        why.append(filled(EXPIRED, day=expires_on.isoformat()))
    return why
