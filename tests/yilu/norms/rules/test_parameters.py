"""Numbers nobody's text fixes."""

from decimal import Decimal

import pytest

from yilu.norms.rules.parameters import FEVER_LINE, MASKS_A_DAY, PARAMETERS, why_not_set


def codes(key: str, value: str, document: str = "湘防指〔2020〕1号") -> list[str]:
    return [r.code for r in why_not_set(key, Decimal(value), document)]


def test_a_number_under_a_document_may_be_ordered() -> None:
    assert codes(FEVER_LINE, "37.3") == []


def test_without_a_document_nothing_is_ordered() -> None:
    assert codes(FEVER_LINE, "37.3", " ") == ["norms.setting.document"]


@pytest.mark.parametrize("value", ["35.9", "41", "NaN", "Infinity"])
def test_a_number_that_cannot_be_meant_is_refused(value: str) -> None:
    assert codes(FEVER_LINE, value) == ["norms.setting.range"]


def test_masks_come_whole_and_degrees_with_two_decimals_at_most() -> None:
    assert codes(MASKS_A_DAY, "1.5") == ["norms.setting.whole"]
    assert codes(FEVER_LINE, "37.333") == ["norms.setting.decimals"]


def test_an_unknown_parameter_is_refused() -> None:
    assert codes("luck", "1") == ["norms.setting.unknown"]


def test_every_parameter_says_itself_in_both_languages() -> None:
    assert all(p.name.zh and p.name.en and p.lowest < p.highest for p in PARAMETERS.values())
