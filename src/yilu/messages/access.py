"""Who may tell, read, and see who was not reached."""

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, Reason, reason
from yilu.messages.models import Message

UNKNOWN_SENDER = reason(
    "messages.unknown_sender",
    "只有已登录的人员和系统可以发消息。",
    "Only people signed in and the system send messages.",
)
OUTWARD_LINK = reason(
    "messages.outward_link", "消息只能链接到本系统的页面。", "A message links only to pages of this product."
)
NOT_YOURS = reason("messages.not_yours", "只能处理本人的消息。", "Only your own messages.")
NOBODY = reason("messages.nobody", "请先登录。", "Sign in first.")
NOT_YOUR_PEOPLE = reason(
    "messages.not_your_people",
    "您的岗位无权查看、重发此人的消息投递。",
    "Your appointment does not let you see or repeat this person's deliveries.",
)


def check_can_send(by: Actor, link: str) -> None:
    """Raises `Denied` for the public, and for a link that leads out of the house."""
    if not by.known:
        raise Denied(UNKNOWN_SENDER)
    if link and (not link.startswith("/") or link.startswith(("//", "/\\"))):
        raise Denied(OUTWARD_LINK)


def own_id(by: Actor) -> int:
    """The person's number. Raises `Denied` if it is nobody's."""
    if by.user_id is None:
        raise Denied(NOBODY)
    return by.user_id


def check_is_recipient(by: Actor, message: Message) -> None:
    """Raises `Denied` unless the message is the actor's own."""
    if message.recipient_id != by.user_id:
        raise Denied(NOT_YOURS)


def why_not_see_outbox(by: Actor) -> list[Reason]:
    """Why `by` may not see who was not reached."""
    return [] if by.jurisdiction.may(Permission.OUTBOX_READ) else [NOT_YOUR_PEOPLE]
