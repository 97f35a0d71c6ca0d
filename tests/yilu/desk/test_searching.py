"""The search box."""

import re

import pytest

from tests.world import World


def found(world: World, who: str, words: str) -> str:
    return world.client(who).get("/search/", {"q": words}).content.decode()


@pytest.mark.parametrize("words", ["岳麓处理", "JIA_YUELU", "jia_yue", "ＪＩＡ_ＹＵＥＬＵ"])
def test_a_site_is_found_by_any_piece_of_its_name_or_code(world: World, words: str) -> None:
    assert f'href="/network/sites/{world.sites["jia_yuelu"].pk}/"' in found(world, "officer", words)


def test_a_competitors_site_is_not_found(world: World) -> None:
    page = found(world, "yi_hq", "甲达")
    assert "没有找到“甲达”" in page
    assert "甲达芙蓉营业部" not in page


@pytest.mark.parametrize("words", ["430102", "芙蓉", "Furong", "furong"])
def test_an_area_is_found_by_code_and_by_name_in_both_languages(world: World, words: str) -> None:
    assert 'href="/board/430102/"' in found(world, "officer", words)


def test_an_enterprise_is_found_and_leads_to_its_page(world: World) -> None:
    page = found(world, "jia_hq", "甲达速递总部")
    assert f'href="/network/enterprises/{world.enterprises["jia"].pk}/"' in page


@pytest.mark.parametrize("words", ["%", "_", "'; --", "<script>", " "])
def test_odd_words_find_nothing_odd(world: World, words: str) -> None:
    page = found(world, "officer", words)
    hits = len(re.findall(r'href="/network/sites/\d+/"', page))
    # Every code of this world holds an underline: a plain one finds the officer's three.
    assert hits == (3 if words == "_" else 0)
