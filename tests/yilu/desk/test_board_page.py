"""The board as a page: its sentence, its links, its tables and files, its refusals."""

import csv
import io
import json
import re

import pytest
from openpyxl import load_workbook

from tests.world import World


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_it_opens_with_its_answer_and_both_hands_control_first(told: World) -> None:
    page = text_of(told.client("leader").get("/board/430000/"))
    assert "应报 5 处，未报 1 处；投递由昨日的 17.0% 升至正常的 32.0%" in page
    assert page.index("一手抓疫情防控") < page.index("一手抓复工复产")


def test_the_first_page_is_the_board_of_ones_own_place(told: World) -> None:
    assert "<title>湖南省 · 2020年2月17日" in text_of(told.client("leader").get("/"))
    assert "<title>长沙市 ·" in text_of(told.client("officer").get("/"))
    assert "<title>芙蓉区 ·" in text_of(told.client("manager").get("/"))


def test_it_speaks_english_when_asked_and_says_so_to_screen_readers(told: World) -> None:
    page = text_of(told.client("leader").get("/board/430000/?language=en"))
    assert '<html lang="en">' in page
    assert "1 of 5 reports due are missing; delivery went from 17.0% yesterday to 32.0% of normal" in page
    assert "Control" in page


def test_its_numbers_lead_to_the_records_beneath(told: World) -> None:
    page = text_of(told.client("leader").get("/board/430000/"))
    for address in re.findall(r'href="(/(?:operations|network|territory|board)/[^"]*)"', page):
        answer = told.client("leader").get(address.replace("&amp;", "&"))
        assert answer.status_code == 200, address


def test_drilling_down_keeps_the_view_and_ends_at_a_site(told: World) -> None:
    page = text_of(told.client("leader").get("/board/430100/?day=2020-02-17&since=2020-02-16"))
    assert 'href="/board/430102/?day=2020-02-17&amp;since=2020-02-16"' in page
    county = text_of(told.client("leader").get("/board/430102/?day=2020-02-17"))
    assert f'href="/network/sites/{told.sites["jia_furong"].pk}/"' in county


@pytest.mark.parametrize("table", ["units", "worst", "changed", "rates", "classes"])
def test_every_table_goes_out_as_a_file(told: World, table: str) -> None:
    client = told.client("leader")
    sheet = client.get(f"/board/430000/?since=2020-02-16&table={table}&export=xlsx")
    rows = list(load_workbook(io.BytesIO(b"".join(sheet.streaming_content))).active.values)  # type: ignore[union-attr, attr-defined]
    plain = client.get(f"/board/430000/?since=2020-02-16&table={table}&export=csv")
    lines = list(csv.reader(io.StringIO(b"".join(plain.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined, arg-type]
    assert len(rows) == len(lines) > 1
    assert list(rows[0]) == lines[0]


def test_the_file_of_rates_says_all_it_takes_to_read_them(told: World) -> None:
    plain = told.client("leader").get("/board/430000/?table=rates&export=csv&language=en")
    rows = list(csv.DictReader(io.StringIO(b"".join(plain.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined, arg-type]
    delivered = rows[-1]
    assert (delivered["Numerator"], delivered["Denominator"]) == ("1600", "5000")
    assert delivered["Scope"]
    assert delivered["Roster"]
    assert delivered["As of"]


def test_a_table_sorts_by_the_address_and_tells_screen_readers_how(told: World) -> None:
    page = text_of(told.client("leader").get("/board/430000/?table=units&sort=-delivered"))
    assert 'aria-sort="descending"' in page
    body = page[page.index('id="table-units"') :]
    assert body.index("长沙市") < body.index("株洲市")
    other = text_of(told.client("leader").get("/board/430000/?table=units&sort=delivered"))
    body = other[other.index('id="table-units"') :]
    assert body.index("株洲市") < body.index("长沙市")


def test_a_block_request_gets_only_its_table_or_the_map(told: World) -> None:
    client = told.client("leader")
    block = {"HX-Request": "true", "HX-Target": "table-units"}
    table = text_of(client.get("/board/430000/?table=units&sort=name", headers=block))
    assert table.startswith("<section")
    drawn = text_of(client.get("/board/430000/?measure=cases", headers={"HX-Request": "true", "HX-Target": "map"}))
    assert drawn.lstrip().startswith("<section")
    assert "新增确诊" in drawn


def test_an_enterprise_sees_its_own_and_stars_with_why_for_the_sector(told: World) -> None:
    page = text_of(told.client("jia_hq").get("/board/430000/"))
    assert "1,320" in page
    assert "1,600" not in page
    sector = text_of(told.client("jia_hq").get("/board/430000/?lens=published"))
    assert "1,600" not in sector
    assert "行业合计于次日中午定稿发布" in sector


def test_a_day_that_is_none_is_refused_in_words_and_an_unknown_area_is_not_found(told: World) -> None:
    client = told.client("leader")
    refused = client.get("/board/430000/?day=17.2.2020")
    assert refused.status_code == 422
    assert "“17.2.2020”不是日期" in text_of(refused)
    assert client.get("/board/430000/?known_at=soon").status_code == 422
    assert client.get("/board/430000/?day=0001-01-01").status_code == 422
    missing = client.get("/board/999999/")
    assert missing.status_code == 404
    assert "没有找到这一页" in text_of(missing)


def test_as_known_at_an_earlier_hour_it_says_so(told: World) -> None:
    page = text_of(told.client("leader").get("/board/430000/?known_at=2020-02-17T21:00"))
    assert "这是 2020年2月17日 21:00 时所知的看板" in page
    assert "24.0%" in page


def test_the_trend_draws_and_lists_every_day(told: World) -> None:
    page = text_of(told.client("leader").get("/board/430000/trend/?day=2020-02-17"))
    assert 'id="chart-rates"' in page
    assert page.count('<th scope="row" class="nowrap">') == 30
    option = page[page.index('id="option-rates"') :]
    assert json.loads(option[option.index(">") + 1 : option.index("</script>")])["xAxis"]["data"][-1] == "2月17日"


def test_a_worker_who_reads_no_board_is_taken_to_his_or_her_own_tasks(told: World) -> None:
    from tests.world import person

    person(told, "courier", "worker", site=told.sites["jia_furong"])
    answer = told.client("courier").get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/tasks/")


def test_the_wall_shows_the_same_board(told: World) -> None:
    page = text_of(told.client("leader").get("/board/430000/?wall=1"))
    assert '<body class="board wall">' in page
    assert "应报 5 处，未报 1 处" in page
