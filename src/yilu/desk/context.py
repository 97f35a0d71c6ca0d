"""What every page knows."""

from functools import cached_property
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from yilu.audit.models import Seal
from yilu.audit.verification import head
from yilu.core import clock
from yilu.core.actor import PUBLIC, Actor
from yilu.core.permissions import Permission
from yilu.core.text import chinese
from yilu.desk.navigation import MAIN, OWN, Item, Menu, items, menus
from yilu.messages.queries import unread_count


class Frame:
    """What the frame around every page shows; worked out only when a template asks for it."""

    version = version("yilu")

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor: Actor = getattr(request, "actor", PUBLIC)
        self.signed_in = self.actor.known
        self.language = "zh-Hans" if chinese() else "en"
        self.other_language = "en" if chinese() else "zh-Hans"
        self.other_language_name = "English" if chinese() else "中文"

    @cached_property
    def navigation(self) -> list[Menu]:
        """The rooms this person may enter."""
        return list(menus(MAIN, self.actor, self.request)) if self.signed_in else []

    @property
    def own(self) -> list[Item]:
        """The pages about oneself."""
        return list(items(OWN, self.actor, self.request))

    @property
    def may_search(self) -> bool:
        """Is there anything this person could find?"""
        return self.signed_in and self.actor.jurisdiction.may(Permission.BOARD_READ)

    @cached_property
    def unread(self) -> int:
        """How many messages wait for this person."""
        return unread_count(self.actor.user_id) if self.actor.user_id is not None else 0

    @property
    def acting_as(self) -> str:
        """Under which appointment."""
        return str(self.actor.title) or self.actor.role

    @property
    def audit_head(self) -> Seal | None:
        """The last seal of the record, for those who may read it."""
        return head() if self.actor.jurisdiction.may(Permission.AUDIT_READ) else None

    @property
    def other_language_url(self) -> str:
        """This page in the other language."""
        query = self.request.GET.copy()
        query["language"] = "en" if chinese() else "zh-hans"
        return f"{self.request.path}?{query.urlencode()}"


def page(request: HttpRequest) -> dict[str, Any]:
    """Who reads, on what day, in a synthetic world or not, and the frame of the page."""
    return {
        "actor": getattr(request, "actor", None),
        "today": clock.today(),
        "synthetic_world": settings.YILU_DEMO,
        "frame": Frame(request),
    }
