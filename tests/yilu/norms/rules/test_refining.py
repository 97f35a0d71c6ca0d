"""An area may only be stricter or more detailed."""

import datetime as dt
from dataclasses import dataclass, replace

from yilu.norms.rules.refining import Refinement, a_day, why_not_refine


@dataclass
class Above:
    effect: str = "checklist"
    every_hours: int | None = 2
    times_a_day: int | None = None


WORDING = Refinement(
    document="湘邮管〔2020〕9号", name_zh="湖南细则", name_en="Hunan's rules", issuer_zh="湖南省邮政管理局",
    issuer_en="Hunan Postal Administration", issued=dt.date(2020, 2, 10), clause="第3条", text_zh="每小时消毒一次。",
    text_en="Disinfected every hour.", effect="checklist", valid_from=dt.date(2020, 2, 12), every_hours=1,
)  # fmt: skip


def codes(wording: Refinement, *above: Above) -> list[str]:
    return [r.code for r in why_not_refine(wording, above)]


def test_a_stricter_wording_under_a_document_is_taken() -> None:
    assert codes(WORDING, Above()) == []


def test_it_may_not_be_asked_for_less_often() -> None:
    assert codes(replace(WORDING, every_hours=4), Above()) == ["norms.refine.rarer"]
    assert codes(replace(WORDING, every_hours=None), Above()) == ["norms.refine.rarer"]


def test_it_may_not_be_weaker() -> None:
    assert codes(replace(WORDING, effect="advice"), Above()) == ["norms.refine.weaker"]
    assert codes(replace(WORDING, effect="block"), Above()) == []


def test_it_names_a_document_two_texts_and_days_in_order() -> None:
    bad = replace(WORDING, document=" ", text_en="", valid_from=dt.date(2020, 2, 9), valid_until=dt.date(2020, 2, 9))
    assert codes(bad) == ["norms.refine.document", "norms.refine.text", "norms.refine.dates", "norms.refine.issued"]


def test_unknown_words_are_refused_rather_than_compared() -> None:
    assert codes(replace(WORDING, effect="perhaps"), Above()) == ["norms.refine.words"]


def test_the_same_shortfall_against_two_provisions_is_said_once() -> None:
    assert codes(replace(WORDING, every_hours=4), Above(), Above()) == ["norms.refine.rarer"]


def test_hours_and_times_are_compared_as_times_a_day() -> None:
    assert (a_day(2, None), a_day(None, 3), a_day(None, None)) == (12, 3, 0)
