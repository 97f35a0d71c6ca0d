"""The room's JSON: checks from phones and from headquarters; cases, traces and isolations; returns."""

from yilu.people.api.cases import router as cases_router
from yilu.people.api.checks import router
from yilu.people.api.returns import router as returns_router

__all__ = ["cases_router", "returns_router", "router"]
