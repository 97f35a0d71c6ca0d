"""From sites to areas: sums by area and brand at every level. Plain arrays in, arrays out; no database, no clock."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yilu.operations.rules.classes import VOLUME_CLASSES
from yilu.operations.sums import COLUMNS

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LEVELS = 4  # nation, province, prefecture, county
MEASURES = tuple(c for c in COLUMNS if c not in ("enterprises", "enterprises_open"))
CLASS_AT = {code: i for i, code in enumerate(VOLUME_CLASSES)}
NO_DEADLINE = -1


@dataclass(frozen=True, slots=True)
class Tree:
    """Places as numbers: `codes[i]`, its level, and for each lowest place its ancestors by level (-1: none there)."""

    codes: list[str]
    levels: list[int]
    chains: Ints  # places x LEVELS: the place at each level that holds it, itself included

    @classmethod
    def of(cls, areas: Iterable[tuple[str, int, str | None]]) -> "Tree":
        """From (code, level, parent code)."""
        rows = {code: (level, parent) for code, level, parent in areas}
        codes = sorted(rows)
        at = {code: i for i, code in enumerate(codes)}
        chains = np.full((len(codes), LEVELS), -1, dtype=np.int64)
        for code, i in at.items():
            above: str | None = code
            while above is not None and above in rows:
                level, parent = rows[above]
                chains[i, level] = at[above]
                above = parent
        return cls(codes, [rows[c][0] for c in codes], chains)


@dataclass(slots=True)
class Sites:
    """The sites of one day, one entry each: where they belong, what is normal, and what they have told so far."""

    place: Ints  # index into Tree.codes
    brand: Ints
    enterprise: Ints
    on_roster: Bools
    is_outlet: Bools
    normal: Ints  # sites x (staff, collected, delivered)
    due: Ints  # epoch seconds of the deadline, NO_DEADLINE
    reported: Bools
    late: Bools
    told: Ints  # sites x (is_open, on_post, collected, delivered, backlog, decrees_blocked, flagged)
    classes: Ints  # sites x classes x 3

    @classmethod
    def silent(
        cls, place: Ints, brand: Ints, enterprise: Ints, on_roster: Bools, is_outlet: Bools, normal: Ints, due: Ints
    ) -> "Sites":
        """Sites none of which has reported yet."""
        n = len(place)
        return cls(
            place, brand, enterprise, on_roster, is_outlet, normal, due, np.zeros(n, bool), np.zeros(n, bool),
            np.zeros((n, 7), np.int64), np.zeros((n, len(VOLUME_CLASSES), 3), np.int64),
        )  # fmt: skip

    def tell(self, at: Ints, told: Ints, classes: Ints, received: Ints) -> None:
        """Take reports (in the order they came) of the sites at these positions; the first one decides lateness."""
        fresh = np.unique(at[~self.reported[at]], return_index=True)
        first = np.flatnonzero(~self.reported[at])[fresh[1]]
        due = self.due[fresh[0]]
        self.late[fresh[0]] = (due != NO_DEADLINE) & (received[first] > due)
        # numpy keeps the last of repeated positions: the latest version.
        self.told[at], self.classes[at] = told, classes
        self.reported[at] = True


Key = tuple[int, int]  # place, brand (0 = all)


@dataclass(frozen=True, slots=True)
class Cells:
    """Sums by (place, brand): `values` in the order of COLUMNS, `classes` cells x classes x 3."""

    place: Ints
    brand: Ints
    values: Ints
    classes: Ints
    has_deadline: Bools


def add_up(sites: Sites, tree: Tree) -> Cells:
    """Sums of every area at every level, by brand and over all brands."""
    leaf_key = sites.place * _room(sites.brand) + sites.brand
    leaves, at = np.unique(leaf_key, return_inverse=True)
    measures = _grouped(_measures(sites), at, len(leaves))
    classes = _grouped(
        (sites.classes * (sites.on_roster & sites.reported)[:, None, None]).reshape(len(at), -1), at, len(leaves)
    )
    deadline = _grouped((sites.due != NO_DEADLINE).astype(np.int64)[:, None], at, len(leaves))
    leaf_place, leaf_brand = leaves // _room(sites.brand), leaves % _room(sites.brand)
    whole = np.hstack([measures, classes, deadline])
    found = []
    for level in range(LEVELS):
        above = tree.chains[leaf_place, level]
        here = above >= 0
        if not here.any():
            continue
        units = _units(sites, tree.chains[sites.place, level])
        for brands, unit_brands in (
            (leaf_brand, units[1]),
            (np.zeros_like(leaf_brand), np.zeros_like(units[1])),
        ):
            room = max(_room(leaf_brand), 1)
            keys, to = np.unique(above[here] * room + brands[here], return_inverse=True)
            sums = _grouped(whole[here], to, len(keys))
            slots = np.searchsorted(keys, units[0] * room + unit_brands)
            counts = _grouped(units[2], slots, len(keys))
            found.append((keys // room, keys % room, sums, counts))
    place, brand, sums, counts = (np.concatenate(column) for column in zip(*found, strict=True))
    m, k = measures.shape[1], classes.shape[1]
    values = np.zeros((len(place), len(COLUMNS)), np.int64)
    values[:, [COLUMNS.index(c) for c in MEASURES]] = sums[:, :m]
    values[:, [COLUMNS.index("enterprises"), COLUMNS.index("enterprises_open")]] = counts
    return Cells(place, brand, values, sums[:, m : m + k].reshape(-1, len(VOLUME_CLASSES), 3), sums[:, m + k] > 0)


def _room(brand: Ints) -> int:
    return int(brand.max(initial=0)) + 1


def _measures(s: Sites) -> Ints:
    on, said = s.on_roster, s.on_roster & s.reported
    off = ~s.on_roster & s.reported
    is_open, on_post, collected, delivered, backlog, blocked, flagged = s.told.T
    staff, normal_collected, normal_delivered = s.normal.T
    columns = {
        "sites": on,
        "outlets": on & s.is_outlet,
        "staff": staff * on,
        "collected_normal": normal_collected * on,
        "delivered_normal": normal_delivered * on,
        "sites_reported": said,
        "outlets_open": said & s.is_outlet & (is_open > 0),
        "staff_on_post": on_post * said,
        "collected": collected * said,
        "delivered": delivered * said,
        "backlog": backlog * said,
        "sites_late": said & s.late,
        "decrees_blocked": blocked * said,
        "flagged": flagged * s.reported,
        "off_roster": off,
        "off_roster_collected": collected * off,
        "off_roster_delivered": delivered * off,
        "off_roster_backlog": backlog * off,
    }
    return np.column_stack([columns[c] for c in MEASURES]).astype(np.int64)


def _units(s: Sites, above: Ints) -> tuple[Ints, Ints, Ints]:
    """Enterprise units with an outlet on the roster, by area: (area, brand, [[1, is any outlet open]])."""
    counted = s.on_roster & s.is_outlet & (above >= 0)
    room = _room(s.enterprise)
    pairs, to = np.unique(above[counted] * room + s.enterprise[counted], return_inverse=True)
    is_open = (s.told[counted, 0] > 0) & s.reported[counted]
    any_open = np.bincount(to, weights=is_open, minlength=len(pairs)) > 0
    brand = np.zeros(len(pairs), np.int64)
    brand[to] = s.brand[counted]
    return pairs // room, brand, np.column_stack([np.ones(len(pairs), np.int64), any_open]).astype(np.int64)


def _grouped(columns: Ints, at: Ints, size: int) -> Ints:
    """Sums of the rows that share a position. Counts stay far below 2**53, so floats add them exactly."""
    if not len(columns):
        return np.zeros((size, columns.shape[1]), np.int64)
    sums = [np.bincount(at, weights=column, minlength=size) if column.any() else np.zeros(size) for column in columns.T]
    return np.rint(np.column_stack(sums)).astype(np.int64)


def class_array(texts: Sequence[str]) -> Ints:
    """Class volumes written as JSON, one text a site: sites x classes x 3. Classes that no longer exist stay out."""
    found = np.zeros((len(texts), len(VOLUME_CLASSES), 3), np.int64)
    told = [i for i, text in enumerate(texts) if text != "{}"]
    rows: list[int] = []
    columns: list[int] = []
    values: list[Sequence[int]] = []
    for i, classes in zip(told, json.loads(f"[{','.join(texts[i] for i in told)}]"), strict=True):
        for code, pieces in classes.items():
            at = CLASS_AT.get(code)
            if at is not None:
                rows.append(i)
                columns.append(at)
                values.append(pieces)
    if rows:
        found[rows, columns] = np.array(values, np.int64)
    return found


def class_dict(array: Ints) -> Mapping[str, list[int]]:
    """One cell's class volumes as they are stored: classes with nothing at all stay out."""
    if not array.any():
        return {}
    return {code: pieces for code, pieces in zip(VOLUME_CLASSES, array.tolist(), strict=True) if any(pieces)}
