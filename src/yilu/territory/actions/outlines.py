"""Loading outlines for maps."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from yilu.core.actor import Actor


def load_outlines(
    *,
    by: Actor,
    now: dt.datetime,
    collection: dict[str, Any] | None = None,
    source: str = "",
    approval_number: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Load outlines: the operator's own GeoJSON with its approval number, or (None) those of the boundaries extra."""
    raise NotImplementedError
