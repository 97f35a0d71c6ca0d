"""`yilu board`."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.world import World


def printed(*words: str) -> str:
    out = io.StringIO()
    call_command("board", *words, stdout=out)
    return out.getvalue()


def test_it_prints_each_rate_with_all_it_takes_to_read_it(told: World) -> None:
    found = json.loads(printed("--date", "2020-02-17", "--area", "430000", "--format", "json"))
    assert set(found["rates"]) == {"enterprises", "outlets", "staff", "collected", "delivered"}
    for rate in found["rates"].values():
        assert {"numerator", "denominator", "scope", "as_of", "roster"} <= set(rate)
        assert None not in (rate["numerator"], rate["denominator"], rate["scope"], rate["as_of"], rate["roster"])
    assert found["rates"]["delivered"]["value"] == pytest.approx(0.32)
    assert (found["sites"], found["sites_missing"]) == (5, 1)


def test_the_nation_is_100000_and_the_page_shows_the_same(told: World) -> None:
    found = json.loads(printed("--date", "2020-02-17", "--format", "json"))
    assert found["area"] == "100000"
    page = told.client("leader").get("/api/v1/board/430000?day=2020-02-17").json()
    mine = json.loads(printed("--date", "2020-02-17", "--area", "430000", "--format", "json"))
    numbers = ("numerator", "denominator", "value", "roster", "scope")
    for code, rate in mine["rates"].items():
        assert [page["rates"][code][n] for n in numbers] == [rate[n] for n in numbers]
    assert page["classes"] == mine["classes"]


def test_it_can_tell_what_was_known_earlier(told: World) -> None:
    found = json.loads(
        printed("--date", "2020-02-17", "--area", "430000", "--known-at", "2020-02-17T21:00", "--format", "json")
    )
    assert found["delivered"] == 1200


def test_as_text_it_is_readable_in_both_languages(told: World) -> None:
    zh = printed("--date", "2020-02-17", "--area", "430000")
    assert "投递复产率  32.0%  1,600 / 5,000" in zh
    assert "昨日 17.0%" in zh
    en = printed("--date", "2020-02-17", "--area", "430000", "--language", "en")
    assert "Delivery against normal  32.0%" in en


def test_an_area_that_does_not_exist_is_named(told: World) -> None:
    with pytest.raises(CommandError, match="999999"):
        printed("--area", "999999")
