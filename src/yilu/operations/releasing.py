"""Which of a day's sector sums may be released, worked out from every company's part (ADR 0006)."""

import datetime as dt
from collections.abc import Mapping

import numpy as np

from yilu.operations.disclosure import Parts, is_safe, pattern
from yilu.operations.models import AreaDay
from yilu.operations.rules.classes import UNMAPPED, VOLUME_CLASSES
from yilu.operations.sums import DAY, NORMAL
from yilu.territory.models import Area

RELEASED = NORMAL + DAY
# Units that span areas come last, as `pattern` wants them.
_BASE = (*(c for c in NORMAL if c != "enterprises"), "enterprises")
_WHOLE = (
    *(c for c in RELEASED if not c.startswith("enterprises")), "enterprises", "enterprises_open",
)  # fmt: skip
_CLASSES = (*VOLUME_CLASSES, UNMAPPED)

Row = tuple[str, int, list[int], dict[str, list[int]] | None]  # area, level, RELEASED, classes


def released_rows(day: dt.date, moment: dt.datetime) -> tuple[int | None, list[Row]]:
    """The roster, and the areas that may be released with their sums, as known at the moment."""
    rows = AreaDay.objects.filter(day=day, brand_key__gt=0, known_at__lte=moment).order_by("known_at")
    fields = ("area_id", "brand_key", "level", "roster_id", *RELEASED, "classes")
    known = {(r[0], r[1]): r for r in rows.values_list(*fields).iterator(5000)}
    rosters = {r[3] for r in known.values() if r[3] is not None}
    if len(rosters) != 1:
        return None, []  # no denominators in force, nothing to release
    brands = {b: i for i, b in enumerate(sorted({b for _, b in known}))}
    levels, sums, classes = {}, {}, {}
    texts = class_parts([r[-1] for r in known.values()])
    for i, ((area, brand), row) in enumerate(known.items()):
        if area not in sums:
            levels[area] = row[2]
            sums[area] = np.zeros((len(brands), len(RELEASED)), np.int64)
            classes[area] = np.zeros((len(brands), len(VOLUME_CLASSES), 3), np.int64)
        sums[area][brands[brand]] = row[4:-1]
        classes[area][brands[brand]] = texts[i]
    parents = dict(Area.objects.values_list("code", "parent_id"))
    told = safe_areas(parents, sums)
    told_classes, split = safe_classes(parents, sums, classes, told)
    return rosters.pop(), [
        (
            area,
            levels[area],
            sums[area].sum(axis=0).tolist(),
            {c: split[area][:, _CLASSES.index(c)].sum(axis=0).tolist() for c in told_classes[1]}
            if area in told_classes[0]
            else None,
        )
        for area in sorted(told)
    ]


def safe_areas(parents: Mapping[str, str | None], sums: Mapping[str, Parts]) -> frozenset[str]:
    """The areas told on a day: within the fixed pattern of the roster's normal base, and safe in every measure."""
    base = {a: _columns(s, _BASE) for a, s in sums.items()}
    fixed = pattern(parents, base, spanning=1)
    return pattern(parents, {a: _columns(s, _WHOLE) for a, s in sums.items()}, spanning=2, within=fixed)


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
        for a in sums
    }
    top = [a for a in told if not _inside(a, told, parents)]
    if not top:
        return (frozenset(), ()), split
    together = np.asarray(sum(split[a] for a in top))
    names = [c for i, c in enumerate(_CLASSES) if is_safe(together[:, i])]
    while names and len(names) < len(_CLASSES) and not is_safe(_rest(together, names)):
        names.remove(min(names, key=lambda c: int(together[:, _CLASSES.index(c)].sum())))
    if not names:
        return (frozenset(), ()), split
    # The base stands in front, so that an area with sites and no pieces is not taken for an empty one.
    parts = {a: np.hstack([_columns(sums[a], _BASE[:-1]), _told_parts(split[a], names)]) for a in sums}
    return (pattern(parents, parts, within=told), tuple(names)), split


def _told_parts(split: Parts, names: list[str]) -> Parts:
    told = split[:, [_CLASSES.index(c) for c in names]].reshape(len(split), -1)
    return told if len(names) == len(_CLASSES) else np.hstack([told, _rest(split, names)])


def _rest(split: Parts, names: list[str]) -> Parts:
    return np.asarray(split[:, [i for i, c in enumerate(_CLASSES) if c not in names]].sum(axis=1))


def _columns(sums: Parts, names: tuple[str, ...]) -> Parts:
    return sums[:, [RELEASED.index(c) for c in names]]


def _inside(area: str, told: frozenset[str], parents: Mapping[str, str | None]) -> bool:
    above = parents.get(area)
    while above is not None:
        if above in told:
            return True
        above = parents.get(above)
    return False


def class_parts(stored: list[dict[str, list[int]]]) -> Parts:
    """Class volumes as stored, one a row: rows x classes x 3."""
    found = np.zeros((len(stored), len(VOLUME_CLASSES), 3), np.int64)
    for i, classes in enumerate(stored):
        for code, pieces in classes.items():
            if code in VOLUME_CLASSES:
                found[i, VOLUME_CLASSES.index(code)] = pieces
    return found
