"""The reference page of returns."""

from yilu.people.reference import returns_page
from yilu.people.rules.returns import TRANSITIONS, State


def test_it_draws_every_move_of_the_table_and_no_other() -> None:
    page = returns_page()
    for (a, verb), b in TRANSITIONS.items():
        assert f"    {a.value} --> {b.value}: {verb.value}" in page
    assert page.count(" --> ") == len(TRANSITIONS) + 3
    assert all(s.value in page for s in State)
