"""`yilu tiers` prints what the pages show."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.shared_data import shared_data
from tests.world import NOW, SYSTEM, World
from yilu.territory.actions import import_tiers
from yilu.territory.incoming import read_tiers


def printed(*arguments: str) -> str:
    out = io.StringIO()
    call_command("tiers", *arguments, stdout=out)
    return out.getvalue()


def test_it_prints_csv_with_the_six_columns(world: World) -> None:
    rows = list(csv.DictReader(io.StringIO(printed("--date", "2020-02-24", "--area", "430100"))))
    assert [r["gb_code"] for r in rows] == ["430102", "430104"]
    assert list(rows[0]) == ["gb_code", "name", "published", "computed", "effective", "reason"]
    assert {r["computed"] for r in rows} == {"unknown"}
    assert all(r["reason"] for r in rows)


def test_it_prints_json_in_english_and_stands_on_today_by_itself(world: World) -> None:
    rows = json.loads(printed("--format", "json", "--language", "en"))
    assert [r["name"] for r in rows] == ["Furong", "Yuelu", "Hetang"]
    assert rows[0]["reason"].isascii() or "（cn-2020）" in rows[0]["reason"]


@pytest.mark.parametrize(
    "arguments",
    [("--area", "999999"), ("--area", "43"), ("--date", "24/2/2020"), ("--rules", "mine"), ("--format", "x")],
)
def test_it_refuses_what_it_cannot_answer(world: World, arguments: tuple[str, ...]) -> None:
    with pytest.raises((CommandError, SystemExit)):
        printed(*arguments)


@pytest.mark.shared_data
def test_it_prints_the_published_tiers_of_anhui(tree: int) -> None:
    lines, unread = read_tiers(shared_data("tiers/anhui_published_tiers_2020.csv").read_bytes())
    import_tiers(lines=lines, unread=unread, by=SYSTEM, now=NOW.replace(month=12))
    out = printed("--date", "2020-02-24", "--area", "340000", "--rules", "cn-2020", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 105
    counted = {tier: sum(r["effective"] == tier for r in rows) for tier in ("low", "medium", "high")}
    assert counted == {"low": 62, "medium": 42, "high": 1}
    assert all(r["published"] == r["effective"] and r["computed"] == "unknown" for r in rows)
