"""The letters of a row, when a cell turns by itself, and an enterprise's five duties as shares of what is proven."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yilu.core.clock import ZONE, end_of
from yilu.core.text import Text
from yilu.norms.rules.freshness import Interval, Latest, due_after
from yilu.norms.rules.kinds import State, Theme

LETTERS = {State.FRESH: "f", State.STALE: "s", State.NONE: "n", State.UNMET: "u", State.NOT_APPLICABLE: "-"}
STATES = {letter: state for state, letter in LETTERS.items()}
COUNTED = (State.FRESH, State.STALE, State.NONE, State.UNMET)
GAPS = "".join(LETTERS[s] for s in COUNTED if s is not State.FRESH)
DUTIES = (Theme.ORGANISATION, Theme.PUBLICITY, Theme.PEOPLE, Theme.VEHICLES, Theme.PROTECTION)
FORMULA = Text(
    "每项责任得分 = 该类要求中证据有效的项次 ÷ 应有项次（不适用的不计）。"
    "五项分别计，不合并、不加权；只认台账里的证据，不认自评打勾。",
    "Each duty's score = its requirements with fresh evidence ÷ all that apply. Five scores, never merged or weighted; "
    "only what stands in the ledger counts, no self-declared ticks.",
)


def turns_at(interval: Interval, latest: Latest | None, state: State) -> dt.datetime | None:
    """When this cell turns stale if nothing comes; None: never by itself."""
    if state is not State.FRESH or latest is None or (due := due_after(interval, latest.at)) is None:
        return None
    # As often as asked on one day is fresh until that day ends.
    many = interval.every_hours is None and latest.on_day >= (interval.times_a_day or 0)
    return max(due, end_of(latest.at.astimezone(ZONE).date())) if many else due


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many are fresh; None where nothing applies."""

    fresh: int
    wanted: int

    @property
    def value(self) -> float | None:
        """Between 0 and 1."""
        return self.fresh / self.wanted if self.wanted else None


def duties(counts: Mapping[int, Sequence[int]], themes: Mapping[int, str]) -> dict[Theme, Share]:
    """The five scores. `counts`: by requirement id, in the order of `COUNTED`; `themes`: of each requirement."""
    return {duty: share([c for pk, c in counts.items() if themes.get(pk) == duty]) for duty in DUTIES}


def share(counts: Iterable[Sequence[int]]) -> Share:
    """Of several requirements together."""
    told = list(counts)
    return Share(sum(c[0] for c in told), sum(sum(c) for c in told))
