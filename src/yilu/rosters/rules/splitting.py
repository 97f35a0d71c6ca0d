"""One crowd into several shifts that follow one another: the same hours of work, posts kept even, contacts cut."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yilu.core.reasons import Reason, reason
from yilu.rosters.rules.shifts import HN4

MOST_SHIFTS = 6
DAY = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be placed: the post kept even over the shifts, the group kept together where it can be."""

    worker: int
    post: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """So many shifts, the first from `starts`, each as long as `hours`, with a pause between them."""

    number: int
    starts: dt.time
    hours: float
    pause: int = 30  # minutes


@dataclass(frozen=True, slots=True)
class Part:
    """One of the shifts: from when until when after the first day's midnight, and who is on it."""

    name: str
    begins: dt.timedelta
    ends: dt.timedelta
    workers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """The proposal, and what it does: pairs of people who share a shift, and hours of work, before and after."""

    parts: tuple[Part, ...]
    pairs_before: int
    pairs_after: int
    hours_before: float
    hours_after: float

    @property
    def kept(self) -> float:
        """The share of pairs that still meet."""
        return self.pairs_after / self.pairs_before if self.pairs_before else 1.0


def pairs(sizes: Iterable[int]) -> int:
    """Pairs of people who share a shift."""
    return sum(n * (n - 1) // 2 for n in sizes)


def why_not_split(asked: Asked, people: int, *, most: int | None) -> list[Reason]:
    """Why there is no such split. `most`: people the floor bears at a time; None: not set."""
    why = []
    if not 2 <= asked.number <= MOST_SHIFTS:
        why.append(
            reason("rosters.split.number", "请分为 2 至 {most} 班。", "Between 2 and {most} shifts.", most=MOST_SHIFTS)
        )
    elif people < asked.number:
        why.append(
            reason("rosters.split.people", "可排班人员少于班数。", "There are fewer people to place than shifts.")
        )
    elif most is not None and -(-people // asked.number) > most:
        why.append(
            reason(
                "rosters.split.dense",
                "{people} 人分 {number} 班，每班仍超过密度限额 {most} 人，至少分 {needed} 班。",
                "{people} people in {number} shifts are still more than the {most} the floor bears: {needed} at least.",
                HN4, people=people, number=asked.number, most=most, needed=-(-people // most) if most else "—",
            )
        )  # fmt: skip
    if not 0.5 <= asked.hours <= 12 or not 0 <= asked.pause <= 240:
        why.append(
            reason(
                "rosters.split.hours",
                "每班 0.5 至 12 小时，间隔不超过 240 分钟。",
                "A shift takes half an hour to 12 hours, a pause 240 minutes at most.",
            )
        )
    elif asked.number * asked.hours + (asked.number - 1) * asked.pause / 60 > 24:
        why.append(
            reason(
                "rosters.split.day",
                "{number} 班每班 {hours:g} 小时加间隔超过一天，不减少工时无法错开。",
                "{number} shifts of {hours:g} hours and their pauses are longer than a day.",
                number=asked.number, hours=asked.hours,
            )
        )  # fmt: skip
    return why


def split(people: Sequence[Person], asked: Asked, *, before: Sequence[int] = ()) -> Split:
    """The parts. `before`: the sizes of the present shifts; empty: all work at one time.

    Sizes differ by one at most, those of each post too; within a post a group is cut only where the sizes ask for it.
    The same people and wishes give the same parts.
    """
    members: list[list[int]] = [[] for _ in range(asked.number)]
    turn = 0
    for post in sorted({p.post for p in people}):
        own = sorted((p for p in people if p.post == post), key=lambda p: (p.group, p.worker))
        each, over = divmod(len(own), asked.number)
        extra = Counter((turn + n) % asked.number for n in range(over))
        cuts = [0]
        for k in range(asked.number):
            cuts.append(cuts[-1] + each + extra[k])
        for k, (low, high) in enumerate(pairwise(cuts)):
            members[k] += [p.worker for p in own[low:high]]
        turn += over
    first = dt.timedelta(hours=asked.starts.hour, minutes=asked.starts.minute)
    length, step = dt.timedelta(hours=asked.hours), dt.timedelta(hours=asked.hours, minutes=asked.pause)
    parts = tuple(
        Part(f"{chr(ord('A') + k)}班", first + k * step, first + k * step + length, tuple(members[k]))
        for k in range(asked.number)
    )
    sizes = list(before) or [len(people)]
    return Split(
        parts,
        pairs(sizes),
        pairs(len(p.workers) for p in parts),
        sum(sizes) * asked.hours,
        sum(len(p.workers) for p in parts) * asked.hours,
    )
