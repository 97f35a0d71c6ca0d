"""The world as a whole: everything that follows from its parameters before a day is told."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from yilu.desk.demo.epidemic import Epidemic, Unit, make_epidemic
from yilu.desk.demo.openings import Bools, Queue, make_queue, open_on
from yilu.desk.demo.parameters import Parameters
from yilu.desk.demo.places import Floats, Place, people
from yilu.desk.demo.sites import Sites, make_sites


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
