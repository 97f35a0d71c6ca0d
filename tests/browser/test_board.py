"""From signing in to a site, as a person does it: with a mouse, on a phone, by keyboard, in both languages."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.world import PASSWORD, World


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_leader_signs_in_and_goes_down_to_one_site(visit: Any, told: World, size: dict[str, int]) -> None:
    page = visit(None, size).open("/")
    page.locator("[name=login]").fill("leader")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    expect(page.locator(".lead-sentence")).to_contain_text("应报 5 处，未报 1 处")
    page.locator(".map-list a", has_text="长沙市").click()
    expect(page.locator("h1")).to_contain_text("长沙市")
    page.locator(".map-list a", has_text="岳麓区").click()
    page.locator("#table-sites a", has_text="甲达岳麓处理中心").click()
    expect(page).to_have_url(re.compile(rf"/network/sites/{told.sites['jia_yuelu'].pk}/"))
    expect(page.locator("h1")).to_contain_text("甲达岳麓处理中心")


def test_a_square_of_the_map_leads_down_and_keeps_the_day(visit: Any) -> None:
    page = visit("leader").open("/board/430000/?day=2020-02-16")
    page.locator("svg.tiles a", has_text="长沙").click()
    expect(page).to_have_url(re.compile(r"/board/430100/\?day=2020-02-16"))


def test_the_language_switch_keeps_the_page(visit: Any) -> None:
    page = visit("leader").open("/board/430000/?day=2020-02-16")
    page.locator(".top-link", has_text="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_contain_text("Hunan")
    expect(page.locator("h1")).to_contain_text("16 Feb 2020")
    page.locator(".top-link", has_text="中文").click()
    expect(page.locator("h1")).to_contain_text("湖南省")


def test_another_measure_colours_the_map_without_leaving_the_page(visit: Any) -> None:
    page = visit("leader").open("/board/430000/")
    page.locator("#measure").select_option("reported")
    expect(page.locator("#map-title")).to_contain_text("日报上报率")
    expect(page).to_have_url(re.compile("measure=reported"))
    expect(page.locator("svg.tiles")).to_contain_text("50%")


def test_a_column_head_sorts_in_place_and_the_address_remembers(visit: Any) -> None:
    page = visit("leader").open("/board/430000/")
    page.locator("#table-units th a", has_text="投递复产率").click()
    expect(page.locator("#table-units th[aria-sort=descending]")).to_contain_text("投递复产率")
    expect(page).to_have_url(re.compile("sort=-delivered"))
    page.reload()
    expect(page.locator("#table-units th[aria-sort=descending]")).to_contain_text("投递复产率")


def test_the_charts_draw_when_reached_and_stand_over_their_table(visit: Any) -> None:
    page = visit("leader").open("/board/430000/")
    page.locator("#trend").scroll_into_view_if_needed()
    expect(page.locator("#chart-rates canvas")).to_be_visible()
    expect(page.locator("#trend figcaption").first).to_contain_text("投递复产率")
    page.locator("#trend .daily summary").click()
    expect(page.locator("#trend .daily tbody tr")).to_have_count(30)


@pytest.mark.parametrize("way", ["button", "keys"])
def test_what_is_printed_has_its_charts_though_nobody_scrolled_to_them(visit: Any, way: str) -> None:
    page = visit("leader").open("/board/430000/")
    count = "document.body.dataset.printed = document.querySelectorAll('#trend canvas').length"
    page.evaluate(f"() => {{ window.print = () => {{ {count}; }}; }}")
    if way == "button":
        page.locator("[data-print]").click()
    else:
        page.keyboard.press("Control+p")
    expect(page.locator("body")).to_have_attribute("data-printed", re.compile("[1-9]"))


def test_everything_is_reached_by_keyboard_beginning_with_the_skip_link(visit: Any) -> None:
    page = visit("leader").open("/board/430000/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("path", ["/board/430000/", "/board/430102/", "/search/?q=甲达", "/ui/"])
def test_a_phone_never_scrolls_sideways(visit: Any, settings: Any, path: str, width: int) -> None:
    settings.DEBUG = True
    page = visit("leader", {"width": width, "height": 700}).open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_the_board_still_answers_sorts_and_leads_down(visit: Any) -> None:
    page = visit("leader", scripts=False).open("/board/430000/")
    page.locator("#table-units th a", has_text="投递复产率").click()
    expect(page.locator("#table-units tbody tr").first).to_contain_text("长沙市")
    page.locator("#measure").select_option("cases")
    page.locator("#map form button").click()
    expect(page.locator("#map-title")).to_contain_text("新增确诊")
    page.locator("#trend a").click()
    expect(page.locator("h1")).to_contain_text("趋势")


def test_losing_the_network_is_said_on_the_page(visit: Any) -> None:
    visitor = visit("leader")
    page = visitor.open("/board/430000/")
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('offline'))")
    expect(page.locator("#state-offline")).to_be_visible()
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#state-offline")).to_be_hidden()
    # What was on its way when the network went is the browser's own complaint.
    visitor.complaints = [c for c in visitor.complaints if "ERR_INTERNET_DISCONNECTED" not in c]


def test_a_session_that_ended_keeps_the_page_and_says_how_to_go_on(visit: Any) -> None:
    page = visit("leader").open("/board/430000/")
    page.context.clear_cookies(name="sessionid")
    page.locator("#table-units th a", has_text="投递复产率").click()
    expect(page.locator("#state-session")).to_be_visible()
    expect(page.locator("#table-units")).to_contain_text("长沙市")
