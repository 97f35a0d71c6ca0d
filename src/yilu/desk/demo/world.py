"""The world as a whole: its parameters, and everything that follows from them before a day is told."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

import numpy as np

from yilu.desk.demo.epidemic import Epidemic, Unit, make_epidemic
from yilu.desk.demo.openings import Bools, Queue, make_queue, open_on
from yilu.desk.demo.places import Floats, Place, people
from yilu.desk.demo.sites import Sites, make_sites

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


class World:
    """Places, sites, their queue and the epidemic, made once when first asked for."""

    def __init__(self, parameters: Parameters, places: Sequence[Place]) -> None:
        self.parameters = parameters
        self.places = places

    @cached_property
    def persons(self) -> Floats:
        """Modelled people of each place."""
        return people(self.places)

    @cached_property
    def sites(self) -> Sites:
        """The sites."""
        return make_sites(self.places, self.parameters.sites, self.parameters.seed)

    @cached_property
    def queue(self) -> Queue:
        """Who closes last and opens first."""
        return make_queue(self.sites, self.parameters.date, self.parameters.seed)

    @cached_property
    def epidemic(self) -> Epidemic:
        """The synthetic epidemic, by prefecture."""
        members: dict[str, list[int]] = {}
        for i, place in enumerate(self.places):
            members.setdefault(place.prefecture, []).append(i)
        units = [
            Unit(
                code,
                float(self.persons[at].sum()),
                float(np.mean([self.places[i].longitude for i in at])),
                float(np.mean([self.places[i].latitude for i in at])),
            )
            for code, at in members.items()
        ]
        return make_epidemic(units, self.parameters.seed)

    @cached_property
    def open_today(self) -> Bools:
        """Which sites are open on the day the world stands on."""
        return open_on(self.sites, self.queue, self.parameters.date)
