"""The rule sets of risk tiers as data, and what every verdict is made of."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from yilu_planner.refusal import Reason


class Tier(StrEnum):
    """A risk tier; `unknown` is a value of its own, never a low one."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    UNKNOWN = "unknown"


class Unit(StrEnum):
    """What a rule set grades."""

    COUNTY = "county"
    COUNTY_CITY_MERGED = "county, a city's urban districts as one"
    ZONE = "zone: compound, village or building"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One version of the rules. Days are days; None where the version knows no such number."""

    code: str
    unit: Unit
    source: str
    valid_from: dt.date | None  # None: the day is not known for certain, so it is never taken by date
    area: str = "100000"  # the place whose rules these are
    high_above: int | None = None  # cumulative confirmed: more than this, and a cluster, is high
    window: int | None = None  # days without a new case, or without a cluster
    high_days: int | None = None  # a high zone without new cases for so long …
    high_becomes: Tier = Tier.UNKNOWN  # … becomes this
    medium_days: int | None = None  # a zone that was medium from the start
    after_high_days: int | None = None  # a zone that came down from high to medium
    needs_negative_test: bool = False  # … and everybody in the zone tested negative on the last of these days


RULE_SETS: Mapping[str, RuleSet] = {
    rules.code: rules
    for rules in (
        RuleSet(
            code="cn-2020",
            unit=Unit.COUNTY,
            source="国务院联防联控机制 2020-02-17 指导意见；阈值见湖北省 2020-02-29 公告",
            valid_from=dt.date(2020, 2, 17),
            high_above=50,
            window=14,
        ),
        RuleSet(
            code="cn-2020-hubei-merged",
            unit=Unit.COUNTY_CITY_MERGED,
            source="湖北省 2020-03-03/04 公告：市城区合并为一个单元，取最高等级",
            valid_from=dt.date(2020, 3, 4),
            area="420000",
            high_above=50,
            window=14,
        ),
        RuleSet(
            code="cn-2022-v9",
            unit=Unit.ZONE,
            source="新型冠状病毒肺炎防控方案（第九版）",
            valid_from=None,
            high_days=7,
            high_becomes=Tier.MEDIUM,
            medium_days=7,
            after_high_days=3,
            needs_negative_test=True,
        ),
        RuleSet(
            code="cn-2022-20",
            unit=Unit.ZONE,
            source="进一步优化防控工作的二十条措施 2022-11-11",
            valid_from=dt.date(2022, 11, 11),
            high_days=5,
            high_becomes=Tier.LOW,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the texts leave open, as an explicit choice."""

    # The texts say "14 consecutive days without a new case" and not whether the fourteenth day after the last case
    # already is the end of it. True: it is, counts being to 24:00 of a day. False: only the fifteenth.
    boundary_clears: bool = True


STANDARD = Parameters()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A tier and why."""

    tier: Tier
    reason: Reason


def rules_in_force(*, area: str, on: dt.date) -> RuleSet | None:
    """The rule set for a place (division code) on a day: the latest begun, the more local of two, if any."""
    fitting = [
        r
        for r in RULE_SETS.values()
        if r.valid_from and r.valid_from <= on and (r.area == "100000" or area.startswith(r.area[:2]))
    ]
    return max(fitting, key=lambda r: (r.valid_from or dt.date.min, r.area != "100000"), default=None)


def is_clear(last: dt.date | None, *, on: dt.date, days: int, parameters: Parameters) -> bool:
    """Have `days` days passed since `last`? Never having happened is clear."""
    if last is None:
        return True
    return (on - last).days >= days if parameters.boundary_clears else (on - last).days > days


def known(tier: Tier, code: str, zh: str, en: str) -> Verdict:
    return Verdict(tier, Reason("risk:" + code, zh, en))


def unknown(code: str, zh: str, en: str) -> Verdict:
    return known(Tier.UNKNOWN, code, zh, en)
