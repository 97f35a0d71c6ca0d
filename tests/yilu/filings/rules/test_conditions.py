"""How one condition stands: met, told, at the door, not arisen or not met, with why and what would meet it."""

import datetime as dt
from dataclasses import dataclass, replace

from yilu.filings.rules.conditions import Cited, Facts, Standing, weigh
from yilu.norms.rules.blocks import OpeningFacts
from yilu.norms.rules.kinds import State

NOW = dt.datetime(2020, 2, 17, 8, tzinfo=dt.UTC)


@dataclass
class Asked:
    """A provision."""

    effect: str = "block"
    on_event: bool = False
    days_ahead: int | None = None
    citation: str = "《规定》第1项"


NOTHING = Facts(State.NONE, None, is_declared=False, opening=OpeningFacts(has_plans=False))


def test_no_plan_no_start() -> None:
    found = weigh("Y1", Asked(), NOTHING)
    assert found.standing == Standing.UNMET
    assert found.why[0].code == "norms.y1"
    assert found.why[0].clause == "《规定》第1项"
    told = replace(NOTHING, opening=OpeningFacts(has_plans=True, days_filed=0))
    assert weigh("Y1", Asked(), told).standing == Standing.MET


def test_where_plans_are_filed_days_ahead_it_waits_for_them() -> None:
    told = replace(NOTHING, opening=OpeningFacts(has_plans=True, days_filed=2))
    found = weigh("Y1", Asked(days_ahead=3), told)
    assert [r.code for r in found.why] == ["norms.y1.ahead"]
    told = replace(NOTHING, opening=OpeningFacts(has_plans=True, days_filed=3))
    assert weigh("Y1", Asked(days_ahead=3), told).standing == Standing.MET


def test_a_block_is_not_met_by_saying_so_but_a_condition_is() -> None:
    said = replace(NOTHING, is_declared=True)
    assert weigh("Y2", Asked(), said).standing == Standing.UNMET
    assert weigh("G13", Asked("condition"), said).standing == Standing.DECLARED


def test_what_evidence_shows_to_be_wanting_outweighs_what_is_told() -> None:
    seen = replace(NOTHING, shown=State.UNMET, shown_at=NOW, is_declared=True)
    assert [r.code for r in weigh("G13", Asked("condition"), seen).why] == ["filings.found_wanting"]


def test_stale_evidence_and_none_say_so_differently() -> None:
    assert weigh("Y2", Asked(), replace(NOTHING, shown=State.STALE)).why[0].code == "filings.stale"
    assert weigh("Y2", Asked(), NOTHING).why[0].code == "filings.no_evidence"


def test_temperature_at_the_door_keeps_no_shut_site_shut() -> None:
    assert weigh("Y4", Asked(), NOTHING).standing == Standing.DAILY


def test_what_did_not_happen_is_not_asked_for() -> None:
    assert weigh("Y5", Asked(on_event=True), NOTHING).standing == Standing.NOT_NOW
    assert weigh("O12", Asked(on_event=True), NOTHING).standing == Standing.NOT_NOW
    ill = replace(NOTHING, opening=OpeningFacts(has_plans=True, suspected=True))
    assert weigh("O12", Asked(on_event=True), ill).standing == Standing.UNMET


def test_a_cited_condition_stands_until_answered_or_shown_later() -> None:
    seen = replace(NOTHING, shown=State.FRESH, shown_at=NOW, cited=Cited("配齐", NOW, answered=False))
    found = weigh("Y2", Asked(), seen)
    assert (found.standing, found.satisfy.zh) == (Standing.UNMET, "配齐")
    later = replace(seen, shown_at=NOW + dt.timedelta(minutes=1))
    assert weigh("Y2", Asked(), later).standing == Standing.MET
    answered = replace(seen, cited=Cited("配齐", NOW, answered=True))
    assert weigh("Y2", Asked(), answered).standing == Standing.MET
