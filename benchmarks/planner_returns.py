"""Booking returns: time, how many areas are proven best, and how far first come, first served would be from it.

python benchmarks/planner_returns.py
"""

import time

import numpy as np

from yilu_planner.returns import Area, Group, Request, Status, book
from yilu_planner.returns.book import waits_of

DAYS = 28


def request(areas: int, groups_each: int, seed: int) -> Request:
    """A synthetic request: rooms for the people of each area within some three weeks, a third isolated for 14 days."""
    rng = np.random.default_rng(seed)
    groups, limits = [], {}
    for number in range(areas):
        name = f"A{number:04d}"
        people = rng.integers(1, 40, groups_each)
        daily = int(max(40, people.sum() / 18))
        limits[name] = Area((daily,) * DAYS, (daily * 6,) * DAYS)
        groups += [
            Group(
                f"{name}-{at}", name, int(count), int(rng.integers(0, 6)),
                int(rng.choice([0, 7, 14], p=[0.4, 0.3, 0.3])), int(rng.choice([1, 2, 3], p=[0.2, 0.3, 0.5])),
            )
            for at, count in enumerate(people.tolist())
        ]  # fmt: skip
    return Request(np.datetime64("2020-02-10").astype(object), DAYS, tuple(groups), limits)


def first_come(asked: Request) -> tuple[int, int, int]:
    """Waiting when each group, in the order they were ready, takes the first day with room."""
    days = []
    room = {name: (list(area.arrivals), list(area.places)) for name, area in asked.areas.items()}
    order = sorted(range(len(asked.groups)), key=lambda at: asked.groups[at].earliest)
    found = dict.fromkeys(range(len(asked.groups)), -1)
    for at in order:
        group = asked.groups[at]
        arrivals, places = room[group.area]
        for day in range(group.earliest, asked.days):
            stay = range(day, min(day + group.isolation_days, asked.days))
            if arrivals[day] >= group.people and all(places[k] >= group.people for k in stay):
                arrivals[day] -= group.people
                for k in stay:
                    places[k] -= group.people
                found[at] = day
                break
    days = [found[at] for at in range(len(asked.groups))]
    return waits_of(asked.groups, days, asked.days)


def main() -> None:
    """One line for each size."""
    for areas, groups_each in ((14, 10), (14, 60), (340, 10), (340, 200)):
        asked = request(areas, groups_each, seed=1)
        begun = time.process_time()
        done = book(asked)
        spent = time.process_time() - begun
        proven = sum(status is Status.OPTIMAL for status in done.status.values())
        none = sum(booking.day is None for booking in done.bookings)
        print(
            f"{areas} areas x {groups_each} groups: {spent:.1f} s CPU, {proven} proven best, {none} without a day; "
            f"waiting by tier {' / '.join(f'{wait:,}' for wait in done.waits)} person-days, "
            f"first come first served {' / '.join(f'{wait:,}' for wait in first_come(asked))}"
        )


if __name__ == "__main__":
    main()
