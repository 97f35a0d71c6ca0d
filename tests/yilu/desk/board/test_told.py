"""Names of the figures from outside."""

import csv

from django.utils import translation

from tests.shared_data import shared_data
from yilu.desk.board.told import METRICS, UNITS, metric_name, unit_name


def test_a_cumulative_metric_says_from_when() -> None:
    with translation.override("zh-hans"):
        assert metric_name("delivered_cum_from_2020-01-24") == "累计投递量（自 2020-01-24）"
    with translation.override("en"):
        assert metric_name("delivered_cum_from_2020-01-24") == "delivered, cumulative (from 2020-01-24)"


def test_an_unknown_code_is_shown_as_it_came() -> None:
    assert metric_name("something_new") == "something_new"
    assert unit_name("carts") == "carts"


def test_most_of_what_was_really_told_in_2020_has_a_name() -> None:
    with shared_data("express/resumption_reports_2020.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    nameless = {r["metric"] for r in rows if r["metric"].partition("_from_")[0] not in METRICS}
    assert nameless <= {"target_capacity_share_mid_feb", "resumption_share_other_brands"}
    assert {r["unit"] for r in rows} <= set(UNITS)
