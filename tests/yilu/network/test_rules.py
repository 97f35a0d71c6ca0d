"""What may become of a site, and what codes and coordinates must look like."""

import pytest

from yilu.network import rules
from yilu.network.models import Site
from yilu.network.rules import TRANSITIONS, SiteStatus


def test_the_states_are_those_the_table_of_sites_stores() -> None:
    assert {s.value for s in SiteStatus} == set(Site.Status.values)
    assert set(TRANSITIONS) == set(SiteStatus)


@pytest.mark.parametrize("status", list(SiteStatus))
@pytest.mark.parametrize("wanted", list(SiteStatus))
def test_a_move_is_refused_with_a_reason_exactly_where_the_table_has_none(
    status: SiteStatus, wanted: SiteStatus
) -> None:
    assert bool(rules.why_not_become(status, wanted)) == (wanted not in TRANSITIONS[status])


def test_a_closed_site_never_comes_back() -> None:
    assert rules.why_not_become("closed", "open") == [rules.CLOSED_FOR_GOOD]


def test_a_suspension_needs_a_cause() -> None:
    assert rules.why_not_suspend("open", cause=" ") == [rules.NEEDS_CAUSE]
    assert rules.why_not_suspend("open", cause="疑似病例") == []


def test_a_site_does_not_open_without_the_receipt_of_a_filing() -> None:
    assert rules.why_not_open("suspended", receipt="") == [rules.NEEDS_FILING]
    assert rules.why_not_open("suspended", receipt="湘邮报〔2020〕12号") == []


@pytest.mark.parametrize(
    ("code", "right"), [("91110000600037341L", True), ("91110000600037341M", False), ("123", False)]
)
def test_a_credit_code_is_checked_by_its_own_last_character(code: str, right: bool) -> None:
    assert (rules.why_not_credit_code(code) == []) is right


def test_swapped_coordinates_are_told_from_those_abroad() -> None:
    assert rules.why_not_coordinates(113.0, 28.2) == []
    assert rules.why_not_coordinates(28.2, 113.0)[0].code == "network.coordinates_swapped"
    assert rules.why_not_coordinates(2.3, 48.8)[0].code == "network.coordinates_abroad"
    assert rules.why_not_coordinates(113.0, None)[0].code == "network.half_coordinates"


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert rules.kilometres((113.0, 28.0), (113.0, 29.0)) == pytest.approx(111.2, abs=0.1)
