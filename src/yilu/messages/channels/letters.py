"""What goes out, and what came of it."""

from dataclasses import dataclass, field

from yilu.messages.rules import Outcome


@dataclass(frozen=True, slots=True)
class Letter:
    """One message for one person through one channel. `key` is the same at every attempt."""

    address: str = field(repr=False)
    text: str
    key: str
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What an attempt came to, and the channel's own words or the fault (never the address)."""

    outcome: Outcome
    answer: str = ""
