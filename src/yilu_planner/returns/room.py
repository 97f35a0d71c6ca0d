"""What an area still has room for, day by day."""

import numpy as np
import numpy.typing as npt

from yilu_planner.returns.request import Area, Group

Ints = npt.NDArray[np.int64]


class Room:
    """Arrivals and isolation places left; isolation that outlasts the horizon is counted up to its end."""

    def __init__(self, area: Area, horizon: int) -> None:
        self.arrivals = np.array(area.arrivals, dtype=np.int64)
        self.places = np.array(area.places, dtype=np.int64)
        self.horizon = horizon

    def days_for(self, group: Group) -> Ints:
        """Days from its earliest on when the whole group may arrive and has places to the end of its isolation."""
        days = np.arange(min(group.earliest, self.horizon), self.horizon)
        fits = self.arrivals[days] >= group.people
        if group.isolation_days and len(days):
            short = np.concatenate([[0], np.cumsum(self.places < group.people)])
            fits &= short[np.minimum(days + group.isolation_days, self.horizon)] == short[days]
        return days[fits]

    def take(self, group: Group, day: int) -> None:
        """Book a group."""
        self._change(group, day, -group.people)

    def give_back(self, group: Group, day: int) -> None:
        """Undo a booking."""
        self._change(group, day, group.people)

    def _change(self, group: Group, day: int, people: int) -> None:
        self.arrivals[day] += people
        self.places[day : day + group.isolation_days] += people
