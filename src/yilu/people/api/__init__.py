"""The room's JSON: checks from phones and from headquarters; cases, traces and isolations."""

from yilu.people.api.cases import router as cases_router
from yilu.people.api.checks import router

__all__ = ["cases_router", "router"]
