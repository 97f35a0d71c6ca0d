"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from yilu.core import clock


def page(request: HttpRequest) -> dict[str, Any]:
    """Who reads, on what day, in a synthetic world or not."""
    return {
        "actor": getattr(request, "actor", None),
        "today": clock.today(),
        "synthetic_world": settings.YILU_DEMO,
    }
