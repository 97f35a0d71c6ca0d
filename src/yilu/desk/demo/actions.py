"""The marks of a demo world in the audit: begun, and finished. A world without the second is half made."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yilu.audit.recording import acting
from yilu.core.actor import Actor

BEGUN, FINISHED = "desk.demo.begin", "desk.demo.finish"


def begin_world(*, parameters: Mapping[str, Any], by: Actor, now: datetime) -> None:
    """Mark an empty database as belonging to a synthetic world."""
    with acting(BEGUN, by=by, now=now) as act:
        act.changed(None, dict(parameters))


def finish_world(*, parameters: Mapping[str, Any], by: Actor, now: datetime) -> None:
    """Mark the world as complete."""
    with acting(FINISHED, by=by, now=now) as act:
        act.changed(None, dict(parameters))
