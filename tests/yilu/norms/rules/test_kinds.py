"""The words of the room."""

from yilu.norms.rules import kinds
from yilu.norms.rules.kinds import NAMES, Effect, State, choices, named


def test_every_word_is_said_in_both_languages() -> None:
    of_the_room = (kinds.Effect, kinds.Proof, kinds.Confidence, kinds.About, kinds.Theme, kinds.Post, kinds.State)
    assert all(NAMES[word].zh and NAMES[word].en for kind in of_the_room for word in kind)


def test_an_unknown_word_is_shown_as_it_is() -> None:
    assert named(Effect, "perhaps").zh == "perhaps"
    assert named(State, "fresh").zh == "有效"
    assert [code for code, _ in choices(Effect)] == ["block", "condition", "checklist", "advice"]
