"""Default deny on pages: a view that does not say who may open it opens for nobody (middleware `Gate` in accounts)."""

from collections.abc import Callable
from typing import Any, TypeVar

from yilu.core.permissions import Permission

V = TypeVar("V", bound=Callable[..., Any])


def requires(permission: Permission) -> Callable[[V], V]:
    """Only people who hold `permission` anywhere may open the view; which rows they see, `within` decides."""

    def mark(view: V) -> V:
        view.gate = permission  # type: ignore[attr-defined]
        return view

    return mark


def signed_in(view: V) -> V:
    """Anybody signed in may open the view."""
    view.gate = "signed_in"  # type: ignore[attr-defined]
    return view


def public(view: V) -> V:
    """Anybody at all may open the view: it shows nothing that is somebody's."""
    view.gate = "public"  # type: ignore[attr-defined]
    return view
