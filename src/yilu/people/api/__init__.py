"""The room's JSON: checks from phones and from headquarters."""

from yilu.people.api.checks import router

__all__ = ["router"]
