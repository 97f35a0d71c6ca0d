"""Dated risk tiers of places by versioned rule sets: pure functions of counts, days and what was stated.

A computed tier is a check beside the tier an authority published, never its replacement (provinces published by expert
judgement). What cannot be computed is `unknown`, with the reason; nothing is guessed. See docs/planner/risk.md.
"""

from yilu_planner.risk.county import ClusterStatement, UnitFacts, county_tier, merged
from yilu_planner.risk.rules import (
    RULE_SETS,
    STANDARD,
    Parameters,
    RuleSet,
    Tier,
    Unit,
    Verdict,
    is_clear,
    rules_in_force,
)
from yilu_planner.risk.zone import ZoneFacts, zone_tier

__all__ = [
    "RULE_SETS",
    "STANDARD",
    "ClusterStatement",
    "Parameters",
    "RuleSet",
    "Tier",
    "Unit",
    "UnitFacts",
    "Verdict",
    "ZoneFacts",
    "county_tier",
    "is_clear",
    "merged",
    "rules_in_force",
    "zone_tier",
]
