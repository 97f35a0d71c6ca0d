"""What check found broken: which limit, whose, which day, by how much."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from yilu_planner.problem import Array

ABSOLUTE = 1e-3  # of a parcel, person, unit or site
RELATIVE = 1e-6
MOST = 100  # findings kept of one limit; a broken file should not print a million lines


@dataclass(frozen=True, slots=True)
class Finding:
    """A limit broken by `excess` in its own unit; day -1 speaks of the whole horizon."""

    limit: str
    owner: tuple[str, ...]
    day: int
    excess: float


@dataclass
class Ledger:
    """Collects findings."""

    findings: list[Finding] = field(default_factory=list)

    def add(self, limit: str, owner: tuple[str, ...], day: int, excess: float) -> None:
        """Record one."""
        self.findings.append(Finding(limit, owner, day, float(excess)))

    def within(self, limit: str, owner: tuple[str, ...], value: float, most: float) -> None:
        """One number against its limit."""
        if not value <= most + max(ABSOLUTE, RELATIVE * abs(most)):
            self.add(limit, owner, -1, value - most)

    def at_most(self, limit: str, names: Sequence[Sequence[str]], value: Array, most: Array) -> None:
        """value <= most, elementwise; `names` label the leading axes, a last axis more is the day."""
        most = np.broadcast_to(most, value.shape)
        with np.errstate(invalid="ignore"):
            excess = value - most
        slack = np.maximum(ABSOLUTE, RELATIVE * np.where(np.isfinite(most), np.abs(most), 0.0))
        for place in np.argwhere(~(excess <= slack))[:MOST]:
            owner = tuple(axis[int(i)] for axis, i in zip(names, place, strict=False))
            day = int(place[-1]) if len(place) > len(names) else -1
            self.add(limit, owner, day, excess[tuple(place)])

    def equal(self, limit: str, names: Sequence[Sequence[str]], value: Array, wanted: Array) -> None:
        """value == wanted within the tolerance, elementwise."""
        self.at_most(limit, names, value, wanted)
        self.at_most(limit, names, -value, -wanted)
