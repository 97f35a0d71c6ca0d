"""Stays sorted by place and time bucket, with offsets: a person's meetings are read, not searched."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from yilu_planner.refusal import refuse_field

Ints = npt.NDArray[np.int32]
Offsets = npt.NDArray[np.int64]
HALF_DAY = 720  # the first try for a bucket: about one shift, so little is read in vain
CHUNK = 2_000_000  # records sorted at a time: bounds the extra memory to about 100 MB


@dataclass(frozen=True, slots=True)
class ContactIndex:
    """Stays in order of cell = place × buckets + bucket of the start; 16 bytes a stay and 6 bytes a cell.

    `offsets[cell]` is the first stay of a cell, `lookback[cell]` how many buckets before it still hold
    someone present when it begins; the stays of a person p are
    `of_person[person_offsets[p]:person_offsets[p + 1]]`.
    """

    person: Ints
    start: Ints
    end: Ints
    offsets: Offsets
    lookback: npt.NDArray[np.uint16]
    place_offsets: Offsets
    of_person: Ints
    person_offsets: Offsets
    first_minute: int
    bucket_minutes: int
    buckets: int

    @property
    def nbytes(self) -> int:
        """Bytes held by the arrays."""
        arrays = (self.person, self.start, self.end, self.offsets, self.lookback)
        return sum(a.nbytes for a in (*arrays, self.place_offsets, self.of_person, self.person_offsets))


def build_index(person: Ints, place: Ints, start: Ints, end: Ints, *, persons: int, places: int) -> ContactIndex:
    """Sort the stays once. Minutes, the end outside; codes below `persons` and `places`."""
    _check(person, place, start, end, persons, places)
    n = len(person)
    first = int(start.min()) // HALF_DAY * HALF_DAY if n else 0
    span = int(start.max()) - first + 1 if n else 1
    bucket = HALF_DAY
    while bucket < span and places * -(-span // bucket) > max(n // 2, 1_000_000):
        bucket *= 2
    buckets = -(-span // bucket)

    stay_person, stay_start, stay_end = (np.empty(n, dtype=np.int32) for _ in range(3))
    counts = np.zeros(places * buckets + 1, dtype=np.int64)
    lookback = np.zeros(places * buckets, dtype=np.uint16)
    filled = 0
    for low, chosen in _chunks(place, places):
        begins, ends = start[chosen], end[chosen]
        cell = (place[chosen].astype(np.int64) - low) * buckets + (begins - first) // bucket
        order = _order(cell)
        part = slice(filled, filled + len(chosen))
        stay_person[part], stay_start[part], stay_end[part] = (
            person[chosen[order]],
            begins[order],
            ends[order],
        )
        cell += low * buckets
        found, how_many = np.unique(cell, return_counts=True)
        counts[found + 1] = how_many
        _note_lookback(lookback, cell, (ends - 1 - first) // bucket, buckets)
        filled += len(chosen)
    offsets = np.cumsum(counts, out=counts)

    of_person = np.empty(n, dtype=np.int32)
    filled = 0
    for _, chosen in _chunks(stay_person, persons):
        of_person[filled : filled + len(chosen)] = chosen[_order(stay_person[chosen].astype(np.int64))]
        filled += len(chosen)
    person_offsets = np.zeros(persons + 1, dtype=np.int64)
    np.cumsum(_count(stay_person, persons), out=person_offsets[1:])
    return ContactIndex(
        stay_person, stay_start, stay_end, offsets, lookback, offsets[::buckets].copy(),
        of_person, person_offsets, first, bucket, buckets,
    )  # fmt: skip


def _check(person: Ints, place: Ints, start: Ints, end: Ints, persons: int, places: int) -> None:
    if not len(person) == len(place) == len(start) == len(end):
        raise refuse_field("end", len(end), "四列长度应相同", "the four columns must have one length")
    for name, codes, size in (("person", person, persons), ("place", place, places)):
        if len(codes) and not 0 <= int(codes.min()) <= int(codes.max()) < size:
            raise refuse_field(name, int(codes.max()), f"编号应在 0 至 {size - 1}", f"codes run from 0 to {size - 1}")
    if np.any(end < start):
        raise refuse_field("end", int(np.argmax(end < start)), "该行结束早于开始", "this row ends before it starts")


def _chunks(key: Ints, size: int) -> Iterator[tuple[int, npt.NDArray[np.int64]]]:
    """Rows in ascending ranges of key, about CHUNK at a time: (lowest key, rows in their old order)."""
    edges = np.concatenate([[0], np.cumsum(_count(key, size))])
    low = 0
    while low < size:
        high = max(low + 1, int(np.searchsorted(edges, edges[low] + CHUNK, side="right")) - 1)
        if edges[high] > edges[low]:
            yield low, np.flatnonzero((key >= low) & (key < high))
        low = high


def _count(key: Ints, size: int) -> npt.NDArray[np.int64]:
    """How often each key occurs; by pieces, because counting widens what it is given to 8 bytes."""
    total = np.zeros(size, dtype=np.int64)
    for begin in range(0, len(key), CHUNK):
        total += np.bincount(key[begin : begin + CHUNK], minlength=size)
    return total


def _order(key: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """A stable argsort: key and row packed in one integer, for sorting values is far faster than rows."""
    bits = max(1, len(key).bit_length())
    packed: npt.NDArray[np.int64] = (key - key.min()) << bits
    packed |= np.arange(len(key))
    packed.sort()
    return np.bitwise_and(packed, (1 << bits) - 1, out=packed)


def _note_lookback(
    lookback: npt.NDArray[np.uint16], cell: npt.NDArray[np.int64], last_bucket: Ints, buckets: int
) -> None:
    """Mark, for each bucket a stay runs on into, how far back it starts (ascending: the farthest wins)."""
    own = cell % buckets
    runs_on = np.minimum(last_bucket, buckets - 1) - own
    crossing = np.flatnonzero(runs_on > 0)
    back = 1
    while len(crossing):
        lookback[cell[crossing] + back] = back
        back += 1
        crossing = crossing[runs_on[crossing] >= back]
