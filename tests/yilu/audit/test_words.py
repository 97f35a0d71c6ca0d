"""Acts in words: every verb the product uses has a sentence; what has none is shown as it is."""

import ast
from pathlib import Path

from yilu.audit import words

SRC = Path(__file__).resolve().parents[3] / "src" / "yilu"


def verbs_in_use() -> set[str]:
    """The texts given to `acting`, also through a module's constant or a choice of two."""
    found: set[str] = set()
    for path in SRC.rglob("*.py"):
        tree = ast.parse(path.read_text())
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "acting":
                found |= {n.value for n in ast.walk(call.args[0]) if isinstance(n, ast.Constant)}
    return {v for v in found if isinstance(v, str)}


def test_every_verb_in_use_has_words() -> None:
    assert len(verbs_in_use()) > 30
    assert sorted(verbs_in_use() - set(words.VERBS)) == []


def test_an_unknown_verb_is_shown_as_it_is() -> None:
    assert words.verb("room.thing.whatever").zh == "room.thing.whatever"
    assert words.subject("", "").zh == ""
    assert words.subject("network.site", "7").en == "site 7"


def test_verbs_are_found_by_their_words_in_both_languages() -> None:
    assert "accounts.appointment.make" in words.verbs_like("任命")
    assert "accounts.appointment.make" in words.verbs_like("Appointed")
    assert words.verbs_like("no such thing") == []
