"""What only the system itself does."""

from yilu.core.actor import Actor
from yilu.core.permissions import Permission
from yilu.core.reasons import Denied, reason

NOT_THE_OPERATOR = reason("people.not_the_operator", "只能由系统执行。", "Only the system does this.")


def check_is_system(by: Actor) -> None:
    """Raises `Denied` for everybody who signs in."""
    if by.user_id is not None or not by.jurisdiction.may(Permission.ACCOUNT_APPOINT):
        raise Denied(NOT_THE_OPERATOR)
