"""The tier of a county from its own counts and what was stated about clusters (rules of 2020)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yilu_planner.risk.rules import STANDARD, Parameters, RuleSet, Tier, Verdict, is_clear, known, unknown


@dataclass(frozen=True, slots=True)
class ClusterStatement:
    """What was stated about clusters of cases in the unit: known up to `as_of`; `last` None means there was none."""

    as_of: dt.date
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is known of one county from its own series; None is not known."""

    cumulative: int | None = None  # confirmed, to 24:00 of the day
    last_new_case: dt.date | None = None  # None with cumulative 0: there never was one
    counted_to: dt.date | None = None  # the last day of the series
    cluster: ClusterStatement | None = None


def county_tier(rules: RuleSet, facts: UnitFacts, *, on: dt.date, parameters: Parameters = STANDARD) -> Verdict:
    """The tier of one county on a day from its own facts."""
    if rules.high_above is None or rules.window is None:
        return unknown(
            "unit_is_zone",
            f"{rules.code} 以小区、村或楼栋划定，不按县区病例数计算。",
            f"{rules.code} is drawn over compounds, villages or buildings, not computed from a county's counts.",
        )
    missing = _missing_counts(facts, on)
    if missing:
        return missing
    if facts.cluster is None:
        by_counts = " / ".join(
            dict.fromkeys(_by_counts(rules, facts, on, parameters, clustered=c).tier.value for c in (False, True))
        )
        return unknown(
            "cluster_unstated",
            f"未申明有无聚集性疫情；仅按病例数：{by_counts}。",
            f"Nobody stated whether there was a cluster; by counts alone: {by_counts}.",
        )
    clustered = not is_clear(facts.cluster.last, on=on, days=rules.window, parameters=parameters)
    if not clustered and facts.cluster.as_of < on:
        return unknown(
            "cluster_out_of_date",
            f"聚集性疫情情况只申明至 {facts.cluster.as_of}。",
            f"What is stated about clusters reaches only to {facts.cluster.as_of}.",
        )
    return _by_counts(rules, facts, on, parameters, clustered=clustered)


def _by_counts(rules: RuleSet, facts: UnitFacts, on: dt.date, parameters: Parameters, *, clustered: bool) -> Verdict:
    """Low is tested first: more than 50 in all but none for 14 days is low."""
    assert rules.high_above is not None
    assert rules.window is not None
    cumulative, last = facts.cumulative or 0, facts.last_new_case
    if cumulative == 0:
        return known(Tier.LOW, "no_case", "无确诊病例。", "No confirmed case.")
    if is_clear(last, on=on, days=rules.window, parameters=parameters):
        return known(
            Tier.LOW,
            "none_new",
            f"连续{rules.window}天无新增（末例 {last}）。",
            f"No new case for {rules.window} days (the last on {last}).",
        )
    if cumulative <= rules.high_above:
        return known(
            Tier.MEDIUM,
            "new_few",
            f"{rules.window}天内有新增（{last}），累计 {cumulative} 例，不超过 {rules.high_above} 例。",
            f"A new case within {rules.window} days ({last}), {cumulative} in all, not more than {rules.high_above}.",
        )
    if not clustered:
        return known(
            Tier.MEDIUM,
            "many_no_cluster",
            f"累计 {cumulative} 例，超过 {rules.high_above} 例，{rules.window}天内未发生聚集性疫情。",
            f"{cumulative} in all, more than {rules.high_above}, no cluster within {rules.window} days.",
        )
    return known(
        Tier.HIGH,
        "many_and_cluster",
        f"累计 {cumulative} 例，超过 {rules.high_above} 例，{rules.window}天内发生聚集性疫情。",
        f"{cumulative} in all, more than {rules.high_above}, and a cluster within {rules.window} days.",
    )


def _missing_counts(facts: UnitFacts, on: dt.date) -> Verdict | None:
    if facts.cumulative is None or facts.counted_to is None:
        return unknown(
            "no_series",
            "没有本单元自己的病例数据；上级病例不分摊到下级。",
            "The unit has no case series of its own; cases of the unit above are not spread over those below.",
        )
    if facts.counted_to < on:
        return unknown(
            "series_out_of_date",
            f"病例数据只到 {facts.counted_to}。",
            f"The case series reaches only to {facts.counted_to}.",
        )
    return None


def merged(tiers: Mapping[str, Tier], cities: Mapping[str, Iterable[str]]) -> dict[str, Tier]:
    """Tiers with each city's urban districts as one unit under the city's code, at their highest tier.

    High is high whatever is not known of the others; else one unknown makes the whole unknown.
    """
    order = [Tier.LOW, Tier.MEDIUM]
    out = dict(tiers)
    for city, districts in cities.items():
        found = [out.pop(code, Tier.UNKNOWN) for code in districts]
        if Tier.HIGH in found:
            out[city] = Tier.HIGH
        elif found and Tier.UNKNOWN not in found:
            out[city] = max(found, key=order.index)
        else:
            out[city] = Tier.UNKNOWN
    return out
