"""Rows as letters, sums as packed numbers: pure counting over what `norms` answers."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from yilu.core.clock import ZONE
from yilu.coverage.rules import COUNTED, GAPS, LETTERS, turns_at
from yilu.network.models import Site
from yilu.norms.models import Requirement
from yilu.norms.queries import Force, facts_of, latest_evidence
from yilu.norms.queries.force import chain
from yilu.norms.rules.freshness import state_of

Counts = npt.NDArray[np.int32]  # requirement × COUNTED; row 0 is the requirement of id 1
Key = tuple[str, int, int]  # area, brand (0: all), enterprise (0: all)
_LETTER_CODES = np.frombuffer("".join(LETTERS[s] for s in COUNTED).encode(), np.uint8)


@dataclass(frozen=True, slots=True)
class Row:
    """One site as counted."""

    site: int
    county: str
    enterprise: int
    brand: int
    cells: str
    turns_at: dt.datetime | None

    @property
    def gaps(self) -> int:
        """What is wanted and not fresh."""
        return sum(self.cells.count(letter) for letter in GAPS)

    @property
    def wanted(self) -> int:
        """What applies."""
        return self.gaps + self.cells.count(LETTERS[COUNTED[0]])

    @property
    def keys(self) -> list[Key]:
        """The sums it belongs to."""
        grains = ((0, 0), (self.brand, 0), (self.brand, self.enterprise))
        return [(area, *grain) for area in chain(self.county) for grain in grains]


def rows_of(sites: Iterable[Site], *, now: dt.datetime) -> list[Row]:
    """The sites' rows by the ledger and what is in force at `now`."""
    sites = list(sites)
    known = list(Requirement.objects.values_list("pk", "code"))
    force, facts = Force(now.astimezone(ZONE).date()), facts_of(sites, on=now.astimezone(ZONE).date())
    latest = latest_evidence([s.pk for s in sites], [code for _, code in known], now=now)
    told = {site for site, _ in latest}
    width = max((pk for pk, _ in known), default=0)
    silent: dict[object, str] = {}  # the row of such a site of which the ledger says nothing
    rows = []
    for site in sites:
        of = facts[site.pk]
        if site.pk not in told and of in silent:
            cells, turns = silent[of], None
        else:
            letters, turns = ["-"] * width, None
            for provision in force.over(of):
                last = latest.get((site.pk, provision.requirement.code))
                state = state_of(provision, last, now=now)
                letters[provision.requirement_id - 1] = LETTERS[state]
                if last and (at := turns_at(provision, last, state)) is not None:
                    turns = at if turns is None else min(turns, at)
            cells = "".join(letters)
            if site.pk not in told:
                silent[of] = cells
        rows.append(Row(site.pk, site.county_id, site.enterprise_id, site.brand_id, cells, turns))
    return rows


def counted(cells: Sequence[str]) -> Counts:
    """How many of these rows hold which letter for which requirement."""
    width = max((len(c) for c in cells), default=0)
    letters = np.frombuffer("".join(c.ljust(width, "-") for c in cells).encode(), np.uint8).reshape(len(cells), width)
    sums: Counts = np.stack([(letters == code).sum(axis=0) for code in _LETTER_CODES], axis=1).astype(np.int32)
    return sums


def sums_of(rows: Iterable[Row]) -> dict[Key, tuple[int, Counts]]:
    """Number of sites and counts under every key the rows belong to."""
    cells: dict[tuple[str, int, int], list[str]] = {}
    for row in rows:
        cells.setdefault((row.county, row.brand, row.enterprise), []).append(row.cells)
    found: dict[Key, tuple[int, Counts]] = {}
    for (county, brand, enterprise), some in cells.items():
        sums = counted(some)
        for key in Row(0, county, enterprise, brand, "", None).keys:
            number, before = found.get(key, (0, None))
            found[key] = (number + len(some), sums if before is None else added(before, sums))
    return found


def added(left: Counts, right: Counts, sign: int = 1) -> Counts:
    """The sum (or difference) of counts that may know of different numbers of requirements."""
    result: Counts = np.zeros((max(len(left), len(right)), len(COUNTED)), np.int32)
    result[: len(left)] += left
    result[: len(right)] += sign * right
    return result


def packed(counts: Counts) -> bytes:
    """As the table keeps them."""
    return counts.astype("<i4").tobytes()


def unpacked(kept: bytes | memoryview) -> Counts:
    """As they were packed."""
    return np.frombuffer(bytes(kept), "<i4").reshape(-1, len(COUNTED)).astype(np.int32)
