"""Short and English names."""

import csv

import pytest

from tests.shared_data import shared_data
from yilu.territory.gazetteer.names import english_name, short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("长沙市", "长沙"), ("内蒙古自治区", "内蒙古"), ("广西壮族自治区", "广西"), ("新疆维吾尔自治区", "新疆"),
        ("香港特别行政区", "香港"), ("玉屏侗族自治县", "玉屏"), ("双江拉祜族佤族布朗族傣族自治县", "双江"),
        ("恩施土家族苗族自治州", "恩施"), ("赵县", "赵县"), ("城区", "城区"), ("碑林区", "碑林"),
        ("神农架林区", "神农架"),
        ("科尔沁左翼中旗", "科尔沁左翼中旗"), ("锡林郭勒盟", "锡林郭勒"), ("大兴安岭地区", "大兴安岭"),
        ("梅里斯达斡尔族区", "梅里斯"), ("阿克塞哈萨克族自治县", "阿克塞"),
    ],
)  # fmt: skip
def test_a_short_name_is_still_a_name(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("code", "name", "english"),
    [
        ("430100", "长沙市", "Changsha"), ("150000", "内蒙古自治区", "Inner Mongolia"),
        ("540000", "西藏自治区", "Tibet"),
        ("610000", "陕西省", "Shaanxi"), ("140000", "山西省", "Shanxi"), ("230100", "哈尔滨市", "Harbin"),
        ("650100", "乌鲁木齐市", "Urumqi"), ("150100", "呼和浩特市", "Hohhot"), ("540100", "拉萨市", "Lhasa"),
        ("610100", "西安市", "Xi'an"), ("110105", "朝阳区", "Chaoyang"), ("371722", "单县", "Shan"),
        ("130726", "蔚县", "Yu"), ("520622", "玉屏侗族自治县", "Yuping Dongzu"), ("210212", "旅顺口区", "Lushunkou"),
        ("150521", "科尔沁左翼中旗", "Ke'erqin Zuoyi Zhongqi"), ("152525", "东乌珠穆沁旗", "Dong Wuzhumuqin"),
        ("422800", "恩施土家族苗族自治州", "Enshi"), ("451028", "乐业县", "Leye"), ("500000", "重庆市", "Chongqing"),
    ],
)  # fmt: skip
def test_an_english_name_is_the_established_one_or_pinyin(code: str, name: str, english: str) -> None:
    assert english_name(code, name) == english


@pytest.mark.shared_data
def test_99_of_100_english_names_are_those_of_the_reference_table() -> None:
    with shared_data("divisions/cn_divisions_2019.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    same = sum(english_name(r["gb_code"], r["name_zh"]) == r["name_en"] for r in rows)
    assert same / len(rows) > 0.99
