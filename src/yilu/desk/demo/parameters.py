"""What a demo world is made from. Light to import: a world that stands is recognised without making anything."""

import datetime as dt
from dataclasses import asdict, dataclass

# What the generator makes may change between releases: a world made by another edition is made anew.
EDITION = 1


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a world is made from; equal parameters, equal world. `cases` is the digest of the real series under it."""

    sites: int
    date: dt.date
    days: int
    seed: int
    cases: str = ""

    @property
    def span(self) -> list[dt.date]:
        """The days that are told, oldest first; the last is the one the world stands on."""
        return [self.date - dt.timedelta(days=n) for n in reversed(range(self.days))]

    def as_plain(self) -> dict[str, object]:
        """As the marker keeps them."""
        return {**asdict(self), "date": self.date.isoformat(), "edition": EDITION, "synthetic": True}
