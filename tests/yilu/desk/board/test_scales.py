"""Scales of the map."""

import pytest

from yilu.desk.board.measures import MEASURES
from yilu.desk.board.scales import CASES, NOT_KNOWN, SHARES


@pytest.mark.parametrize(
    ("value", "style"), [(0.0, "q0"), (0.1999, "q0"), (0.2, "q1"), (0.4, "q2"), (0.6, "q3"), (0.8, "q4"), (1.3, "q4")]
)
def test_a_share_falls_on_the_step_that_begins_at_it(value: float, style: str) -> None:
    assert SHARES.step(value).style == style


def test_unknown_is_a_step_of_its_own_and_never_the_lowest() -> None:
    assert SHARES.step(None) is NOT_KNOWN
    assert SHARES.sign(None) == "—"
    assert CASES.step(0).style == "r0"


def test_every_scale_has_one_step_more_than_bounds_and_no_style_twice() -> None:
    for measure in MEASURES.values():
        scale = measure.scale
        assert len(scale.steps) == len(scale.bounds) + 1
        assert list(scale.bounds) == sorted(scale.bounds)
        assert len({s.style for s in measure.legend}) == len(measure.legend)
