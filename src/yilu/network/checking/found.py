"""What the check of a whole file found, counted as its rows are checked."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic

from yilu.network.checking.verdicts import C, Checked, N
from yilu.network.sheet.reading import OpenedSheet

Progress = Callable[[int, int], None]  # rows done, of how many
Seen = Callable[[Checked[Any, Any]], None]
SHOWN_EVERY = 2000


@dataclass(slots=True)
class Found(Generic[N, C]):
    """What is to be made anew and what changed, and how many rows came to what."""

    counts: Counter[str] = field(default_factory=Counter)  # new, changed, unchanged, refused; warned beside them
    new: list[N] = field(default_factory=list)
    changes: list[C] = field(default_factory=list)

    @property
    def plain(self) -> dict[str, int]:
        """The counts, zeros included."""
        return {k: self.counts[k] for k in ("new", "changed", "unchanged", "refused", "warned")}


def found_in(
    rows: Iterator[Checked[N, C]], opened: OpenedSheet, *, seen: Seen | None = None, progress: Progress | None = None
) -> Found[N, C]:
    """Go through the rows as they are checked; `seen` is told of each, `progress` now and then."""
    found: Found[N, C] = Found()
    last = 0
    for checked in rows:
        found.counts[checked.verdict] += 1
        found.counts["warned"] += checked.is_warned
        if checked.new is not None:
            found.new.append(checked.new)
        elif checked.change is not None:
            found.changes.append(checked.change)
        if seen is not None:
            seen(checked)
        done = checked.row - opened.header_row
        if progress is not None and done - last >= SHOWN_EVERY:
            last = done
            progress(done, opened.total)
    if progress is not None:
        progress(opened.total, opened.total)
    return found
