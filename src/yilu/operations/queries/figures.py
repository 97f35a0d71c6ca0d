"""The figures of one area on one day through one lens: five rates that are never merged, volumes, backlog, classes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from yilu.core.reasons import Reason, reason
from yilu.core.text import Text
from yilu.operations.queries.lenses import Lens, LensKind
from yilu.operations.rules.classes import CLASSES, NAME_OF, TIERS, UNMAPPED, UNMAPPED_NAME, VOLUME_CLASSES
from yilu.operations.rules.rates import RATES, RateRule
from yilu.operations.sums import Sums

# What volumes are told of: code, name, guarantee tier.
_CLASSES = (*((c.code, NAME_OF[c.code], c.tier) for c in CLASSES if c.is_volume), (UNMAPPED, UNMAPPED_NAME, 0))

NOTHING_REPORTED = reason("operations.rate.nothing_reported", "当日尚无日报。", "Nothing was reported for the day.")
NO_ROSTER = reason(
    "operations.rate.no_roster",
    "当日没有生效的在册名录，分母未定。",
    "No roster is in force on the day: no denominator.",
)
NOT_ON_ROSTER = reason(
    "operations.rate.none_on_roster", "在册名录中本地没有此项。", "The roster holds nothing of this kind here."
)
WITHHELD = reason(
    "operations.sector.withheld",
    "为保护单个企业数据不予显示（少于四个企业，或单个企业占比过高，或可由其他合计推知）。",
    "Withheld to protect single companies (too few of them, one too large, or recoverable by subtraction).",
)
NOT_RELEASED = reason(
    "operations.sector.not_released",
    "行业合计于次日中午定稿发布，当日数据尚未发布。",
    "Sector totals are released at noon of the following day; this day's are not released yet.",
)


@dataclass(frozen=True, slots=True)
class Rate:
    """One of the five rates with everything it takes to read it. `value` None is unknown or withheld, with why."""

    code: str
    name: Text
    numerator: int | None
    denominator: int | None
    value: float | None
    scope: Text
    as_of: dt.datetime | None  # the hour by which the numerator was known
    roster: str
    why_unknown: Reason | None = None
    withheld: Reason | None = None


@dataclass(frozen=True, slots=True)
class Volume:
    """Pieces of one day; None is unknown."""

    collected: int | None
    delivered: int | None
    backlog: int | None


UNTOLD = Volume(None, None, None)


@dataclass(frozen=True, slots=True)
class ClassVolume:
    """The pieces of one service class, or of what is unmapped (`code` "unmapped", tier 0)."""

    code: str
    name: Text
    tier: int
    volume: Volume
    withheld: Reason | None = None


@dataclass(frozen=True, slots=True)
class TierVolume:
    """The pieces of one guarantee tier: the sum of its classes; None when a class of it is not told."""

    tier: int
    name: Text
    volume: Volume
    withheld: Reason | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """One area, one day, one lens. Rates and volumes are worked out when asked for: a board reads hundreds of these."""

    area: str
    area_name: Text
    level: int
    day: dt.date
    lens: Lens
    sums: Sums | None  # None: withheld or unknown
    known_at: dt.datetime | None = None
    roster: str = ""
    brand: int | None = None
    brand_name: Text | None = None
    withheld: Reason | None = None
    why_unknown: Reason | None = None

    @property
    def sites(self) -> int | None:
        """Sites on the roster: reports due (应报)."""
        return self.sums.sites if self.sums and self.roster else None

    @property
    def sites_reported(self) -> int | None:
        """Reports in (已报)."""
        return self.sums.sites_reported if self.sums else None

    @property
    def sites_missing(self) -> int | None:
        """Reports due and not in (未报)."""
        return self.sums.sites - self.sums.sites_reported if self.sums and self.roster else None

    @property
    def sites_late(self) -> int | None:
        """Reports that came after the deadline an authority set; None where none is set."""
        return self.sums.sites_late if self.sums else None

    @property
    def flagged(self) -> int | None:
        """Reports with a data-quality flag."""
        return self.sums.flagged if self.sums else None

    @property
    def decrees_blocked(self) -> int | None:
        """Sites that report state decrees blocked: a status, not a volume."""
        return self.sums.decrees_blocked if self.sums else None

    @property
    def off_roster(self) -> int | None:
        """Sites that reported without being on the roster: in the volumes, in no rate."""
        return self.sums.off_roster if self.sums else None

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The five rates, in their fixed order."""
        return tuple(self._rate(rule) for rule in RATES.values())

    def rate(self, code: str) -> Rate:
        """One of the five: enterprises, outlets, staff, collected, delivered."""
        return self._rate(RATES[code])

    def value(self, code: str) -> float | None:
        """One of the five as a number alone."""
        return _quotient(*self._fraction(RATES[code]))

    @property
    def volume(self) -> Volume:
        """All pieces told, sites off the roster included."""
        s = self.sums
        if s is None or (not s.sites_reported and not s.off_roster):
            return UNTOLD
        return Volume(
            s.collected + s.off_roster_collected,
            s.delivered + s.off_roster_delivered,
            s.backlog + s.off_roster_backlog,
        )

    @property
    def classes(self) -> tuple[ClassVolume, ...]:
        """The volume classes in the national order, then what is unmapped."""
        told = self._told_classes()
        # Outsiders are told some classes and no remainder.
        hidden = self.withheld or (WITHHELD if self.sums and self.lens.kind is LensKind.PUBLISHED else None)
        return tuple(
            ClassVolume(code, name, tier, told.get(code, UNTOLD), None if code in told else hidden)
            for code, name, tier in _CLASSES
        )

    @property
    def unmapped(self) -> Volume:
        """Total minus what is mapped, of the sites that count."""
        return self.classes[-1].volume

    @property
    def tiers(self) -> tuple[TierVolume, ...]:
        """The three guarantee tiers."""
        classes, found = self.classes, []
        for tier, name in TIERS.items():
            mine = [c for c in classes if c.tier == tier]
            hidden = next((c.withheld for c in mine if c.withheld), None)
            columns = zip(*((c.volume.collected, c.volume.delivered, c.volume.backlog) for c in mine), strict=True)
            known = UNTOLD if hidden else Volume(*(None if None in c else sum(v for v in c if v) for c in columns))
            found.append(TierVolume(tier, name, known, hidden))
        return tuple(found)

    def _rate(self, rule: RateRule) -> Rate:
        top, below = self._fraction(rule)
        return Rate(
            rule.code, rule.name, top, below, _quotient(top, below),
            rule.scope_words(self.sums, bool(self.roster)), self.known_at, self.roster,
            None if self.withheld else self._why_unknown(below), self.withheld,
        )  # fmt: skip

    def _fraction(self, rule: RateRule) -> tuple[int | None, int | None]:
        """What is known of numerator and denominator: a rate needs a roster, and somebody who told."""
        if self.sums is None or not self.roster:
            return None, None
        top, below = rule.of(self.sums)
        return (top if self.sums.sites_reported else None), below

    def _why_unknown(self, denominator: int | None) -> Reason | None:
        if self.sums is None:
            return self.why_unknown or NOTHING_REPORTED
        if not self.roster:
            return NO_ROSTER
        if not denominator:
            return NOT_ON_ROSTER
        return None if self.sums.sites_reported else NOTHING_REPORTED

    def _told_classes(self) -> dict[str, Volume]:
        """The classes that are told: all and the remainder; to outsiders those that may be."""
        s = self.sums
        if s is None or not s.sites_reported:
            return {}
        if self.lens.kind is LensKind.PUBLISHED:
            return {code: Volume(*pieces) for code, pieces in s.classes.items()}
        rows = [s.classes.get(code, (0, 0, 0)) for code in VOLUME_CLASSES]
        mapped = [sum(column) for column in zip(*rows, strict=True)]
        rest = (s.collected - mapped[0], s.delivered - mapped[1], s.backlog - mapped[2])
        return {code: Volume(*row) for code, row in zip((*VOLUME_CLASSES, UNMAPPED), (*rows, rest), strict=True)}


def _quotient(top: int | None, below: int | None) -> float | None:
    return top / below if top is not None and below else None


def board_json(figures: Figures) -> dict[str, Any]:
    """The figures as plain values, each rate with numerator, denominator, scope, as_of and roster."""
    pieces = figures.volume
    return {
        "area": figures.area,
        "name_zh": figures.area_name.zh,
        "name_en": figures.area_name.en,
        "level": figures.level,
        "day": figures.day.isoformat(),
        "lens": figures.lens.kind.value,
        "known_at": _iso(figures.known_at),
        "roster": figures.roster or None,
        "sites": figures.sites,
        "sites_reported": figures.sites_reported,
        "sites_missing": figures.sites_missing,
        "sites_late": figures.sites_late,
        "flagged": figures.flagged,
        "off_roster": figures.off_roster,
        "decrees_blocked": figures.decrees_blocked,
        "rates": {r.code: _rate_json(r) for r in figures.rates},
        "collected": pieces.collected,
        "delivered": pieces.delivered,
        "backlog": pieces.backlog,
        "classes": {c.code: _volume_json(c.volume) | _why(c.withheld) for c in figures.classes},
        "tiers": {str(t.tier): _volume_json(t.volume) | _why(t.withheld) for t in figures.tiers},
        **_why(figures.withheld),
    }


def _rate_json(rate: Rate) -> dict[str, Any]:
    return {
        "name_zh": rate.name.zh,
        "name_en": rate.name.en,
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "value": rate.value,
        "scope": rate.scope.zh,
        "scope_en": rate.scope.en,
        "as_of": _iso(rate.as_of),
        "roster": rate.roster or None,
        "why_unknown": rate.why_unknown.code if rate.why_unknown else None,
        **_why(rate.withheld),
    }


def _volume_json(volume: Volume) -> dict[str, Any]:
    return {"collected": volume.collected, "delivered": volume.delivered, "backlog": volume.backlog}


def _why(withheld: Reason | None) -> dict[str, str]:
    return {"withheld": withheld.code} if withheld else {}


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None
