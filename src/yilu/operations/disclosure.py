"""Disclosure control: which sector totals outsiders may see, so that none gives away a single company (ADR 0006).

Small enough to audit: two constants, one test of a total (`are_safe`), one pattern over the tree (`pattern`).
"""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

# A total is told to a company only if, its own part taken out, at least this many others make it up ...
MINIMUM_OTHERS = 3
# ... and none of them makes up more than this share of what is left.
LARGEST_SHARE = 0.70

Parts = NDArray[np.int64]  # brands x measures: what each company adds to each measure


def is_safe(parts: Parts) -> bool:
    """May every reader see these totals, whichever company is his own?

    One pattern serves all readers, so it holds for the worst: the second largest company looking at the largest.
    """
    return bool(are_safe(parts[None])[0])


def are_safe(many: Parts) -> NDArray[np.bool_]:
    """The same of many sets of totals at once: sets x brands x measures."""
    if many.shape[1] <= MINIMUM_OTHERS:
        return np.zeros(len(many), bool)
    enough = (many > 0).sum(axis=1) > MINIMUM_OTHERS
    ranked = np.sort(many, axis=1)
    second, largest = ranked[:, -2], ranked[:, -1]
    return np.asarray((enough & (largest <= LARGEST_SHARE * (many.sum(axis=1) - second))).all(axis=1))


def pattern(
    parents: Mapping[str, str | None],
    parts: Mapping[str, Parts],
    *,
    spanning: int = 0,
    within: Collection[str] | None = None,
) -> frozenset[str]:
    """The areas whose totals may be told together: nothing unsafe can be had by subtracting told ones from each other.

    `parents` gives the tree; `parts` each area's companies, everything below it included, all arrays of one shape.
    The last `spanning` measures count units that lie in several areas, so that a difference of theirs tells something
    only where they happen to add up. An area outside `within` stays withheld.

    Told totals of a tree tell exactly one thing each: what is left of an area when the told areas inside it are taken
    out. So each such remainder is tested as a total of its own; if it is unsafe, more areas inside are withheld, the
    smallest that mends it first. Unions of safe totals are safe, so nothing else has to be tested.
    """
    if not parts:
        return frozenset()
    allowed = parts.keys() if within is None else parts.keys() & set(within)
    told = {a for a, safe in zip(parts, are_safe(np.stack(list(parts.values()))), strict=True) if safe and a in allowed}
    below: dict[str, list[str]] = {}
    for area in parts:
        below.setdefault(_nearest(area, parents, parts), []).append(area)
    # For each area, the topmost told areas inside it, itself left out, and what they leave of it.
    inside: dict[str, list[str]] = {}
    left: dict[str, Parts] = {}
    for area in _bottom_up(below):
        tops = [t for child in sorted(below.get(area, ())) for t in ([child] if child in told else inside[child])]
        if area in told:
            remainder = parts[area] - sum((parts[t] for t in tops), np.zeros_like(parts[area]))
            while not _may_be_left(remainder, spanning):
                victim = _mending(remainder, tops, left, parts, spanning)
                told.discard(victim)
                tops = [t for t in tops if t != victim] + inside[victim]
                remainder = remainder + left[victim]
            left[area] = remainder
        inside[area] = tops
    return frozenset(told)


def _may_be_left(remainder: Parts, spanning: int) -> bool:
    if not remainder.any():
        return True
    adding = remainder.shape[1] - spanning
    if not remainder[:, :adding].any():
        return True
    if not is_safe(np.maximum(remainder[:, :adding], 0)):
        return False
    tail = remainder[:, adding:]
    # A difference of units that span areas tells something only where no company's comes out negative.
    telling = tail[:, (tail.min(axis=0) >= 0) & tail.any(axis=0)]
    return not telling.size or is_safe(telling)


def _mending(
    remainder: Parts, tops: list[str], left: Mapping[str, Parts], parts: Mapping[str, Parts], spanning: int
) -> str:
    """The smallest told area whose withholding makes the remainder safe; else simply the smallest."""
    by_size = sorted(tops, key=lambda t: (int(parts[t].sum()), t))
    return next((t for t in by_size if _may_be_left(remainder + left[t], spanning)), by_size[0])


def _nearest(area: str, parents: Mapping[str, str | None], parts: Mapping[str, Parts]) -> str:
    above = parents.get(area)
    while above is not None and above not in parts:
        above = parents.get(above)
    return above or ""


def _bottom_up(below: Mapping[str, list[str]]) -> list[str]:
    order, waiting = [], sorted(below.get("", ()))
    while waiting:
        area = waiting.pop()
        order.append(area)
        waiting += below.get(area, ())
    return order[::-1]
