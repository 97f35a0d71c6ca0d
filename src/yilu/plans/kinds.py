"""The kinds of plans: one small module each, with the functions named here, and a line in `KINDS`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from yilu.core.actor import Actor
from yilu.core.reasons import Reason
from yilu.core.text import Text
from yilu.plans import allocation, bookings
from yilu.plans.documents import Plain
from yilu.plans.models import Run


class Kind(Protocol):
    """What the module of a kind offers; inputs, results and changes are plain JSON throughout."""

    NAME: Text  # the kind in words

    def solve(self, inputs: Plain, /) -> Plain:
        """The planner's answer; raises `Invalid` on what cannot be planned with."""

    def faults(self, inputs: Plain, result: Plain, /) -> list[Reason]:
        """Each limit the result breaks, recomputed by the planner's own check."""

    def explain(self, inputs: Plain, result: Plain, /) -> Text:
        """The result in a few sentences."""

    def adjusted(self, inputs: Plain, result: Plain, change: Plain, /) -> Plain:
        """The result with the change made by hand and its effects recomputed; raises `Invalid`."""

    def shown(self, run: Run, asked: Mapping[str, str], /) -> dict[str, Any]:
        """What `plans/<kind>.html` shows of a run besides what every run's page has; `asked`: the address's words."""

    def adopt(self, run: Run, result: Plain, /, *, by: Actor, now: datetime) -> None:
        """Make it real through the room it concerns, whose own rules and rights hold."""


KINDS: dict[str, Kind] = {"allocation": allocation, "bookings": bookings}
