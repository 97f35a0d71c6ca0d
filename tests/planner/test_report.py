"""The report: one page that fetches nothing, in both languages, with a table beneath each chart."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.planner.worlds import change, waiting, world
from yilu_planner.__main__ import main
from yilu_planner.commands import ExitCode
from yilu_planner.documents import write_document
from yilu_planner.example import example
from yilu_planner.refusal import Refused
from yilu_planner.report import find_echarts, page, sections_of
from yilu_planner.report.charts import fitting, option
from yilu_planner.report.parts import Figure, Section, Series, Table, Words, same
from yilu_planner.resumption.solve import solve

LIBRARY = "globalThis.echarts = { init() {} };"


def figure(*values: float, low: tuple[float, ...] = (), high: tuple[float, ...] = ()) -> Figure:
    labels = [Words(f"第{k}日", f"day {k}") for k in range(len(values))]
    line = Series(Words("在岗", "on post"), values, low=low, high=high)
    return Figure("f", Words("人员", "Staff"), Words("人", "people"), Words("日期", "date"), labels, [line])


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    problem = example("tiny", seed=1)
    write_document(tmp_path / "p.json", problem)
    write_document(tmp_path / "r.json", solve(problem))
    (tmp_path / "echarts.js").write_text(LIBRARY, encoding="utf-8")
    names = ("p.json", "r.json", "c.json", "s.json", "echarts.js", "report.html")
    return {name.split(".")[0]: str(tmp_path / name) for name in names}


def write(files: dict[str, str], *more: str) -> str:
    told = ["report", files["r"], "--out", files["report"], "--echarts", files["echarts"], *more]
    assert main(told) == ExitCode.DONE
    return Path(files["report"]).read_text(encoding="utf-8")


def options_in(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="options">(.*?)</script>', text, re.DOTALL)
    assert found
    return dict(json.loads(found.group(1)))


def test_the_page_names_no_other_place_and_forbids_fetching(files: dict[str, str]) -> None:
    text = write(files, "--problem", files["p"])
    assert "default-src 'none'" in text
    assert not re.search(r"""(src|href)=["'](?!#)""", text)
    assert "http" not in text.replace("http-equiv", "")


def test_every_chart_has_a_table_with_the_same_numbers(files: dict[str, str]) -> None:
    text = write(files, "--problem", files["p"])
    charts = options_in(text)
    assert {"late", "waiting1", "waiting2", "waiting3", "moved", "on_post", "returning", "item-0"} <= set(charts)
    assert text.count('class="chart"') == len(charts) == text.count("<details open>")
    for both in charts.values():
        for language in ("zh", "en"):
            assert both[language]["yAxis"]["name"] and both[language]["aria"]["enabled"]


def test_it_says_again_whether_the_plan_keeps_its_limits(files: dict[str, str]) -> None:
    assert "各项约束均未突破" in write(files, "--problem", files["p"])
    result = json.loads(Path(files["r"]).read_text(encoding="utf-8"))
    result["plan"]["on_post_people"][0] = [1e6] * 4
    Path(files["r"]).write_text(json.dumps(result), encoding="utf-8")
    assert "本方案不得采用" in write(files, "--problem", files["p"])


def test_one_language_leaves_the_other_out(files: dict[str, str]) -> None:
    english = write(files, "--language", "en")
    assert 'lang="en"' in english and "复工方案报告" not in english and "data-to" not in english.split("<script")[0]
    assert "What is reached" not in write(files, "--language", "zh")
    assert set(options_in(english)["late"]) == {"en"}


def test_without_the_problem_only_what_the_result_says_is_shown(files: dict[str, str]) -> None:
    text = write(files)
    assert "第1日" in text and "waiting1" not in options_in(text)


def test_a_simulation_draws_bands(files: dict[str, str]) -> None:
    main(["simulate", "--problem", files["p"], "--example-conditions", "--out", files["c"]])
    told = ["--problem", files["p"], "--result", files["r"], "--conditions", files["c"]]
    assert main(["simulate", *told, "--runs", "20", "--out", files["s"]]) == ExitCode.DONE
    charts = options_in(write(files, "--problem", files["p"], "--simulation", files["s"]))
    for name in ("waiting1", "waiting3", "on_post"):
        assert any("areaStyle" in series for series in charts[name]["en"]["series"])


def test_a_band_is_drawn_from_its_low_edge_upwards() -> None:
    series = option(figure(5, 6, low=(4, 4), high=(7, 9)), 1)["series"]
    assert [drawn["data"] for drawn in series] == [[5, 6], [4, 4], [3, 5]]
    assert series[1]["stack"] == series[2]["stack"]


def test_large_numbers_come_in_units_people_read() -> None:
    assert fitting(figure(99_999), 0) == (1.0, "人")
    assert fitting(figure(100_000), 0) == (1e4, "万人")
    assert fitting(figure(1, low=(0,), high=(250_000,)), 1) == (1e3, "thousand people")
    assert fitting(figure(5e8), 0) == (1e8, "亿人")
    assert fitting(figure(5e8), 1) == (1e6, "million people")


def test_names_from_files_cannot_become_markup() -> None:
    evil = "<script>alert(1)</script>"
    table = Table(same(evil), [same(evil)], [[same(evil), evil]])
    section = Section("s", same(evil), [same(evil)], [figure(1)], [table])
    text = page(evil, [Words(f"甲：{evil}", f"a: {evil}")], [section], LIBRARY, language="both", demonstration=False)
    assert evil not in text


def test_a_conflict_is_told_where_there_is_no_plan() -> None:
    problem = waiting(world(), (0, 0, 100.0))
    problem = change(problem, "protection", stock_units=problem.protection.stock_units * 0)
    problem = change(problem, "staff", on_post_min_people=problem.staff.on_post_min_people + 1)
    section = sections_of(solve(problem), problem, None)[0]
    assert any("口罩" in words.zh for words in section.words)


def test_a_missing_library_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--echarts"):
        find_echarts(tmp_path / "none.js")


def test_a_broken_result_leaves_no_page(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(files["r"]).write_text('{"problem": "cut', encoding="utf-8")
    told = ["report", files["r"], "--out", files["report"], "--echarts", files["echarts"]]
    assert main(told) == ExitCode.BAD_INPUT
    assert "not whole JSON" in capsys.readouterr().err
    assert not Path(files["report"]).exists()
