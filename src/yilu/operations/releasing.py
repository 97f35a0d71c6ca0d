"""Which of a day's sector sums may be released, worked out from every company's part (ADR 0006)."""

import datetime as dt
from collections.abc import Mapping

import numpy as np

from yilu.operations.aggregation import PART_CLASSES, unpacked
from yilu.operations.disclosure import Parts, is_safe, pattern
from yilu.operations.models import AreaDay
from yilu.operations.rules.classes import UNMAPPED, VOLUME_CLASSES
from yilu.operations.sums import COLUMNS, DAY, NORMAL
from yilu.territory.models import Area

RELEASED = NORMAL + DAY
# Units that span areas come last, as `pattern` wants them.
_BASE = [RELEASED.index(c) for c in (*(n for n in NORMAL if n != "enterprises"), "enterprises")]
_WHOLE = [RELEASED.index(c) for c in RELEASED if not c.startswith("enterprises")]
_WHOLE += [RELEASED.index("enterprises"), RELEASED.index("enterprises_open")]
_CLASSES = (*VOLUME_CLASSES, UNMAPPED)

Row = tuple[str, int, list[int], dict[str, list[int]] | None]  # area, level, RELEASED, classes
_AT = [1 + COLUMNS.index(c) for c in RELEASED]


class Desk:
    """Works out releases one after another; the tree and each roster's fixed pattern are worked out once."""

    def __init__(self) -> None:
        self.parents: dict[str, str | None] = dict(Area.objects.values_list("code", "parent_id"))
        self.fixed: dict[int, frozenset[str]] = {}

    def rows(self, day: dt.date, moment: dt.datetime) -> tuple[int | None, list[Row]]:
        """The roster, and the areas that may be released with their sums, as known at the moment."""
        stored = AreaDay.objects.filter(day=day, known_at__lte=moment).order_by("known_at")
        known = {r[0]: r[1:] for r in stored.values_list("area_id", "level", "roster_id", "parts").iterator(5000)}
        rosters = {roster for _, roster, _ in known.values() if roster is not None}
        if len(rosters) != 1:
            return None, []  # no denominators in force, nothing to release
        roster = rosters.pop()
        # Outside the roster's fixed pattern nothing is ever told, so nothing there needs to be worked out.
        within = self.fixed.get(roster, known.keys())
        parts = {area: unpacked(known[area][2]) for area in known.keys() & within}
        if not parts:
            return roster, []
        brands = np.unique(np.concatenate([p[:, 0] for p in parts.values()]))
        sums, classes = {}, {}
        for area, part in parts.items():
            at = np.searchsorted(brands, part[:, 0])
            sums[area] = np.zeros((len(brands), len(RELEASED)), np.int64)
            sums[area][at] = part[:, _AT]
            classes[area] = np.zeros((len(brands), len(VOLUME_CLASSES), 3), np.int64)
            classes[area][at] = part[:, PART_CLASSES].reshape(len(part), -1, 3)
        if roster not in self.fixed:
            self.fixed[roster] = fixed_pattern(self.parents, sums)
        told = safe_areas(self.parents, sums, self.fixed[roster])
        (split_areas, split_classes), split = safe_classes(self.parents, sums, classes, told)
        return roster, [
            (
                area,
                known[area][0],
                sums[area].sum(axis=0).tolist(),
                {c: split[area][:, _CLASSES.index(c)].sum(axis=0).tolist() for c in split_classes}
                if area in split_areas
                else None,
            )
            for area in sorted(told)
        ]


def fixed_pattern(parents: Mapping[str, str | None], sums: Mapping[str, Parts]) -> frozenset[str]:
    """The areas that may ever be told under a roster: safe by its normal base alone."""
    return pattern(parents, {a: s[:, _BASE] for a, s in sums.items()}, spanning=1)


def safe_areas(parents: Mapping[str, str | None], sums: Mapping[str, Parts], fixed: frozenset[str]) -> frozenset[str]:
    """The areas told on a day: within the fixed pattern, and safe in every measure of the day as well."""
    return pattern(parents, {a: s[:, _WHOLE] for a, s in sums.items()}, spanning=2, within=fixed)


def safe_classes(
    parents: Mapping[str, str | None],
    sums: Mapping[str, Parts],
    classes: Mapping[str, Parts],
    told: frozenset[str],
) -> tuple[tuple[frozenset[str], tuple[str, ...]], dict[str, Parts]]:
    """The areas whose split by class is told, the classes told (everywhere the same), and the split, unmapped last.

    What is told of an area in all is the sum of its classes, so the classes not told must be safe as a group too.
    """
    at = [RELEASED.index(c) for c in ("collected", "delivered", "backlog")]
    split = {
        a: np.concatenate(
            [classes[a], np.maximum(sums[a][:, None, at] - classes[a].sum(axis=1, keepdims=True), 0)], axis=1
        )
        for a in told
    }
    top = [a for a in told if not _inside(a, told, parents)]
    if not top:
        return (frozenset(), ()), split
    together = np.asarray(sum(split[a] for a in top))
    names = [c for i, c in enumerate(_CLASSES) if is_safe(together[:, i])]
    while names and len(names) < len(_CLASSES) and not is_safe(_rest(together, names)):
        # What is unmapped tells least, so it goes first; then the smallest class.
        names.remove(min(names, key=lambda c: (c != UNMAPPED, int(together[:, _CLASSES.index(c)].sum()))))
    if not names:
        return (frozenset(), ()), split
    # The base stands in front, so that an area with sites and no pieces is not taken for an empty one.
    parts = {a: np.hstack([sums[a][:, _BASE[:-1]], _told_parts(split[a], names)]) for a in told}
    return (pattern(parents, parts, within=told), tuple(names)), split


def _told_parts(split: Parts, names: list[str]) -> Parts:
    told = split[:, [_CLASSES.index(c) for c in names]].reshape(len(split), -1)
    return told if len(names) == len(_CLASSES) else np.hstack([told, _rest(split, names)])


def _rest(split: Parts, names: list[str]) -> Parts:
    return np.asarray(split[:, [i for i, c in enumerate(_CLASSES) if c not in names]].sum(axis=1))


def _inside(area: str, told: frozenset[str], parents: Mapping[str, str | None]) -> bool:
    above = parents.get(area)
    while above is not None:
        if above in told:
            return True
        above = parents.get(above)
    return False
