"""`yilu import` of cases, tiers, outlines and divisions."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.world import World
from yilu.territory.importers.cases import source_of
from yilu.territory.models import Area, CaseCount, Outline, PublishedTier

CASES = (
    "date,gb_code,city,confirmed_cum\n2020-02-15,430100,长沙市,235\n2020-02-16,430100,长沙市,1\n2020-02-16,,监狱,5\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "city_2020-02-16.csv"
    path.write_text(CASES, encoding="gb18030")
    return path


def run(*arguments: object) -> tuple[int, str]:
    out = io.StringIO()
    code = 0
    try:
        call_command("import", *map(str, arguments), stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, out.getvalue()


def test_it_takes_the_good_lines_and_tells_the_others_in_both_languages(world: World, file: Path) -> None:
    code, out = run("cases", file)
    assert code == 0
    assert (CaseCount.objects.get().confirmed, CaseCount.objects.get().source) == (235, "city")
    for words in ("第 3 行 line 3 430100 长沙市", "累计数不能下降", "cannot fall", "监狱 1", "refused 1"):
        assert words in out, words


def test_all_or_nothing_and_a_dry_run_write_nothing_and_say_so_in_their_code(world: World, file: Path) -> None:
    for option in ("--all-or-nothing", "--dry-run"):
        code, out = run("cases", file, option)
        assert (code, CaseCount.objects.count()) == (1, 0)
        assert "written" in out


def test_refused_lines_go_into_a_report(world: World, file: Path, tmp_path: Path) -> None:
    run("cases", file, "--report", tmp_path / "report.csv")
    text = (tmp_path / "report.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith("3,430100,长沙市,territory.case.falls,")


def test_corrections_and_the_source_are_options(world: World, file: Path) -> None:
    run("cases", file, "--corrections", "--source", "市卫健委")
    assert set(CaseCount.objects.values_list("confirmed", "source")) == {(235, "市卫健委"), (1, "市卫健委")}


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"a,b\n"])
def test_a_file_that_is_none_is_refused_with_a_sentence(world: World, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError):
        run("cases", path)
    with pytest.raises(CommandError, match="打不开"):
        run("cases", tmp_path / "absent.csv")


def test_the_source_is_read_from_the_file_name() -> None:
    assert source_of("cn_city_cases_2020-01-19_2020-04-30.csv") == "cn_city_cases"
    assert source_of("2020-02-17.csv") == "cases"
    assert len(source_of("x" * 200 + ".csv")) == 60


def test_tiers_and_outlines_are_imported(world: World, tmp_path: Path) -> None:
    tiers = tmp_path / "tiers.csv"
    tiers.write_text("as_of,gb_code,tier\n2020-02-16,430102,low\n")
    assert run("tiers", tiers)[0] == 0
    assert PublishedTier.objects.count() == 1
    ring = [[112.0, 28.0], [113.0, 28.0], [113.0, 29.0], [112.0, 28.0]]
    feature = {
        "type": "Feature",
        "properties": {"gb": "156430100"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    outlines = tmp_path / "o.geojson"
    outlines.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert "GS(2020)1号" in run("outlines", outlines, "--approval-number", "GS(2020)1号")[1]
    assert Outline.objects.get().approval_number == "GS(2020)1号"
    outlines.write_text("{")
    with pytest.raises(CommandError, match="GeoJSON"):
        run("outlines", outlines)


def test_divisions_are_loaded(db: None) -> None:
    assert run("divisions")[0] == 0
    assert Area.objects.filter(level=Area.Level.PROVINCE).count() == 34
