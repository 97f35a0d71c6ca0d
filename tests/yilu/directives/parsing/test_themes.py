"""What a measure is about, whom it is for, whose business it is: proposed from its words."""

import pytest

from yilu.directives.parsing.themes import Audience, audiences_of, level_below, post_of, theme_of


@pytest.mark.parametrize(
    ("words", "theme"),
    [
        ("做好处理中心消毒通风", "disinfection"),
        ("为一线员工配备口罩等防护物资", "protection"),
        ("落实晨检和体温监测", "health"),
        ("严格执行领导带班和24小时值班制度", "duty"),
        ("抓好消费者申诉处理", "complaints"),
        ("协调解决快递员进小区难", "last_mile"),
        ("推动解决园区复工难", "parks"),
        ("今天天气很好", "other"),
    ],
)
def test_the_theme_is_what_its_words_speak_for(words: str, theme: str) -> None:
    assert theme_of(words) == theme


@pytest.mark.parametrize(
    ("words", "audiences"),
    [
        ("营业网点要消毒", ["sites"]),
        ("各企业总部要统筹调配", ["headquarters"]),
        ("各寄递企业应当配备口罩", ["branches"]),
        ("各市（州）局要督导企业复工", ["prefectures"]),
        ("督促企业落实，各网点须张贴公示", ["prefectures", "sites"]),
        ("加强联防联控", ["prefectures"]),
    ],
)
def test_it_is_for_those_it_names_else_for_the_regulators_below(words: str, audiences: list[str]) -> None:
    assert list(audiences_of(words.replace("（", "(").replace("）", ")"), below=Audience.PREFECTURES)) == audiences


def test_leaders_are_named_as_such() -> None:
    assert post_of("各级领导干部特别是主要负责同志要靠前指挥") == "leader"
    assert post_of("要做好消毒") == "officer"


@pytest.mark.parametrize(
    ("issuer", "below"),
    [
        ("国家邮政局", "provinces"),
        ("", "provinces"),
        ("湖南省邮政管理局", "prefectures"),
        ("内蒙古自治区邮政管理局", "prefectures"),
        ("上海市邮政管理局", "counties"),
        ("长沙市邮政管理局", "counties"),
    ],
)
def test_an_issuer_speaks_to_the_level_below(issuer: str, below: str) -> None:
    assert level_below(issuer) == below
