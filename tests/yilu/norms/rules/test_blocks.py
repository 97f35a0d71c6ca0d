"""The 一律 rules on persons and sites."""

from yilu.norms.rules.blocks import Clause, OpeningFacts, PersonFacts, why_not_on_post, why_not_open

RULES = {code: Clause(f"六个一律第{code}") for code in ("Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "O1", "O12")}
WELL = PersonFacts(screened=True, symptoms=False, protected=True)


def codes(person: PersonFacts, rules: dict[str, Clause] = RULES) -> list[str]:
    return [r.code for r in why_not_on_post(person, rules)]


def test_a_screened_protected_healthy_person_may_work() -> None:
    assert codes(WELL) == []


def test_an_unscreened_person_may_not_enter() -> None:
    assert codes(PersonFacts(screened=False, symptoms=False, protected=True)) == ["norms.y4"]


def test_symptoms_or_fever_keep_a_person_off_post() -> None:
    assert codes(PersonFacts(screened=True, symptoms=True, protected=True)) == ["norms.y5"]
    assert codes(PersonFacts(screened=True, symptoms=False, protected=True, fever=True)) == ["norms.o1", "norms.y5"]


def test_no_fever_line_means_no_fever_is_computed() -> None:
    assert codes(PersonFacts(screened=True, symptoms=False, protected=True, fever=None)) == []


def test_only_known_lack_of_protection_blocks() -> None:
    assert codes(PersonFacts(screened=True, symptoms=False, protected=False)) == ["norms.y2"]
    assert codes(PersonFacts(screened=True, symptoms=False, protected=None)) == []


def test_whoever_came_back_waits_for_clearance() -> None:
    back = PersonFacts(screened=True, symptoms=False, protected=True, returning=True)
    assert codes(back) == ["norms.y3"]
    assert codes(PersonFacts(True, False, True, returning=True, cleared=True)) == []
    assert codes(PersonFacts(True, False, True, from_key_area=True, cleared=False)) == ["norms.y6"]


def test_a_rule_that_is_not_in_force_blocks_nobody() -> None:
    assert codes(PersonFacts(screened=False, symptoms=True, protected=False), {}) == []


def test_every_block_cites_its_clause() -> None:
    why = why_not_on_post(PersonFacts(screened=False, symptoms=True, protected=False), RULES)
    assert [r.clause for r in why] == ["六个一律第Y2", "六个一律第Y4", "六个一律第Y5"]


def test_a_site_without_plans_does_not_start() -> None:
    assert [r.code for r in why_not_open(OpeningFacts(has_plans=False), RULES)] == ["norms.y1"]
    assert why_not_open(OpeningFacts(has_plans=True), RULES) == []


def test_where_plans_are_filed_days_ahead_the_days_count() -> None:
    ahead = {"Y1": Clause("安徽", days_ahead=3)}
    assert [r.code for r in why_not_open(OpeningFacts(True, days_filed=2), ahead)] == ["norms.y1.ahead"]
    assert [r.code for r in why_not_open(OpeningFacts(True, days_filed=None), ahead)] == ["norms.y1.ahead"]
    assert why_not_open(OpeningFacts(True, days_filed=3), ahead) == []


def test_suspected_illness_suspends_at_once() -> None:
    why = why_not_open(OpeningFacts(has_plans=True, suspected=True), RULES)
    assert [(r.code, r.clause) for r in why] == [("norms.o12", "六个一律第O12")]
