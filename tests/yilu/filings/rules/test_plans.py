"""What makes a plan, and that no field is asked for that no norm in force asks for."""

from yilu.filings.rules.plans import LONGEST, Plan, asked, declared, has_plan, has_plans, why_not_answers

CORE = {"head": "周主任", "work": "两班", "reporting": "班长", "handling": "改投"}


def test_both_plans_are_there_when_their_core_is_told() -> None:
    assert has_plans(CORE, ())
    assert not has_plans(CORE | {"reporting": "  "}, ())


def test_a_file_is_a_plan_as_well() -> None:
    assert has_plan(Plan.ABNORMAL, {}, {"abnormal"})
    assert has_plans({"head": "周", "work": "班"}, {"abnormal"})
    assert not has_plans({}, {"other"})


def test_only_fields_of_norms_in_force_are_asked() -> None:
    assert {a.code for a in asked({"Y1"})} == {"head", "work", "reporting", "handling"}
    assert asked(()) == []
    assert "dormitory" in {a.code for a in asked({"Y1", "G16"})}


def test_a_field_told_declares_its_requirement_and_head_with_plans_the_responsible_head() -> None:
    assert {"Y1", "G12"} == declared(CORE, ())
    assert "G16" in declared(CORE | {"dormitory": "无"}, ())
    assert "G12" not in declared({"head": "周"}, ())


def test_an_unknown_or_overlong_answer_is_refused() -> None:
    assert [r.code for r in why_not_answers({"x": "y"})] == ["filings.answer.unknown"]
    assert [r.code for r in why_not_answers({"head": "长" * (LONGEST + 1)})] == ["filings.answer.long"]
