"""One row against what is registered."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.world import NOW, World
from tests.yilu.network.workbooks import TITLES, row, workbook
from yilu.core.actor import Actor, system
from yilu.network.checking import Checked, Checker
from yilu.network.models import Site
from yilu.network.sheet.reading import open_sheet
from yilu.territory.models import Area, AreaChange


def checked(tmp_path: Path, *rows: list[Any], by: Actor | None = None) -> list[Checked]:
    opened = open_sheet(workbook(tmp_path / "a.xlsx", rows), "a.xlsx")
    return list(Checker(by=by or system("tests"), now=NOW).check(opened))


def said(found: Checked) -> dict[str, str]:
    return {n.column: str(n.reason) for n in found.notes}


def test_a_good_row_becomes_a_new_site(world: World, tmp_path: Path) -> None:
    (found,) = checked(tmp_path, row())
    assert (found.verdict, found.notes) == ("new", [])
    assert found.new is not None
    assert found.new.county_id == "430102"
    assert found.new.enterprise_id == world.enterprises["jia_changsha"].pk


@pytest.mark.parametrize(
    "county", ["430102", "芙蓉区", "湖南省/长沙市/芙蓉区", "湖南 长沙 芙蓉", "４３０１０２", 430102, "430102001"]
)
def test_a_county_is_known_by_code_and_by_its_names(world: World, tmp_path: Path, county: object) -> None:
    (found,) = checked(tmp_path, row(county=county))
    assert found.new is not None
    assert found.new.county_id == "430102"


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"county": "430199"}, "county", "没有区划代码"),
        ({"county": "湖南省长沙市芙容区"}, "county", "是否指：湖南省长沙市芙蓉区（430102）"),
        ({"county": "430100"}, "county", "须填到区县一级"),
        ({"brand": "甲达速第"}, "brand", "甲达速递"),
        ({"enterprise": "JIA-999999"}, "enterprise", "没有登记"),
        ({"kind": "小卖部"}, "kind", "处理中心"),
        ({"status": "歇业"}, "status", "已停业"),
        ({"park": "银霞园区"}, "park", "金霞园区"),
        ({"floor_area_m2": "#N/A"}, "floor_area_m2", "公式的错误值 #N/A"),
        ({"park": "#REF!"}, "park", "公式的错误值 #REF!"),
        ({"cause": "#VALUE!"}, "cause", "公式的错误值"),
        ({"since": "#NUM!"}, "since", "公式的错误值"),
        ({"latitude": "#DIV/0!"}, "latitude", "公式的错误值"),
        ({"contact_phone": "#NAME?"}, "contact_phone", "公式的错误值"),
        ({"floor_area_m2": "约三百"}, "floor_area_m2", "不是数字"),
        ({"normal_headcount": 1.5}, "normal_headcount", "整数"),
        ({"longitude": 28.2, "latitude": 113.0}, "longitude", "填反"),
        ({"since": "2020-02-30", "status": "已停业", "cause": "x"}, "since", "不是日期"),
        ({"contact_phone": "abc"}, "contact_phone", "格式不对"),
        ({"code": ""}, "code", "必填"),
        ({"name": ""}, "name", "必填"),
        ({"brand": ""}, "brand", "必填"),
    ],
)
def test_a_bad_cell_is_refused_with_a_sentence_that_helps(
    world: World, tmp_path: Path, changes: dict[str, Any], column: str, words: str
) -> None:
    (found,) = checked(tmp_path, row(**changes))
    assert found.verdict == "refused"
    assert words in said(found)[column]


def test_full_width_digits_numbers_as_text_and_stray_spaces_are_taken(world: World, tmp_path: Path) -> None:
    (found,) = checked(
        tmp_path,
        row(code=" ＮＥＷ－１ ", floor_area_m2="３００ ㎡", normal_headcount=" 18人", capacity_per_day="1.2万"),
    )
    assert found.new is not None
    assert (found.new.code, found.new.floor_area_m2) == ("NEW-1", 300.0)
    assert (found.new.normal_headcount, found.new.capacity_per_day) == (18, 12000)


def test_the_same_code_twice_is_refused_naming_the_first_row(world: World, tmp_path: Path) -> None:
    first, second = checked(tmp_path, row(), row(name="另一个"))
    assert first.verdict == "new"
    assert "第 2 行" in said(second)["code"]


def test_the_same_code_under_another_brand_is_another_site(world: World, tmp_path: Path) -> None:
    found = checked(tmp_path, row(), row(brand="乙通快运", enterprise="YI-430100"))
    assert [f.verdict for f in found] == ["new", "new"]


def test_the_example_of_the_template_is_not_imported(world: World, tmp_path: Path) -> None:
    assert checked(tmp_path, row(code="示例-0001")) == []


def test_coordinates_far_from_the_county_are_warned_of(world: World, tmp_path: Path) -> None:
    (found,) = checked(tmp_path, row(longitude=104.06, latitude=30.67))
    assert found.verdict == "new"
    assert found.is_warned
    assert "公里" in said(found)["longitude"]


def test_an_import_never_opens_a_site(world: World, tmp_path: Path) -> None:
    new, shut = checked(tmp_path, row(status="营业中"), row(code="JIA_YUELU", status="营业中"))
    assert new.new is not None
    assert new.new.status == "not_opened"
    assert "导入不能使网点开业" in said(new)["status"]
    assert shut.change is None or shut.change.status == ""
    assert "导入不能使网点开业" in said(shut)["status"]


def test_an_open_site_is_suspended_with_its_cause_and_not_without(world: World, tmp_path: Path) -> None:
    without, with_cause = checked(
        tmp_path,
        row(code="JIA_FURONG", status="已停业"),
        row(code="JIA_HETANG", status="已停业", cause="疑似病例", county="430202", enterprise="JIA-430200"),
    )
    assert without.verdict == "refused"
    assert "原因" in said(without)["cause"]
    assert with_cause.change is not None
    assert with_cause.change.status == "suspended"


def test_a_suspension_before_the_last_change_is_refused(world: World, tmp_path: Path) -> None:
    (found,) = checked(tmp_path, row(code="JIA_FURONG", status="已停业", cause="x", since="2020-02-01"))
    assert "早于" in said(found)["since"]


def test_a_known_site_is_compared_and_empty_cells_change_nothing(world: World, tmp_path: Path) -> None:
    bare = [""] * len(TITLES)
    cells = dict(zip(TITLES, bare, strict=True)) | {"品牌": "甲达速递", "网点编码": "JIA_FURONG", "面积（平方米）": 250}
    same, changed = checked(
        tmp_path, list((cells | {"面积（平方米）": 200, "网点编码": "JIA_YUELU"}).values()), list(cells.values())
    )
    assert same.verdict == "unchanged"
    assert changed.change is not None
    assert changed.change.values == {"floor_area_m2": 250.0}
    assert [zh for _, zh, _, _ in changed.change.sentences()] == ["面积（平方米）：200 → 250"]


def test_what_tells_of_a_person_is_not_in_the_sentences(world: World, tmp_path: Path) -> None:
    (found,) = checked(tmp_path, row(code="JIA_FURONG", status=""))
    assert found.change is not None
    sentences = " ".join(zh + en for _, zh, en, _ in found.change.sentences())
    assert "孙悟空" not in sentences
    assert "13900001111" not in sentences
    assert "联系人有变更" in sentences


def test_a_headquarters_imports_its_own_brand_only(world: World, tmp_path: Path) -> None:
    own, other = checked(
        tmp_path, row(brand=""), row(code="X", brand="乙通快运", enterprise="YI-430100"), by=world.actor("jia_hq")
    )
    assert own.new is not None
    assert own.new.brand_id == world.brands["jia"].pk
    assert other.verdict == "refused"
    assert "乙通430100" not in str(said(other))


def test_a_site_is_not_moved_into_or_out_of_another_jurisdiction(world: World, tmp_path: Path) -> None:
    out, foreign = checked(
        tmp_path,
        row(code="JIA_FURONG", county="株洲市荷塘区", longitude="", latitude=""),
        row(code="JIA_HETANG", county="芙蓉区"),
        by=world.actor("officer"),
    )
    assert out.verdict == foreign.verdict == "refused"


def test_a_merged_cell_is_refused_where_it_lies(world: World, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(), row(code="NEW-2"), row(code="NEW-3")])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("F2:F3")
    book.save(path)
    found = list(Checker(by=system("tests"), now=NOW).check(open_sheet(path, "a.xlsx")))
    assert [f.verdict for f in found] == ["refused", "refused", "new"]
    assert "合并单元格" in said(found[0])["county"]


def test_an_area_that_has_ceased_is_refused_with_its_successor(world: World, tmp_path: Path) -> None:
    Area.objects.filter(code="430104").update(valid_until=dt.date(2020, 1, 10))
    AreaChange.objects.create(
        day=dt.date(2020, 1, 10), kind="recode", old_code="430104", new_code="430102", new_name_zh="芙蓉区"
    )
    (found,) = checked(tmp_path, row(county="岳麓区"))
    assert "现为芙蓉区（430102）" in said(found)["county"]


def test_no_enterprise_means_the_headquarters_and_says_so(world: World, tmp_path: Path) -> None:
    (found,) = checked(tmp_path, row(enterprise=""))
    assert found.new is not None
    assert found.new.enterprise_id == world.enterprises["jia"].pk
    assert "总部直管" in said(found)["enterprise"]
    assert Site.objects.count() == 5
