"""The norms that ship: whole, dated, sourced, and nothing that nobody has the text of."""

import datetime as dt
import re

from yilu.network.models import Site
from yilu.norms.rules.kinds import About, Confidence, Effect, Post, Proof, Theme
from yilu.norms.rules.published import published_norms, published_requirements

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PROVISIONS = [(n, p) for n in published_norms() for p in n.provisions]


def of(norm: str) -> set[str]:
    return {p.requirement for n, p in PROVISIONS if n.code == norm}


def test_all_fourteen_items_of_the_outlet_norm_and_all_seven_slots_ship() -> None:
    assert of("outlet-2020-01-31") == {f"O{n}" for n in range(1, 15)}
    assert of("yilv-2020-02-03") == {f"Y{n}" for n in range(1, 8)}


def test_what_nobody_has_the_text_of_is_an_empty_slot_and_out_of_force() -> None:
    empty = {p.requirement for _, p in PROVISIONS if not p.text.zh}
    assert empty == {p.requirement for _, p in PROVISIONS if not p.enabled} == {"O14", "Y7"}
    assert all(p.remark.zh and p.remark.en for _, p in PROVISIONS if not p.enabled)


def test_every_text_stands_in_both_languages() -> None:
    for norm, p in PROVISIONS:
        assert norm.name.zh and norm.name.en and norm.issuer.zh and norm.issuer.en
        if p.enabled:
            assert CHINESE.search(p.text.zh) and p.text.en and not CHINESE.search(p.text.en), p.requirement


def test_every_norm_names_source_and_note_and_nothing_only_remembered_ships() -> None:
    assert all(n.source and n.note.zh and n.note.en for n in published_norms())
    shipped = {p.confidence for _, p in PROVISIONS}
    assert shipped <= {c.value for c in Confidence} - {"local"}


def test_their_words_are_those_of_the_room() -> None:
    known = {r.code for r in published_requirements()}
    for _, p in PROVISIONS:
        assert p.requirement in known
        assert p.effect in set(Effect)
        assert set(p.proofs) <= set(Proof) and set(p.posts) <= set(Post) and set(p.kinds) <= set(Site.Kind.values)
    assert all(r.about in set(About) and r.theme in set(Theme) for r in published_requirements())


def test_disinfection_is_every_two_hours_and_the_report_daily() -> None:
    told = {p.requirement: p for n, p in PROVISIONS if n.code == "outlet-2020-01-31"}
    assert (told["O5"].every_hours, told["O9"].times_a_day, told["O11"].times_a_day) == (2, 2, 1)


def test_the_guide_of_april_holds_for_low_risk_areas_only() -> None:
    april = [p for n, p in PROVISIONS if n.code == "resumption-2020-04-07"]
    assert {p.tiers for p in april} == {("low",)}
    assert next(n for n in published_norms() if n.code == "resumption-2020-04-07").valid_from == dt.date(2020, 4, 7)
