"""From the columns of a day to what each site's report says: figures, classes, why it is closed."""

import datetime as dt
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yilu.desk.demo.classes import split_on
from yilu.desk.demo.days import Day
from yilu.desk.demo.openings import HOLIDAY, IN_HUBEI, WAITING
from yilu.desk.demo.people import PROVINCE
from yilu.desk.demo.telling import Flaws
from yilu.desk.demo.world import World
from yilu.operations.reporting import SiteFigures

_HOLIDAY = (dt.date(2020, 1, 22), dt.date(2020, 2, 2))
_CLASSES_TOO_MANY = 1.15
_COUNTED_DAYS = 2
_FIELD_DAYS = 14  # for how many days the field that Hunan added is filled in
Indexes = NDArray[np.intp]
ThreePieces = tuple[int, int, int]


def figures_of(world: World, day: Day, flaws: Flaws, told: Indexes) -> Iterator[SiteFigures]:
    """What the sites `told` tell of the day, in their order, with the flaws that are not corrected later."""
    collected = np.where(flaws.overshoot, day.collected * 6, day.collected)
    on_post = np.where(flaws.short_roster, np.maximum(day.on_post_own - 1, 0), day.on_post_own)
    # A smaller roster and one fewer on post: the rate rises while the headcount falls.
    roster = np.where(flaws.short_roster, np.maximum(np.rint(day.roster_own * 0.6), on_post), day.roster_own)
    columns = (
        day.is_open, collected, day.delivered, day.backlog, on_post, roster.astype(np.int64),
        day.on_post_outsourced, day.roster_outsourced,
    )  # fmt: skip
    rows = zip(
        *(c[told].tolist() for c in columns),
        _causes(world, day, told),
        _decrees(world, day, told),
        _classes(world, day, flaws, told),
        repeat(None),
        _masks(world, day, told),
        repeat(""),
        _supplies(world, day, told),
    )
    return map(SiteFigures._make, ((*row, "", "") for row in rows))


def _causes(world: World, day: Day, told: Indexes) -> Iterator[str]:
    suspended = {i: cause for i, (since, cause) in world.queue.suspended.items() if day.day >= since}
    holiday = _HOLIDAY[0] <= day.day <= _HOLIDAY[1]
    groups = world.sites.group[told].tolist()
    for i, is_open, group in zip(told.tolist(), day.is_open[told].tolist(), groups, strict=True):
        if is_open:
            yield ""
        elif i in suspended:
            yield suspended[i]
        elif holiday:
            yield HOLIDAY
        else:
            yield IN_HUBEI if group.startswith("42") else WAITING[i % len(WAITING)]


def _decrees(world: World, day: Day, told: Indexes) -> Iterator[str]:
    """Decrees go with the first firm; they are blocked where its site is closed in Wuhan, and at a few others."""
    firms, groups = world.sites.firm[told].tolist(), world.sites.group[told].tolist()
    for i, firm, group, is_open in zip(told.tolist(), firms, groups, day.is_open[told].tolist(), strict=True):
        if firm:
            yield ""
        else:
            yield "blocked" if not is_open and (group == "420100" or i % 97 == 0) else "clear"


def _classes(world: World, day: Day, flaws: Flaws, told: Indexes) -> Iterator[dict[str, ThreePieces] | None]:
    splits = split_on(day.day)
    broken = flaws.broken_sum[told].tolist()
    pieces = zip(*(c[told].tolist() for c in (day.collected, day.delivered, day.backlog)), strict=True)
    for firm, (collected, delivered, backlog), is_broken in zip(
        world.sites.firm[told].tolist(), pieces, broken, strict=True
    ):
        split = splits[firm]
        if not split or not (collected or delivered or backlog):
            yield None
            continue
        many = collected * _CLASSES_TOO_MANY if is_broken else collected
        told_classes = {
            code: (int(many * share), int(delivered * share), int(backlog * share))
            for code, share in split
            if code is not None
        }
        yield told_classes if not is_broken else _overfull(told_classes, collected)


def _overfull(classes: dict[str, ThreePieces], collected: int) -> dict[str, ThreePieces]:
    """Classes that add up to more than the total was said to be."""
    first = next(iter(classes))
    return {**classes, first: (collected + 1, *classes[first][1:])}


def _masks(world: World, day: Day, told: Indexes) -> Iterator[dict[str, Any] | None]:
    hunan = PROVINCE[:2]
    recent = (world.parameters.date - day.day).days < _FIELD_DAYS
    codes = [p.code[:2] == hunan for p in world.places]
    for i, place in zip(told.tolist(), world.sites.place[told].tolist(), strict=True):
        asked = recent and codes[place]
        yield {"masks": masks_left(world, i)} if asked else None


def masks_left(world: World, site: int) -> int:
    """Masks a site (by its index) has left: as it counts them, and as its ledger has them."""
    return int(world.sites.staff[site] * (4 + site % 11)) if site % 17 else 0


def _supplies(world: World, day: Day, told: Indexes) -> Iterator[dict[str, int] | None]:
    """Protection as Hunan's sites count it, on the last days."""
    if (world.parameters.date - day.day).days >= _COUNTED_DAYS:
        yield from repeat(None, len(told))
        return
    hunan = [p.code[:2] == PROVINCE[:2] for p in world.places]
    for i, place in zip(told.tolist(), world.sites.place[told].tolist(), strict=True):
        people = int(world.sites.staff_own[i] + world.sites.staff_outsourced[i])
        masks = masks_left(world, i)
        yield (
            {"masks": masks, "gloves": people, "disinfectant": 5 + i % 20, "thermometers": 1} if hunan[place] else None
        )
