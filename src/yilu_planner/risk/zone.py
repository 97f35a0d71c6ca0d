"""The tier of a zone drawn by an authority: as drawn until the days have passed (rules of 2022)."""

import datetime as dt
from dataclasses import dataclass

from yilu_planner.risk.rules import STANDARD, Parameters, RuleSet, Tier, Unit, Verdict, is_clear, known, unknown


@dataclass(frozen=True, slots=True)
class ZoneFacts:
    """What is known of one zone drawn by an authority."""

    drawn_as: Tier
    drawn_on: dt.date
    last_new_case: dt.date | None = None  # None: none since it was drawn
    counted_to: dt.date | None = None
    negative_test_on: dt.date | None = None  # everybody in the zone tested negative


def zone_tier(rules: RuleSet, facts: ZoneFacts, *, on: dt.date, parameters: Parameters = STANDARD) -> Verdict:
    """The tier of a drawn zone on a day: as drawn until the days of the rule set have passed without a new case."""
    if rules.unit is not Unit.ZONE:
        return unknown("unit_is_county", f"{rules.code} 以县区为单元，不划定区域。", f"{rules.code} grades counties.")
    if facts.counted_to is None or facts.counted_to < on:
        reach = facts.counted_to or "—"
        return unknown("zone_not_counted", f"区域病例只掌握至 {reach}。", f"Its cases are known only to {reach}.")
    if facts.drawn_as is Tier.MEDIUM and rules.medium_days is None:
        return unknown("no_such_tier", f"{rules.code} 不设中风险区。", f"{rules.code} has no medium zone.")
    last = max(d for d in (facts.drawn_on, facts.last_new_case) if d)
    if facts.drawn_as is Tier.HIGH:
        return _from_high(rules, facts, last, on, parameters)
    if facts.drawn_as is Tier.MEDIUM and rules.medium_days is not None:
        waiting = _waiting(rules, facts, Tier.MEDIUM, rules.medium_days, last, on, parameters)
        return waiting or _passed(Tier.LOW, rules.medium_days, last)
    return known(facts.drawn_as, "as_drawn", "按划定等级。", "As drawn.")


def _from_high(rules: RuleSet, facts: ZoneFacts, last: dt.date, on: dt.date, parameters: Parameters) -> Verdict:
    assert rules.high_days is not None
    waiting = _waiting(rules, facts, Tier.HIGH, rules.high_days, last, on, parameters)
    if waiting:
        return waiting
    came_down = max(d for d in (last + dt.timedelta(days=rules.high_days), facts.negative_test_on) if d)
    if rules.after_high_days is not None and is_clear(
        came_down, on=on, days=rules.after_high_days, parameters=parameters
    ):
        return _passed(Tier.LOW, rules.after_high_days, came_down)
    return _passed(rules.high_becomes, rules.high_days, last)


def _waiting(
    rules: RuleSet, facts: ZoneFacts, now: Tier, days: int, last: dt.date, on: dt.date, parameters: Parameters
) -> Verdict | None:
    """Why the zone has not come down yet; None if nothing holds it."""
    if not is_clear(last, on=on, days=days, parameters=parameters):
        return known(now, "days_running", f"自 {last} 起未满{days}天。", f"Fewer than {days} days since {last}.")
    due = last + dt.timedelta(days=days)
    if rules.needs_negative_test and not due <= (facts.negative_test_on or due - dt.timedelta(days=1)) <= on:
        return unknown(
            "test_unstated",
            f"满{days}天，但第{days}天全员核酸检测是否全部阴性未申明。",
            f"{days} days have passed, but nobody stated that all tested negative on day {days}.",
        )
    return None


def _passed(tier: Tier, days: int, since: dt.date) -> Verdict:
    return known(tier, "days_passed", f"自 {since} 起满{days}天。", f"{days} days have passed since {since}.")
