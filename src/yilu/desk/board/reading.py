"""Reads one board: a fixed, small number of queries however large the network is."""

import datetime as dt
from dataclasses import dataclass

from yilu.core.actor import Actor
from yilu.core.clock import ZONE
from yilu.core.reasons import Invalid, reason
from yilu.desk.board.ground import ground_of
from yilu.desk.board.picture import Board, Unit
from yilu.operations import queries as operations
from yilu.operations.queries import Figures, Lens, LensKind, Ranked, TargetView
from yilu.people.queries import mornings
from yilu.people.queries.staffing import Staffing, staffing_of
from yilu.supplies.queries import Protection, protection_through
from yilu.territory import queries as territory
from yilu.territory.models import Area
from yilu.territory.queries import CaseRow

DEFAULT_SPAN = dt.timedelta(days=7)
# The charts show a month, or more if the chosen day lies further back, up to a year.
TREND_DAYS, LONGEST_SERIES = 30, 366
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2099, 12, 31)
OUT_OF_RANGE = reason(
    "desk.board.day_out_of_range",
    "日期须在 2000 年至 2099 年之间。",
    "The day must lie between the years 2000 and 2099.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which board: what the address says."""

    code: str
    day: dt.date
    since: dt.date | None = None
    known_at: dt.datetime | None = None
    lens: str = ""  # the kind of lens, where the reader has several
    rank_rate: str = "delivered"
    rank_level: int | None = None


def check_days(asked: Asked) -> None:
    """Refuse days no board can stand on."""
    days = (asked.day, asked.since, asked.known_at.date() if asked.known_at else None)
    if any(d is not None and not FIRST_DAY <= d <= LAST_DAY for d in days):
        raise Invalid(OUT_OF_RANGE)


def read(asked: Asked, area: Area, *, actor: Actor) -> Board:
    """The board as the actor may see it. Raises `Invalid` for a day out of range."""
    check_days(asked)
    day, known_at = asked.day, asked.known_at
    yesterday, since = day - dt.timedelta(days=1), asked.since or day - DEFAULT_SPAN
    lenses = operations.lenses_of(actor, area.code)
    lens = next((n for n in lenses if n.kind.value == asked.lens), lenses[0])
    published = next((n for n in lenses if n is operations.PUBLISHED and n is not lens), None)
    ground = ground_of(area, day=day, since=since)
    told = operations.figures_on(lens, [area, *ground.below], (day, yesterday, since), known_at=known_at)
    now, before = told[area.code, day], told[area.code, yesterday]
    # Counters of checks are not kept by the hour known, and the published sector has none.
    has_morning = known_at is None and lens is not operations.PUBLISHED
    morning = mornings(actor, area.code, [a.code for a in ground.below], day=day) if has_morning else {}
    units = [
        Unit(
            a, told[a.code, day], told[a.code, yesterday], ground.cases.get(a.code), ground.tiers.get(a.code),
            morning.get(a.code),
        )
        for a in ground.below
    ]  # fmt: skip
    level = asked.rank_level or min(area.level + 2, Area.Level.COUNTY)
    worst: list[Ranked] = []
    changed: list[Ranked] = []
    if units:
        worst, changed = operations.worst_and_most_changed(
            lens, area.code, day=day, level=level, since=since, rate=asked.rank_rate, known_at=known_at
        )
    # Totals of the sector, whoever told them: for those who may see the sector.
    outside = operations.told_from_outside(area.code, on=day) if lens.kind is LensKind.SECTOR else []
    return Board(
        area=area,
        trail=ground.trail,
        lenses=lenses,
        lens=lens,
        day=day,
        since=since,
        known_at=known_at,
        now=now,
        yesterday=before,
        then=told[area.code, since],
        sector=operations.figures(published, area.code, day=day, known_at=known_at) if published else None,
        units=units,
        targets=operations.targets_for(area.code, on=day, figures=now),
        tiers=ground.tier_counts(),
        cases=ground.cases.get(area.code),
        cases_then=ground.cases_then,
        own_tier=ground.own_tier,
        emergency=ground.emergency,
        morning=morning.get(area.code),
        protection=_protection(lens, area.code, day) if has_morning else None,
        staffing=_staffing(lens, area.code, day) if has_morning else None,
        flags=operations.flags_of(now, before, outside),
        outside=operations.latest_of(outside),
        rank_level=level,
        rank_rate=asked.rank_rate,
        worst=worst,
        changed=changed,
        has_outlines=ground.has_outlines,
    )


def _protection(lens: Lens, code: str, day: dt.date) -> Protection | None:
    """How far masks reach, as reckoned on the day itself: of earlier days no sums are kept."""
    told = protection_through({code: lens})[code]
    if not isinstance(told, Protection) or told.reckoned_at is None:
        return None
    return told if told.reckoned_at.astimezone(ZONE).date() == day else None


def _staffing(lens: Lens, code: str, day: dt.date) -> Staffing | None:
    """Who is wanted and who is there, as far as the lens lets through."""
    return staffing_of(code, day=day, brand=lens.brand, branches=lens.branches, site=lens.site)


@dataclass(frozen=True, slots=True)
class Trend:
    """One area day by day, both hands."""

    days: list[Figures]
    cases: list[CaseRow]
    targets: list[TargetView]


def read_trend(asked: Asked, area: Area, *, actor: Actor) -> Trend:
    """The month up to the day, or since the chosen day if that is longer ago. Raises `Invalid` like `read`."""
    check_days(asked)
    lenses = operations.lenses_of(actor, area.code)
    lens = next((n for n in lenses if n.kind.value == asked.lens), lenses[0])
    first = min(asked.day - dt.timedelta(days=TREND_DAYS - 1), asked.since or asked.day)
    first = max(first, asked.day - dt.timedelta(days=LONGEST_SERIES))
    days = operations.trend(lens, area.code, first=first, last=asked.day, known_at=asked.known_at)
    return Trend(
        days=days,
        cases=territory.case_trend(area.code, first=first, last=asked.day),
        targets=operations.targets_for(area.code, on=asked.day),
    )
