import datetime as dt

import numpy as np
import pytest

from yilu.desk.demo.curves import METRICS, group_of, share_on, shares_on
from yilu.desk.demo.published import AREAS, NATION, ROSTERS

CURVES = [c for by_metric in (NATION, *AREAS.values()) for c in by_metric.values()]


@pytest.mark.parametrize("curve", CURVES)
def test_anchors_stand_in_order_and_are_shares(curve: tuple[tuple[str, float], ...]) -> None:
    days = [dt.date.fromisoformat(d) for d, _ in curve]
    assert days == sorted(set(days))
    assert all(0 <= v < 2.5 for _, v in curve)


def test_a_curve_is_straight_between_anchors_and_flat_beyond_them() -> None:
    curve = (("2020-02-01", 0.2), ("2020-02-11", 0.4))
    assert share_on(curve, dt.date(2020, 2, 6)) == pytest.approx(0.3)
    assert share_on(curve, dt.date(2019, 1, 1)) == 0.2
    assert share_on(curve, dt.date(2021, 1, 1)) == 0.4


@pytest.mark.parametrize(
    ("year", "month", "billions"), [(2020, 1, 3.78), (2020, 2, 2.77), (2020, 3, 5.98), (2020, 4, 6.50)]
)
def test_the_months_add_up_to_the_published_volumes(year: int, month: int, billions: float) -> None:
    """National monthly volumes as the State Post Bureau published them."""
    day, pieces = dt.date(year, month, 1), 0.0
    while day.month == month:
        normal = max(r for r in ROSTERS if r[0] <= day)[1]
        pieces += normal * 1e6 * share_on(NATION["collected"], day)
        day += dt.timedelta(days=1)
    assert pieces / 1e9 == pytest.approx(billions, rel=0.03)


@pytest.mark.parametrize("metric", METRICS)
def test_the_groups_together_make_the_nations_share(metric: str) -> None:
    groups = np.array(["", "", "420100", "420000", "320000", "340000"])
    normal = np.array([500.0, 400.0, 20.0, 30.0, 60.0, 40.0])
    day = dt.date(2020, 2, 17)
    shares = shares_on(day, metric, groups, normal)
    total = sum(shares[str(g)] * n for g, n in zip(groups, normal, strict=True))
    assert total / normal.sum() == pytest.approx(share_on(NATION[metric], day))


def test_a_county_follows_the_curve_of_the_area_that_has_one() -> None:
    assert group_of("420106") == "420100"
    assert group_of("421303") == "420000"
    assert group_of("320506") == "320000"
    assert group_of("430104") == ""
