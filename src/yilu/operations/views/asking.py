"""What addresses ask for: a day, an area within one's reach."""

import datetime as dt

from yilu.core import clock
from yilu.core.jurisdiction import NATION, is_code
from yilu.core.permissions import Permission
from yilu.network.views.asking import Request

__all__ = ["Request", "asked_area", "asked_day"]


def asked_day(request: Request, name: str = "day") -> dt.date:
    """The day of the address; today where it names none or nonsense."""
    try:
        return dt.date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return clock.today()


def asked_area(request: Request, permission: Permission) -> str:
    """The area of the address; else the topmost one the reader reaches."""
    code = request.GET.get("area", "")
    if is_code(code):
        return code
    tops = request.actor.jurisdiction.having(permission).areas
    return tops[0] if len(tops) == 1 else NATION
