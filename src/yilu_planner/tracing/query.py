"""The contacts of one person in a window, from the index, in arrays."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from yilu_planner.tracing.index import ContactIndex

Ints = npt.NDArray[np.int64]
SLOTS = 1 << 16


@dataclass(frozen=True, slots=True)
class Contacts:
    """One row a contact, by degree, most minutes, code; `via` of the first degree is the index person."""

    person: Ints
    degree: Ints
    via: Ints
    minutes: Ints
    place: Ints
    first: Ints
    last: Ints


class _Overlaps(NamedTuple):
    """One row an overlap: from whose stay, who was met, where, from when until when (outside)."""

    of: Ints
    met: Ints
    place: Ints
    begin: Ints
    finish: Ints


def find_contacts(index: ContactIndex, person: int, since: int, until: int, *, min_minutes: int = 1) -> Contacts:
    """First- and second-degree contacts of `person` between two minutes (the second outside).

    First degree: at one place at one time for at least `min_minutes` minutes in all. Second degree: the
    same with someone of the first degree, counted only from that one's first meeting with `person` on.
    """
    own_code = np.array([person], dtype=np.int64)
    own = _overlaps(index, own_code, np.array([since], dtype=np.int64), until, apart_from=own_code)
    first = _by_pair(own, own.met, min_minutes)

    order = np.argsort(first.person)
    people, met_at = first.person[order], first.first[order]
    onward = _overlaps(index, people, met_at, until, apart_from=np.append(people, person))
    via_rank = np.searchsorted(people, onward.of)
    pairs = _by_pair(onward, onward.met * max(1, len(people)) + via_rank, min_minutes)
    ranked = np.lexsort((pairs.via, -pairs.minutes, pairs.person))
    strongest = ranked[_heads(pairs.person[ranked])]
    second = Contacts(*(getattr(pairs, name)[strongest] for name in Contacts.__slots__))
    second.degree[:] = 2
    parts = [_ranked(first), _ranked(second)]
    return Contacts(*(np.concatenate([getattr(part, name) for part in parts]) for name in Contacts.__slots__))


def _ranked(contacts: Contacts) -> Contacts:
    order = np.lexsort((contacts.person, -contacts.minutes))
    return Contacts(*(getattr(contacts, name)[order] for name in Contacts.__slots__))


def _overlaps(index: ContactIndex, people: Ints, since: Ints, until: int, *, apart_from: Ints) -> _Overlaps:
    """Overlaps of each person's stays, cut to [their since, until), with others' there (`apart_from` no one)."""
    rows, of = _expand(index.person_offsets[people], index.person_offsets[people + 1])
    stays = index.of_person[rows]
    begin = np.maximum(index.start[stays], since[of])
    finish = np.minimum(index.end[stays], until).astype(np.int64)
    kept = np.flatnonzero(finish > begin)
    stays, of, begin, finish = stays[kept], of[kept], begin[kept], finish[kept]

    place = np.searchsorted(index.place_offsets, stays, side="right") - 1
    row = place * index.buckets
    top = index.buckets - 1
    low = np.minimum((begin - index.first_minute) // index.bucket_minutes, top) + row
    high = np.minimum((finish - 1 - index.first_minute) // index.bucket_minutes, top) + row
    found, stay = _expand(index.offsets[low - index.lookback[low]], index.offsets[high + 1])
    met = index.person[found]
    others = np.flatnonzero(~_is_any_of(met, apart_from))
    found, stay, met = found[others], stay[others], met[others]
    begins = np.maximum(index.start[found], begin[stay])
    finishes = np.minimum(index.end[found], finish[stay])
    kept = np.flatnonzero(finishes > begins)
    stay = stay[kept]
    return _Overlaps(people[of[stay]], met[kept].astype(np.int64), place[stay], begins[kept], finishes[kept])


def _is_any_of(codes: npt.NDArray[np.int32], few: Ints) -> npt.NDArray[np.bool_]:
    """np.isin for a handful of wanted codes: one look into a small table unless two of them share a slot."""
    slot = np.full(SLOTS, -1, dtype=np.int32)
    slot[few & (SLOTS - 1)] = few
    if np.array_equal(slot[few & (SLOTS - 1)], few):
        return np.asarray(slot[codes & (SLOTS - 1)] == codes)
    return np.isin(codes, few)


def _expand(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """All integers of the ranges [low, high), and which range each is of."""
    size = high - low
    which = np.repeat(np.arange(len(low)), size)
    return np.arange(len(which)) + np.repeat(low - np.cumsum(size) + size, size), which


def _by_pair(overlaps: _Overlaps, pair: Ints, min_minutes: int) -> Contacts:
    """One row a pair: minutes together (a minute counts once, however often recorded) and where most were."""
    order = _order(pair, overlaps.begin)
    of, met, place, begin, finish = (column[order] for column in overlaps)
    pair = pair[order]
    heads = _heads(pair)
    if not len(heads):
        nothing = np.empty(0, dtype=np.int64)
        return Contacts(*(nothing.copy() for _ in Contacts.__slots__))
    group = np.repeat(np.arange(len(heads)), np.append(heads[1:], len(pair)) - heads)
    shift = group << 32  # lifts each pair above the last, so that one running maximum serves all
    covered = np.maximum.accumulate(finish + shift)
    fresh_from = np.maximum(begin + shift, np.concatenate([[0], covered[:-1]]))
    minutes = np.add.reduceat(np.maximum(finish + shift - fresh_from, 0), heads)
    last = np.maximum.reduceat(finish, heads)

    where = place[heads]
    if np.any(moved := place != where[group]):
        rows = np.flatnonzero(np.isin(group, group[moved]))
        where[group[rows]] = _most_shared_place(group[rows], place[rows], (finish - begin)[rows])

    kept = minutes >= max(1, min_minutes)
    rows = heads[kept]
    return Contacts(
        met[rows], np.ones(len(rows), dtype=np.int64), of[rows], minutes[kept], where[kept],
        begin[rows], last[kept],
    )  # fmt: skip


def _most_shared_place(group: Ints, place: Ints, minutes: Ints) -> Ints:
    """For each row the place where its group has most minutes, the lowest code of equals."""
    order = np.lexsort((place, group))
    heads = np.flatnonzero((np.diff(group[order], prepend=-1) != 0) | (np.diff(place[order], prepend=-1) != 0))
    total = np.add.reduceat(minutes[order], heads)
    of, spot = group[order][heads], place[order][heads]
    ranked = np.lexsort((spot, -total, of))
    best = ranked[_heads(of[ranked])]
    return spot[best][np.searchsorted(of[best], group)]


def _order(major: Ints, minor: Ints) -> Ints:
    """Rows by major, then minor; both in one integer where they fit, because that sorts several times faster."""
    if not len(major):
        return np.empty(0, dtype=np.int64)
    low, bits = int(minor.min()), (int(minor.max()) - int(minor.min())).bit_length()
    if int(major.max()).bit_length() + bits < 63:
        return np.argsort((major << bits) | (minor - low))
    return np.lexsort((minor, major))


def _heads(key: Ints) -> Ints:
    """Where runs of equal keys begin."""
    begins = np.ones(len(key), dtype=bool)
    np.not_equal(key[1:], key[:-1], out=begins[1:])
    return np.flatnonzero(begins)
