"""The table of states: where each move leads, and that nobody but the rules opens."""

import pytest

from yilu.filings.rules.states import MOVES, TRANSITIONS, State, Verb, Who, why_not_move


def test_no_move_stands_in_the_table_twice() -> None:
    assert len(MOVES) == len(TRANSITIONS)


def test_only_the_rules_open_a_site() -> None:
    openers = {who for _, verb, _, who in TRANSITIONS if verb in (Verb.OPEN, Verb.REOPEN)}
    assert openers == {Who.RULES}
    assert {a for a, verb, _, _ in TRANSITIONS if verb in (Verb.OPEN, Verb.REOPEN)} == {State.FILED}


def test_every_state_but_the_last_can_be_left_and_every_state_reached() -> None:
    assert {a for a, *_ in TRANSITIONS} == set(State) - {State.CLOSED}
    assert {b for _, _, b, _ in TRANSITIONS} == set(State) - {State.DRAFT}


def test_a_filing_is_returned_only_under_review() -> None:
    assert [a for a, verb, _, _ in TRANSITIONS if verb == Verb.RETURN] == [State.UNDER_REVIEW]


@pytest.mark.parametrize("verb", [Verb.PASS, Verb.RETURN, Verb.RECTIFY])
def test_a_draft_is_not_decided_on_and_says_why(verb: Verb) -> None:
    why = why_not_move("draft", verb)
    assert why[0].code == "filings.state"
    assert "草稿" in why[0].text.zh
