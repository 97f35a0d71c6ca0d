"""What a board shows, as plain values: one area, one day, one lens, with yesterday and a chosen day beside it."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from yilu.core.text import Text
from yilu.desk.board.ground import TierCounts
from yilu.operations.queries import Figures, Flag, Lens, OutsideFigure, Ranked, Rate, TargetView
from yilu.operations.rules.rates import RATES
from yilu.people.queries import Morning
from yilu.people.queries.staffing import Staffing
from yilu.supplies.queries import Protection
from yilu.territory.models import Area, Emergency
from yilu.territory.queries import CaseRow, TierView
from yilu.territory.words import Tier


@dataclass(frozen=True)
class Unit:
    """One area directly below the one in view."""

    area: Area
    now: Figures | None = None
    before: Figures | None = None  # yesterday
    cases: CaseRow | None = None
    tiers: TierCounts | None = None  # of its counties; of itself if it is one
    morning: Morning | None = None  # who has checked in; None: nobody of the reader's is due there

    @property
    def code(self) -> str:
        """Its division code."""
        return self.area.code

    @property
    def name(self) -> Text:
        """Its full name."""
        return Text(self.area.name_zh, self.area.name_en)

    @cached_property
    def rates(self) -> dict[str, float | None]:
        """Its five rates by code: asked for by the map, the list and the table."""
        return {code: self.now.value(code) for code in RATES} if self.now else {}

    def rate(self, code: str) -> float | None:
        """One of its five rates."""
        return self.rates.get(code)

    def change(self, code: str) -> float | None:
        """How far the rate moved since yesterday."""
        now, before = self.rate(code), self.before.value(code) if self.before else None
        return None if now is None or before is None else now - before

    @property
    def reported(self) -> float | None:
        """The share of due reports that are in."""
        if self.now is None or not self.now.sites or self.now.sites_reported is None:
            return None
        return self.now.sites_reported / self.now.sites

    @property
    def backlog_days(self) -> float | None:
        """The backlog in days of normal delivery."""
        if self.now is None or self.now.sums is None or not self.now.sums.delivered_normal:
            return None
        backlog = self.now.volume.backlog
        return None if backlog is None else backlog / self.now.sums.delivered_normal

    @property
    def at_risk(self) -> int | None:
        """Counties at high or medium risk; None where no county's tier is known."""
        high, medium = self.in_tier(Tier.HIGH), self.in_tier(Tier.MEDIUM)
        return None if high is None or medium is None else high + medium

    def in_tier(self, tier: Tier) -> int | None:
        """Counties in one tier; None where no county's tier is known."""
        if self.tiers is None or not any(n for t, n in self.tiers.items() if t is not Tier.UNKNOWN):
            return None
        return self.tiers.get(tier, 0)

    @property
    def withheld(self) -> bool:
        """Are its figures kept from this reader?"""
        return self.now is not None and self.now.withheld is not None


@dataclass(frozen=True, slots=True)
class RateLine:
    """One of the five rates: now, yesterday, on the chosen day, and the step of the gradient it is held against."""

    rate: Rate
    yesterday: float | None
    since: float | None
    target: TargetView | None = None
    sector: Rate | None = None  # the whole sector's, beside an enterprise's own

    @property
    def distance(self) -> float | None:
        """Value minus the target's share; None if either is unknown."""
        return self.target.distances.get(self.rate.code) if self.target else None


@dataclass(frozen=True)
class Board:
    """Everything one board shows."""

    area: Area
    trail: list[Area]
    lenses: tuple[Lens, ...]
    lens: Lens
    day: dt.date
    since: dt.date
    known_at: dt.datetime | None
    now: Figures
    yesterday: Figures
    then: Figures  # on the day `since`
    sector: Figures | None
    units: list[Unit]
    targets: list[TargetView]
    tiers: TierCounts
    cases: CaseRow | None
    cases_then: CaseRow | None
    own_tier: TierView | None  # of a county: as published and as computed
    emergency: Emergency | None
    morning: Morning | None  # None: nobody of the reader's is due, or not the reader's to know
    protection: Protection | None  # of this day; None: not reckoned on it, or not the reader's to know
    staffing: Staffing | None  # None: not counted on this day, or not the reader's to know
    flags: list[Flag]
    outside: list[OutsideFigure]
    rank_level: int = 0
    rank_rate: str = "delivered"
    worst: list[Ranked] = field(default_factory=list)
    changed: list[Ranked] = field(default_factory=list)
    has_outlines: bool = False

    @property
    def name(self) -> Text:
        """The name of the area in view; the nation is 全国, as the board of it is called."""
        return Text(self.area.name_zh if self.area.parent_id else self.area.short_zh, self.area.name_en)

    @property
    def steers_sector(self) -> bool:
        """Does the reader see the whole sector, as a regulator does?"""
        return self.lens.kind == "sector"

    @cached_property
    def lines(self) -> list[RateLine]:
        """The five rates in their order, never merged."""
        return [
            RateLine(
                rate=rate,
                yesterday=self.yesterday.value(rate.code),
                since=self.then.value(rate.code),
                target=self._target(rate.code),
                sector=self.sector.rate(rate.code) if self.sector else None,
            )
            for rate in self.now.rates
        ]

    def line(self, code: str) -> RateLine:
        """One of the five."""
        return next(line for line in self.lines if line.rate.code == code)

    def _target(self, rate: str) -> TargetView | None:
        """The next step due that speaks of the rate; the last one when all are past."""
        steps = sorted((t for t in self.targets if rate in t.rates and t.share is not None), key=lambda t: t.due)
        return next((t for t in steps if t.due >= self.day), steps[-1] if steps else None)
