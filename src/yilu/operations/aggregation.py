"""From sites to areas: sums by area and brand at every level. Plain arrays in, arrays out; no database, no clock."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yilu.operations.rules.classes import VOLUME_CLASSES
from yilu.operations.sums import COLUMNS, Sums

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


@dataclass(frozen=True, slots=True)
class Cells:
    """Sums by place: `rows` brand by brand (PART_…), those of place i from `first[i]` on; `sums` over all brands."""

    place: Ints
    first: Ints
    rows: Ints
    sums: Ints

    def part(self, i: int) -> Ints:
        """The rows of one place."""
        return self.rows[self.first[i] : self.first[i + 1] if i + 1 < len(self.first) else None]

    def changed_since(self, before: "Cells | None") -> Ints:
        """Which places have other sums than before (all of them if the places or brands are others)."""
        if before is None or before.rows.shape != self.rows.shape or (before.place != self.place).any():
            return np.arange(len(self.place))
        return np.flatnonzero(np.add.reduceat((before.rows != self.rows).any(axis=1), self.first))


# One row of a part: the brand, its COLUMNS, its classes one after the other, its sites with a deadline.
PART_CLASSES = slice(1 + len(COLUMNS), 1 + len(COLUMNS) + 3 * len(VOLUME_CLASSES))
PART_COLUMNS = slice(1, 1 + len(COLUMNS))
PART_WIDTH = PART_CLASSES.stop + 1


def add_up(sites: Sites, tree: Tree) -> Cells:
    """Sums of every area at every level, over all brands and brand by brand."""
    room = _room(sites.brand)
    leaves, at = np.unique(sites.place * room + sites.brand, return_inverse=True)
    classes = sites.classes * (sites.on_roster & sites.reported)[:, None, None]
    deadline = (sites.due != NO_DEADLINE).astype(np.int64)[:, None]
    whole = _grouped(np.hstack([_measures(sites), classes.reshape(len(at), -1), deadline]), at, len(leaves))
    leaf_place, leaf_brand = leaves // room, leaves % room
    places: list[Ints] = []
    firsts: list[Ints] = []
    found: list[Ints] = []
    for level in range(LEVELS):
        above = tree.chains[leaf_place, level]
        here = above >= 0
        if not here.any():
            continue
        keys, to = np.unique(above[here] * room + leaf_brand[here], return_inverse=True)
        rows = np.zeros((len(keys), PART_WIDTH), np.int64)
        rows[:, 0] = keys % room
        rows[:, _SUMMED] = _grouped(whole[here], to, len(keys))
        area, brand, counts = _units(sites, tree.chains[sites.place, level])
        rows[:, _COUNTED] = _grouped(counts, np.searchsorted(keys, area * room + brand), len(keys))
        place, first = np.unique(keys // room, return_index=True)
        places.append(place)
        firsts.append(first + sum(len(f) for f in found))
        found.append(rows)
    rows, first = np.concatenate(found), np.concatenate(firsts)
    return Cells(np.concatenate(places), first, rows, np.add.reduceat(rows, first, axis=0))


_SUMMED = [1 + COLUMNS.index(c) for c in MEASURES] + list(range(PART_CLASSES.start, PART_WIDTH))
_COUNTED = [1 + COLUMNS.index("enterprises"), 1 + COLUMNS.index("enterprises_open")]


def packed(part: Ints) -> bytes:
    """A part as it is stored: four bytes a number where they suffice, else eight, which the last byte says."""
    width = "4" if part.max(initial=0) < 2**31 else "8"
    return part.astype(f"<i{width}").tobytes() + width.encode()


def packed_parts(cells: Cells, at: Ints) -> list[bytes]:
    """The parts of these places, each packed."""
    if cells.rows.max(initial=0) >= 2**31:
        return [packed(cells.part(i)) for i in at.tolist()]
    whole, row = cells.rows.astype("<i4").tobytes(), 4 * PART_WIDTH
    ends = np.append(cells.first[1:], len(cells.rows))
    return [whole[i:j] + b"4" for i, j in zip((cells.first[at] * row).tolist(), (ends[at] * row).tolist(), strict=True)]


def _stored(stored: bytes | memoryview) -> NDArray[np.signedinteger[Any]]:
    width = stored[-1] - ord("0")
    return np.frombuffer(stored, f"<i{width}", (len(stored) - 1) // width).reshape(-1, PART_WIDTH)


def unpacked(stored: bytes | memoryview) -> Ints:
    """A stored part: brands x PART_WIDTH."""
    return _stored(stored).astype(np.int64)


def brand_row(stored: bytes | memoryview, brand: int) -> Ints | None:
    """One brand's row of a stored part; None where it has no site."""
    rows = _stored(stored)
    at = int(rows[:, 0].searchsorted(brand))
    return rows[at].astype(np.int64) if at < len(rows) and rows[at, 0] == brand else None


def row_sums(row: Ints) -> Sums:
    """One brand's row of a part as sums."""
    values: dict[str, Any] = dict(zip(COLUMNS, row[PART_COLUMNS].tolist(), strict=True))
    if not row[-1]:
        values["sites_late"] = None
    classes = class_dicts(row[PART_CLASSES])[0]
    return Sums(**values, classes={c: (v[0], v[1], v[2]) for c, v in classes.items()})


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
    nothing = (0, 0, 0)
    rows = json.loads(f"[{','.join(texts[i] for i in told)}]")
    for code, at in CLASS_AT.items():
        pieces = chain.from_iterable([classes.get(code, nothing) for classes in rows])
        found[told, at] = np.fromiter(pieces, np.int64, 3 * len(rows)).reshape(-1, 3)
    return found


def class_dicts(rows: Ints) -> list[dict[str, list[int]]]:
    """Cells' class volumes (rows x classes * 3) as they are stored: classes with nothing at all stay out."""
    pieces = rows.reshape(-1, len(VOLUME_CLASSES), 3)
    told = np.asarray(pieces.any(axis=2))
    return [
        {code: three for code, three, some in zip(VOLUME_CLASSES, threes, any_of, strict=True) if some}
        for threes, any_of in zip(pieces.tolist(), told.tolist(), strict=True)
    ]
