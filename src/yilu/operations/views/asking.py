"""What addresses ask for: a day, an area within one's reach."""

import datetime as dt

from yilu.core import clock
from yilu.core.jurisdiction import NATION, is_code
from yilu.core.permissions import Permission
from yilu.network.views.asking import Request
from yilu.operations.rules.reports import EARLIEST

__all__ = ["LATEST", "Request", "asked_area", "asked_day", "day_of"]

LATEST = dt.date(2100, 12, 31)


def asked_day(request: Request, name: str = "day") -> dt.date:
    """The day of the address; today where it names none or nonsense."""
    return day_of(request.GET.get(name, "")) or clock.today()


def day_of(text: str) -> dt.date | None:
    """The day that is written; None if it is nonsense."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def asked_area(request: Request, permission: Permission) -> str:
    """The area of the address; else the topmost one the reader reaches."""
    code = request.GET.get("area", "")
    if is_code(code):
        return code
    tops = request.actor.jurisdiction.having(permission).areas
    return tops[0] if len(tops) == 1 else NATION
